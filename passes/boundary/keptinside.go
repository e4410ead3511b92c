package boundary

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// noteKeptInside looks whether C keeps a pointer in the object that the
// argument i points to, or in the struct that it is: what a function does that
// copies a configuration.
func (in *interpreter) noteKeptInside(f *frame, st *state, instr ssa.CallInstruction, call *cgosource.Call, i int, args []value) {
	t := instr.Common().Signature().Params().At(i).Type()
	_, isStruct := t.Underlying().(*types.Struct)
	for _, part := range in.partsOf(st, t, args[i]) {
		held, kept, _ := in.handed(f, st, part.to)
		if held == nil {
			continue
		}
		fn := in.csummary.Func(call.Name)
		if fn == nil || i >= len(fn.Params) {
			return
		}
		for j := range fn.Params[i].Retained {
			r := &fn.Params[i].Retained[j]
			if isStruct == (r.Field == "") && (isStruct || matches(r.Field, part.path)) && in.outlives(r, args) && in.holds(r, call, args) &&
				!in.isOver(f, held, &kept, call, i, r, args) {
				in.addKept(f, st, call, i, *held, &kept, r, in.partOf(call.Args[i], part.path))
				return
			}
		}
	}
}

// A part is a pointer in a struct.
type part struct {
	path string // of the field, as in Go: .cb.data
	to   atoms
}

// partsOf returns the known pointers in a C struct, or in the one that a
// pointer points to.
func (in *interpreter) partsOf(st *state, t types.Type, arg value) []part {
	var parts []part
	add := func(v value, t types.Type) {
		for _, at := range v.sorted() {
			if p := in.layout.place(t, at); p.typ != nil && hasPointers(p.typ) && p.path != "" {
				parts = append(parts, part{p.path, v.words[at]})
			}
		}
	}
	if _, ok := t.Underlying().(*types.Struct); ok {
		add(arg, t)
		return parts
	}
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	if _, ok := ptr.Elem().Underlying().(*types.Struct); !ok {
		return nil
	}
	for _, a := range arg.first() {
		if a.kind == pointer && a.step == 0 {
			add(st.load(a, in.layout.size(ptr.Elem())), ptr.Elem())
		}
	}
	return parts
}

var index = regexp.MustCompile(`\[\w+\]`)

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
func (in *interpreter) partOf(arg ast.Expr, path string) string {
	of := in.unconverted(arg)
	if u, ok := of.(*ast.UnaryExpr); ok && u.Op == token.AND {
		of = u.X
	}
	if nameable(of) {
		return in.src.Text(of) + path
	}
	return strings.TrimPrefix(path, ".")
}
