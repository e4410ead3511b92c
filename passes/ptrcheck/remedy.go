package ptrcheck

import (
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/passes/argcheck"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// movable reports whether only the time when the address was taken is wrong:
// what the argument points to, by its type, holds no Go pointer.
func (c *checker) movable(e *gomem.CCall, arg *gomem.Arg) bool {
	if arg.Form.Kind != argcheck.Whole {
		return false
	}
	t := c.src.Info.TypeOf(arg.Form.Inner)
	if t == nil {
		return false
	}
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	if !heap.HasPointers(p.Elem()) {
		return true
	}
	s := c.scan(e)
	for _, a := range arg.Value.First() {
		if a.Kind != heap.Pointer || a.Mem.Global || a.Step != 0 {
			return false
		}
		s.region(a, s.layout.Size(p.Elem()), p.Elem())
	}
	return len(s.found) == 0 && len(s.needs) == 0
}

// pins returns how to write the pointers that are to be pinned, when pinning
// them is enough.
func (c *checker) pins(e *gomem.CCall, form argcheck.Form, found []PointerFound) []string {
	var pins []string
	for _, f := range found {
		path, into := c.pathOf(form, f)
		if f.Kind != UnpinnedPointer || into || strings.Contains(path, "[i]") || !argcheck.Nameable(form.Base()) {
			return nil
		}
		s := c.scan(e)
		s.whole(heap.PointerTo(f.Memory), "")
		if len(s.found) > 0 || len(s.needs) > 0 {
			return nil
		}
		pins = append(pins, path)
	}
	return pins
}
