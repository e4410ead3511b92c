package derive

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/contract"
)

// param returns what is said of a parameter, or nil.
func (w *writer) param(f *summary.Func, i int) *contract.Param {
	p := &f.Params[i]
	if !p.Pointer {
		return nil
	}
	c := &contract.Param{In: -1, CopyTo: -1, Source: w.place(f.Pos)}
	w.setKept(c, f, i)
	if isLeftAlone(p) {
		c.What |= contract.NotRetained
		if !p.ReadOnly {
			c.What |= contract.Written
		}
		if !p.ReadOnly && p.Filled {
			c.What |= contract.Filled
		}
	}
	w.setEnd(c, p, f)
	if p.Called == summary.Yes {
		c.What |= contract.Called
		if l := p.CalledIn; l != nil && !l.Blocks { // one that waits goes over no elements
			c.What |= contract.PerElement
		}
	}
	w.setAccess(c, p)
	if c.What == 0 && c.Out == nil {
		return nil
	}
	return c
}

// setKept says that a pointer is kept, on every call, and where.
func (w *writer) setKept(c *contract.Param, f *summary.Func, i int) {
	p := &f.Params[i]
	for j := range p.Retained {
		r := &p.Retained[j]
		if !r.Always() || r.Guarded || !r.Used || r.Field != "" && r.Field != "*" || r.Sink == summary.Argument && r.Arg == i {
			continue
		}
		c.What |= contract.Retained
		if r.Field == "*" {
			c.What = c.What&^contract.Retained | contract.Contents
		}
		until := r.Until
		if r.Sink == summary.Argument && r.Arg >= 0 {
			c.In = r.Arg
			until = slices.Concat(until, w.destructors(f.Params[r.Arg].Type))
		}
		c.Until = w.callable(until)
		c.Source = w.last(r.Path, summary.Position{})
		return
	}
}

// isLeftAlone reports whether it is proven that nothing of a pointer is kept,
// and that nothing else becomes of it than to be read or written.
func isLeftAlone(p *summary.Param) bool {
	return p.NoEscape && p.DeepNoEscape && p.Freed == summary.No && p.Called == summary.No && p.Returned == summary.No &&
		!p.MayFree && len(p.FreedFields) == 0 && (p.ReadOnly || p.Touched)
}

// setEnd says that an object is freed, or belongs to C.
func (w *writer) setEnd(c *contract.Param, p *summary.Param, f *summary.Func) {
	if p.Freed == summary.Yes {
		c.What |= contract.Freed
		c.Source = w.last(p.FreedPath, f.Pos)
	}
	if p.Taken == summary.Yes && w.takes(f, p) {
		c.What |= contract.Taken
		c.Source = w.last(p.TakenPath, f.Pos)
	}
	if p.Returned == summary.Yes {
		c.What |= contract.Returned
	}
	// What frees the object that was there before takes it as well as giving one.
	if o := w.origin(f, &p.Out, p.Type); o != nil && o.Kind == contract.Fresh && isLeftAlone(p) && !p.Releases {
		c.Out = o
		c.What |= contract.Written | contract.Filled
		c.Source = w.last(p.Out.Path, f.Pos)
	}
}

// takes reports whether a pointer is kept in an object whose destructor frees
// it. That something else frees what is in the place is not enough: it may do
// so for objects of its own making.
func (w *writer) takes(f *summary.Func, p *summary.Param) bool {
	return slices.ContainsFunc(p.Retained, func(r summary.Retention) bool {
		if !r.Always() || r.Guarded || r.Sink != summary.Argument || r.Arg < 0 {
			return false
		}
		name := f.Params[r.Arg].Name
		field, ok := strings.CutPrefix(r.Place, name+"->")
		return ok && w.frees(f.Params[r.Arg].Type, "->"+field)
	})
}

// setAccess says how much is read and written.
func (w *writer) setAccess(c *contract.Param, p *summary.Param) {
	if p.ReadsUntilNUL == summary.Yes {
		c.What |= contract.UntilNUL
	}
	if e := p.WritesAtMost; e != nil && c.What&contract.Written != 0 {
		c.Writes = &contract.Extent{Length: e.Length, Times: e.Times, Pointer: e.Pointer, Count: e.Count, Element: e.Element,
			NUL: e.NUL == summary.Yes, NoNUL: e.NUL == summary.No}
	}
}
