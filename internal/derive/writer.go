package derive

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow"
	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// A writer turns summaries into contracts.
type writer struct {
	result *cflow.Result
	public map[string]bool
	root   string
}

// contract returns what a summary says, as far as that is evident or proven.
func (w *writer) contract(f *summary.Func) *contract.Func {
	c := &contract.Func{
		Name: f.Name, Params: make(map[int]*contract.Param), Declared: f.Declared,
		Source: w.place(f.Pos), NoCallback: f.CallsGo == summary.No, LongJumps: len(f.LongJumps) > 0,
	}
	if c.Blocks = waitsFor(f); c.Blocks == "" { // whatever a run costs in which it need not wait
		c.Cost = costOf(&f.Cost)
	}
	for i := range f.Params {
		if p := w.param(f, i); p != nil {
			c.Params[i] = p
		}
	}
	w.setResult(c, f)
	return c
}

// handedOver matches the functions that hand something over to the system, which
// takes it at once as a rule, and always when a descriptor does not block.
var handedOver = lazyregexp.New(`^(p?writev?|send(to|msg|mmsg)?|connect)$`)

// waitsFor returns what a function waits for: what takes long before locks, and
// "" for those that write a line for a person, or to a descriptor.
func waitsFor(f *summary.Func) string {
	kind := ""
	for _, b := range f.Blocks {
		if b.IsLong(f.Name) {
			if handedOver.MatchString(b.In(f.Name)) {
				continue
			}
			return b.Kind
		}
		if b.Kind == "lock" {
			kind = b.Kind
		}
	}
	return kind
}

// setResult says where the result comes from and how it tells of failure.
func (w *writer) setResult(c *contract.Func, f *summary.Func) {
	c.Fails = f.Status
	if f.Status == contract.LastError {
		c.Fails = contract.StatusUnknown // the state has no name that others know
	}
	if o := w.origin(f, &f.Result, f.Returns); o != nil && (o.Kind != contract.Fresh || w.givesAway(f)) {
		c.Result = *o
	}
	c.Result.Source = w.last(f.Result.Path, f.Pos)
}

// origin returns where a pointer comes from that a function hands out, or nil.
func (w *writer) origin(f *summary.Func, o *summary.Origin, object string) *contract.Origin {
	r := &contract.Origin{Kind: o.Kind, Arg: o.Arg, Cond: o.Cond}
	switch o.Kind {
	case summary.Fresh:
		if r.FreedBy = w.freedBy(o.FreedBy, object); len(r.FreedBy) == 0 {
			return nil // nobody could give it back
		}
	case summary.Static:
		if !isFixed(o.Field, object) {
			return nil
		}
	case summary.Inside:
		if !w.owns(&f.Params[o.Arg], o.Field) {
			return nil
		}
	case summary.OriginUnknown:
		return nil
	}
	return r
}

// givesAway reports whether new memory that a function returns is the caller's
// to free: it is not so when it may be a part of something else, as a link of a
// list, and nothing frees its kind alone. An array of objects is not freed by what
// frees an object.
func (w *writer) givesAway(f *summary.Func) bool {
	if len(w.destructors(f.Returns)) > 0 {
		return !f.Array
	}
	return !f.Linked
}

// isFixed reports whether the static memory that a field tells of is always the
// same: a variable itself, a literal, or a text of a table. A pointer that is in a
// variable may be another one later, which somebody owns, and an object in an
// array may be taken out.
func isFixed(field, object string) bool {
	return strings.HasPrefix(field, "&") || strings.HasSuffix(field, "[]") && object == "char"
}

// owns reports whether what a field of an object tells of ends with the object:
// it is a part of it, or the object's destructor frees it. Others may be the
// user's, or that which the object is a part of.
func (w *writer) owns(object *summary.Param, field string) bool {
	return strings.HasPrefix(field, "&->") || w.frees(object.Type, field)
}

// frees reports whether the destructor of objects of a type frees what a field
// of them points to.
func (w *writer) frees(object, field string) bool {
	for _, name := range w.destructors(object) {
		for _, p := range w.result.Funcs[name].Params {
			if p.Type == object && p.Freed == summary.Yes && slices.Contains(p.FreedFields, field) {
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
		return f == nil || !slices.ContainsFunc(f.Params, func(p summary.Param) bool { return p.Type == object && p.Freed == summary.Yes })
	})
}

// freedBy returns the functions that free an object which a function hands out:
// those of the library that always do, or free and what passes such memory on to
// it, for what is no structure; for text those that free nothing else. Structures
// that nothing in the library frees are freed with others.
func (w *writer) freedBy(names []string, object string) []string {
	if all := w.callable(w.destructors(object)); len(all) > 0 {
		return all
	}
	if !slices.Contains(names, "free") || object != "" && object != "char" && object != "void" {
		return nil
	}
	all := []string{"free"}
	for _, name := range names {
		if name != "free" && w.result.Funcs[name] == nil { // of another library
			all = append(all, name)
		}
	}
	for name, f := range w.result.Funcs {
		if w.public[name] && slices.ContainsFunc(f.Params, func(p summary.Param) bool {
			return p.Freed == summary.Yes && p.Deallocator == "free" && (p.Type == object || p.Type == "void") &&
				(object != "char" || len(p.FreedFields) == 0)
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

// costOf returns what a call takes.
func costOf(w *cost.Cost) contract.Cost {
	if w.Rarely {
		return contract.CostUnknown
	}
	switch w.Kind {
	case cost.Trivial:
		return contract.CostTrivial
	case cost.Loops:
		return contract.CostLoop
	case cost.Allocates:
		return contract.CostAllocation
	case cost.Locks:
		return contract.CostLock
	}
	return contract.CostUnknown
}

// last returns where the last step of a path is, or a place instead.
func (w *writer) last(path []summary.Step, otherwise summary.Position) string {
	if len(path) == 0 {
		return w.place(otherwise)
	}
	return w.place(path[len(path)-1].Pos)
}

// place returns a position as the library's own people would write it.
func (w *writer) place(p summary.Position) string {
	file := p.File
	if rel, err := filepath.Rel(w.root, file); err == nil && !strings.HasPrefix(rel, "..") {
		file = rel
	}
	return fmt.Sprintf("%s:%d", filepath.ToSlash(file), p.Line)
}
