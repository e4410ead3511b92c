package cgosource

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// viewOf returns the view of a package of one file without imports.
func viewOf(t *testing.T, source string) *View {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	v := &View{Fset: fset, Files: []*ast.File{f}, Info: &types.Info{Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object)}}
	v.Types, err = new(types.Config).Check("p", fset, v.Files, v.Info)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestCanDeclare looks for names that a new variable would hide.
func TestCanDeclare(t *testing.T) {
	v := viewOf(t, `package p

type object struct{ field int }

func (*object) pin(int) {}

var pinner object

func f(x int) {
	func() { pinner.pin(x); y := object{field: 0}; _ = y }()
label:
	goto label
}

func g() { z := 0; _ = z }
`)
	at := v.Files[0].Decls[3].(*ast.FuncDecl).Body.Lbrace + 1
	for _, name := range []string{"pinner", "x", "y", "object", "f", "g", "int", "func", "_."} {
		if v.CanDeclare(name, at) {
			t.Errorf("%s can be declared", name)
		}
	}
	for _, name := range []string{"pi", "pin", "field", "label", "z"} { // a method or field is hidden by nothing
		if !v.CanDeclare(name, at) {
			t.Errorf("%s cannot be declared", name)
		}
	}
	if got := v.FreeName(at, "x", "y", "z", "pi"); got != "z" {
		t.Errorf("the free name is %q", got)
	}
	if got := v.FreeName(at, "x", "y"); got != "" {
		t.Errorf("the free name is %q, and all are taken", got)
	}
	if got := v.NewName("pinner", at, func(name string) bool { return name == "pinner2" }); got != "pinner3" {
		t.Errorf("the new name is %q", got)
	}
}
