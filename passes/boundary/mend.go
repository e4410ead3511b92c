package boundary

import (
	"go/ast"
	"go/types"
	"strings"
)

// movable reports whether only the time when the address was taken is wrong:
// what the argument points to, by its type, holds nothing that it may not.
func (in *interpreter) movable(st *state, form form, arg value) bool {
	if form.kind != whole {
		return false
	}
	t := in.src.Info.TypeOf(form.inner)
	if t == nil {
		return false
	}
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	if !hasPointers(p.Elem()) {
		return true
	}
	s := in.scan(st)
	for _, a := range arg.first() {
		if a.kind != pointer || a.mem.Global || a.step != 0 {
			return false
		}
		s.region(a, in.layout.size(p.Elem()), p.Elem(), "")
	}
	return len(s.found) == 0 && len(s.needs) == 0
}

// pins returns how to write the pointers that are to be pinned, when pinning
// them is enough.
func (in *interpreter) pins(st *state, form form, found []Held) []string {
	var pins []string
	for _, h := range found {
		path, into := in.pathOf(form, h)
		if h.Kind != HeldPointer || into || strings.Contains(path, "[i]") || !nameable(form.base()) {
			return nil
		}
		s := in.scan(st)
		s.whole(atom{kind: pointer, mem: h.Memory}, "")
		if len(s.found) > 0 || len(s.needs) > 0 {
			return nil
		}
		pins = append(pins, path)
	}
	return pins
}

// base returns the expression that a path begins with.
func (f form) base() ast.Expr {
	if f.kind == whole {
		return f.inner
	}
	return f.of
}
