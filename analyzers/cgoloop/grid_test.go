package cgoloop

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// TestCounterOfUnfinishedCode is of what the parser takes for a declaration in
// code that is being written.
func TestCounterOfUnfinishedCode(t *testing.T) {
	const src = "package p\nfunc f() { for x.i := 0; x.i < 3; x.i++ {} }"
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	loop := file.Decls[0].(*ast.FuncDecl).Body.List[0]
	if v := counter(new(types.Info), loop); v != nil {
		t.Errorf("the counter is %v", v)
	}
}
