package derive

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow"
	"github.com/cgolint/cgolint/internal/contract"
)

// A writer turns summaries into contracts.
type writer struct {
	result *cflow.Result
	public map[string]bool
	root   string
}

// contract returns what a summary says, as far as that is evident or proven.
func (w *writer) contract(f *cflow.Func) *contract.Func {
	c := &contract.Func{
		Name: f.Name, Params: make(map[int]*contract.Param), Declared: f.Declared,
		Source: w.place(f.Pos), NoCallback: f.CallsGo == cflow.No, Cost: cost(&f.Cost), LongJumps: len(f.LongJumps) > 0,
	}
	if len(f.Blocks) > 0 {
		c.Blocks = f.Blocks[0].Kind
	}
	for i := range f.Params {
		if p := w.param(f, i); p != nil {
			c.Params[i] = p
		}
	}
	w.setResult(c, f)
	return c
}

// setResult says where the result comes from and how it tells of failure.
func (w *writer) setResult(c *contract.Func, f *cflow.Func) {
	c.Fails = f.Status
	if f.Status == contract.LastError {
		c.Fails = contract.StatusUnknown // the state has no name that others know
	}
	if o := w.origin(f, &f.Result, f.Returns); o != nil {
		c.Result = *o
	}
	c.Result.Source = w.last(f.Result.Path, f.Pos)
}

// origin returns where a pointer comes from that a function hands out, or nil.
func (w *writer) origin(f *cflow.Func, o *cflow.Origin, object string) *contract.Origin {
	r := &contract.Origin{Kind: o.Kind, Arg: o.Arg, Cond: o.Cond}
	switch o.Kind {
	case cflow.Fresh:
		if r.FreedBy = w.freedBy(o.FreedBy, object); len(r.FreedBy) == 0 {
			return nil // nobody could give it back
		}
	case cflow.Static:
		if !isFixed(o.Field) {
			return nil
		}
	case cflow.Inside:
		if !w.owns(&f.Params[o.Arg], o.Field) {
			return nil
		}
	case cflow.OriginUnknown:
		return nil
	}
	return r
}

// isFixed reports whether the static memory that a field tells of is always the
// same: a variable itself, a literal, or one of a table. A pointer that is in a
// variable may be another one later, which somebody owns.
func isFixed(field string) bool {
	return strings.HasPrefix(field, "&") || strings.HasSuffix(field, "[]")
}

// owns reports whether what a field of an object tells of ends with the object:
// it is a part of it, or the object's destructor frees it. Others may be the
// user's, or that which the object is a part of.
func (w *writer) owns(object *cflow.Param, field string) bool {
	return strings.HasPrefix(field, "&->") || w.frees(object.Type, field)
}

// frees reports whether the destructor of objects of a type frees what a field
// of them points to.
func (w *writer) frees(object, field string) bool {
	for _, name := range w.destructors(object) {
		for _, p := range w.result.Funcs[name].Params {
			if p.Type == object && p.Freed == cflow.Yes && slices.Contains(p.FreedFields, field) {
				return true
			}
		}
	}
	return false
}

// destructors returns the functions that always free an object of a type.
func (w *writer) destructors(object string) []string {
	return slices.DeleteFunc(slices.Clone(w.result.Destructors[object]), func(name string) bool {
		f := w.result.Funcs[name]
		return f == nil || !slices.ContainsFunc(f.Params, func(p cflow.Param) bool { return p.Type == object && p.Freed == cflow.Yes })
	})
}

// freedBy returns the functions that free an object which a function hands out:
// those of the library that always do, or free and what passes such memory on to
// it, for what is no structure. Structures that nothing in the library frees are
// freed with others.
func (w *writer) freedBy(names []string, object string) []string {
	if all := w.callable(w.destructors(object)); len(all) > 0 {
		return all
	}
	if !slices.Contains(names, "free") || object != "" && object != "char" && object != "void" {
		return nil
	}
	all := []string{"free"}
	for name, f := range w.result.Funcs {
		if w.public[name] && slices.ContainsFunc(f.Params, func(p cflow.Param) bool {
			return p.Freed == cflow.Yes && p.Deallocator == "free" && (p.Type == object || p.Type == "void")
		}) {
			all = append(all, name)
		}
	}
	slices.Sort(all[1:])
	return all
}

// callable returns those of some functions that the library's users can call.
func (w *writer) callable(names []string) []string {
	var all []string
	for _, name := range names {
		if w.public[name] && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// param returns what is said of a parameter, or nil.
func (w *writer) param(f *cflow.Func, i int) *contract.Param {
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
	if p.Called == cflow.Yes {
		c.What |= contract.Called
		if p.CalledIn != nil {
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
func (w *writer) setKept(c *contract.Param, f *cflow.Func, i int) {
	p := &f.Params[i]
	for j := range p.Retained {
		r := &p.Retained[j]
		if !r.Always() || r.Guarded || !r.Used || r.Field != "" && r.Field != "*" || r.Sink == cflow.Argument && r.Arg == i {
			continue
		}
		c.What |= contract.Retained
		if r.Field == "*" {
			c.What = c.What&^contract.Retained | contract.Contents
		}
		until := r.Until
		if r.Sink == cflow.Argument && r.Arg >= 0 {
			c.In = r.Arg
			until = slices.Concat(until, w.destructors(f.Params[r.Arg].Type))
		}
		c.Until = w.callable(until)
		c.Source = w.last(r.Path, cflow.Position{})
		return
	}
}

// isLeftAlone reports whether it is proven that nothing of a pointer is kept,
// and that nothing else becomes of it than to be read or written.
func isLeftAlone(p *cflow.Param) bool {
	return p.NoEscape && p.DeepNoEscape && p.Freed == cflow.No && p.Called == cflow.No && p.Returned == cflow.No &&
		!p.MayFree && len(p.FreedFields) == 0 && (p.ReadOnly || p.Touched)
}

// setEnd says that an object is freed, or belongs to C.
func (w *writer) setEnd(c *contract.Param, p *cflow.Param, f *cflow.Func) {
	if p.Freed == cflow.Yes {
		c.What |= contract.Freed
		c.Source = w.last(p.FreedPath, f.Pos)
	}
	if p.Taken == cflow.Yes && w.takes(f, p) {
		c.What |= contract.Taken
		c.Source = w.last(p.TakenPath, f.Pos)
	}
	if p.Returned == cflow.Yes {
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
func (w *writer) takes(f *cflow.Func, p *cflow.Param) bool {
	return slices.ContainsFunc(p.Retained, func(r cflow.Retention) bool {
		if !r.Always() || r.Guarded || r.Sink != cflow.Argument || r.Arg < 0 {
			return false
		}
		name := f.Params[r.Arg].Name
		field, ok := strings.CutPrefix(r.Place, name+"->")
		return ok && w.frees(f.Params[r.Arg].Type, "->"+field)
	})
}

// setAccess says how much is read and written.
func (w *writer) setAccess(c *contract.Param, p *cflow.Param) {
	if p.ReadsUntilNUL == cflow.Yes {
		c.What |= contract.UntilNUL
	}
	if e := p.WritesAtMost; e != nil && c.What&contract.Written != 0 {
		c.Writes = &contract.Extent{Length: e.Length, Times: e.Times, Pointer: e.Pointer, Count: e.Count, Element: e.Element,
			NUL: e.NUL == cflow.Yes, NoNUL: e.NUL == cflow.No}
	}
}

// cost returns what a call takes.
func cost(w *cflow.Cost) contract.Cost {
	if w.Rarely {
		return contract.CostUnknown
	}
	switch w.Kind {
	case cflow.Trivial:
		return contract.CostTrivial
	case cflow.Loops:
		return contract.CostLoop
	case cflow.Allocates:
		return contract.CostAllocation
	case cflow.Locks:
		return contract.CostLock
	}
	return contract.CostUnknown
}

// last returns where the last step of a path is, or a place instead.
func (w *writer) last(path []cflow.Step, otherwise cflow.Position) string {
	if len(path) == 0 {
		return w.place(otherwise)
	}
	return w.place(path[len(path)-1].Pos)
}

// place returns a position as the library's own people would write it.
func (w *writer) place(p cflow.Position) string {
	file := p.File
	if rel, err := filepath.Rel(w.root, file); err == nil && !strings.HasPrefix(rel, "..") {
		file = rel
	}
	return fmt.Sprintf("%s:%d", filepath.ToSlash(file), p.Line)
}
