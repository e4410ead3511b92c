package govalue_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/cgolint/cgolint/internal/govalue"
)

const source = `package p

type id uint8

type point struct{ x, y int }

func f(b []byte, p *point) (int, *int) {
	n := len(b)
	return int(id(n)), &p.y
}
`

// function returns f of source.
func function(t *testing.T) *ssa.Function { return build(t, source).Func("f") }

func build(t *testing.T, source string) *ssa.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{Importer: importer.Default()}, fset, types.NewPackage("p", ""), []*ast.File{file}, ssa.InstantiateGenerics)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

func Test(t *testing.T) {
	fn := function(t)
	instrs := fn.Blocks[0].Instrs
	ret := instrs[len(instrs)-1].(*ssa.Return)
	call, ok := govalue.Unconverted(ret.Results[0]).(*ssa.Call)
	if !ok {
		t.Fatalf("Unconverted(%v) is no call", ret.Results[0])
	}
	if got := govalue.Builtin(&call.Call); got != "len" {
		t.Errorf("Builtin(%v) = %q", call, got)
	}
	addr := ret.Results[1].(*ssa.FieldAddr)
	if got := govalue.Field(addr).Name(); got != "y" {
		t.Errorf("Field(%v) = %s", addr, got)
	}
	if !govalue.Precedes(call, ret) || govalue.Precedes(ret, call) || govalue.Precedes(call, call) {
		t.Error("Precedes does not tell the call from the return after it")
	}
}

// TestReferrers asks for the uses of a parameter, and of what SSA keeps none of.
func TestReferrers(t *testing.T) {
	fn := function(t)
	if refs := govalue.Referrers(fn.Params[0]); len(refs) == 0 {
		t.Errorf("nothing uses %v", fn.Params[0])
	}
	for _, v := range []ssa.Value{fn, ssa.NewConst(nil, types.Typ[types.UnsafePointer])} {
		if refs := govalue.Referrers(v); refs != nil {
			t.Errorf("Referrers(%v) = %v", v, refs)
		}
	}
}
