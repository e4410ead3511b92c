package retain

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/argcheck"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// inside looks whether C keeps a pointer in the object that the argument
// points to, or in the struct that it is: what a function does that copies a
// configuration.
func (f *finder) inside(a argument) {
	t := a.e.Args[a.i].Type
	_, isStruct := t.Underlying().(*types.Struct)
	for _, part := range a.parts() {
		h := f.handed(a.e, part.to)
		if h.memory == nil {
			continue
		}
		fn := a.function()
		if fn == nil {
			return
		}
		for j := range fn.Params[a.i].Retained {
			r := &fn.Params[a.i].Retained[j]
			if isStruct == (r.Field == "") && (isStruct || matches(r.Field, part.path)) && a.outlives(r) && a.holds(r) && !a.isOver(r, h) {
				f.add(a, r, h, f.partOf(a.e.Call.Args[a.i], part.path))
				return
			}
		}
	}
}

// A part is a pointer in a struct.
type part struct {
	path string // of the field, as in Go: .cb.data
	to   heap.Atoms
}

// parts returns the known pointers in a C struct that is the argument, or in
// the one that it points to.
func (a argument) parts() []part {
	var parts []part
	layout, t := a.f.mem.Layout, a.e.Args[a.i].Type
	add := func(v heap.Value, t types.Type) {
		for _, c := range v.Words {
			if p := layout.Place(t, c.Slot); p.Type != nil && gotype.HasPointers(p.Type) && p.Path != "" {
				parts = append(parts, part{p.Path, c.Atoms})
			}
		}
	}
	if _, ok := t.Underlying().(*types.Struct); ok {
		add(a.value(), t)
		return parts
	}
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	if _, ok := ptr.Elem().Underlying().(*types.Struct); !ok {
		return nil
	}
	for _, to := range a.value().First() {
		if to.Kind == heap.Pointer && to.Step == 0 {
			add(a.e.State.Load(to, layout.Size(ptr.Elem())), ptr.Elem())
		}
	}
	return parts
}

var index = lazyregexp.New(`\[\w+\]`)

// matches reports whether the field of evidence, "->cb.data", "->slots[]" or
// "*" for all, is the one at a path. The names of C fields that are words of Go
// have an underscore before them.
func matches(field, path string) bool {
	if field == "*" {
		return true
	}
	path = strings.ReplaceAll(index.ReplaceAllString(path, "[]"), "._", ".")
	return strings.ReplaceAll(strings.Replace(field, "->", ".", 1), "._", ".") == path
}

// partOf returns how the part of an argument is written.
func (f *finder) partOf(arg ast.Expr, path string) string {
	of := f.mem.Forms.Unconverted(arg)
	if u, ok := of.(*ast.UnaryExpr); ok && u.Op == token.AND {
		of = u.X
	}
	if argcheck.Nameable(of) {
		return f.src.Text(of) + path
	}
	return strings.TrimPrefix(path, ".")
}
