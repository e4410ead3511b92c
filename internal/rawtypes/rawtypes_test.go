package rawtypes

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/packages"
)

// user is a file as its author wrote it.
const user = `package p

// int twice(int n);
import "C"

func Twice(n int) int { return int(C.twice(C.int(n))) }

var wrong = C.thrice
`

// declarations is what cgo declares for it.
const declarations = `package p

import _cgopackage "runtime/cgo"

type _ _cgopackage.Incomplete

type _Ctype_int int32

func _Cfunc_twice(n _Ctype_int) (r _Ctype_int) { return 2 * n }
`

// TestCheck types the names of C in the user's file by cgo's declarations.
func TestCheck(t *testing.T) {
	pkg, call := parse(t)
	var errors []string
	Check(pkg, runtimeCgo{}, "go1.26", func(err error) { errors = append(errors, err.(types.Error).Msg) })
	if got := pkg.TypesInfo.TypeOf(call); got == nil || got.String() != "p._Ctype_int" {
		t.Errorf("C.twice(…) is of type %v", got)
	}
	if len(errors) != 1 {
		t.Errorf("errors %q, want one of C.thrice", errors)
	}
	if pkg.Types.Scope().Lookup("Twice") == nil {
		t.Error("a package with an error has no objects")
	}
}

// runtimeCgo imports the one package that cgo's declarations need.
type runtimeCgo struct{}

func (runtimeCgo) Import(path string) (*types.Package, error) {
	pkg := types.NewPackage(path, "cgo")
	name := types.NewTypeName(token.NoPos, pkg, "Incomplete", nil)
	types.NewNamed(name, new(types.Struct), nil)
	pkg.Scope().Insert(name)
	pkg.MarkComplete()
	return pkg, nil
}

// parse returns the package, and its call of C.
func parse(t *testing.T) (*packages.Package, *ast.CallExpr) {
	pkg := &packages.Package{PkgPath: "p", Fset: token.NewFileSet(), TypesSizes: types.SizesFor("gc", "amd64")}
	for name, text := range map[string]string{"p.go": user, "_cgo_gotypes.go": declarations} {
		f, err := parser.ParseFile(pkg.Fset, name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := IsDeclarations(f), name != "p.go"; got != want {
			t.Errorf("%s has cgo's declarations: %v", name, got)
		}
		pkg.Syntax = append(pkg.Syntax, f)
	}
	var call *ast.CallExpr
	for _, f := range pkg.Syntax {
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				if s, ok := c.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "twice" {
					call = c
				}
			}
			return true
		})
	}
	return pkg, call
}
