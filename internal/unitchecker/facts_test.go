package unitchecker

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/gotype"
)

type (
	isBad  struct{ Why string }
	counts struct{ N int }
)

func (*isBad) AFact()  {}
func (*counts) AFact() {}

// typed type-checks a package of one file.
func typed(t *testing.T, path, text string, imported map[string]*types.Package) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path+".go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: gotype.Importer(func(path string) (*types.Package, error) { return imported[path], nil })}
	pkg, err := conf.Check(path, fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

// TestFacts hands facts from a package to one that imports it, and on.
func TestFacts(t *testing.T) {
	known := factTypes([]*analysis.Analyzer{{FactTypes: []analysis.Fact{new(isBad)}, Requires: []*analysis.Analyzer{{FactTypes: []analysis.Fact{new(counts)}}}}})
	a := typed(t, "a", "package a; func F() {}; type T struct{}; func (T) M() {}; func hidden() { var x int; _ = x }", nil)
	method, _, _ := types.LookupFieldOrMethod(a.Scope().Lookup("T").Type(), false, a, "M")
	facts := &factSet{pkg: a, facts: make(map[factKey]analysis.Fact)}
	facts.exportObject(a.Scope().Lookup("F"), &isBad{"it frees"})
	facts.exportObject(method, &isBad{"it waits"})
	facts.exportPackage(&counts{3})
	file := filepath.Join(t.TempDir(), "a.vetx")
	if err := facts.write(file); err != nil {
		t.Fatal(err)
	}

	b := typed(t, "b", `package b; import "a"; type U struct{ a.T }; func G() { a.F() }`, map[string]*types.Package{"a": a})
	facts, err := readFacts(b, map[string]*types.Package{"a": a}, map[string]string{"a": file}, known)
	if err != nil {
		t.Fatal(err)
	}
	var bad isBad
	if !facts.importObject(a.Scope().Lookup("F"), &bad) || bad.Why != "it frees" {
		t.Errorf("of F: %v", bad)
	}
	var n counts
	if !facts.importPackage(a, &n) || n.N != 3 {
		t.Errorf("of package a: %v", n)
	}
	if facts.importObject(b.Scope().Lookup("G"), &bad) {
		t.Errorf("of G: %v", bad)
	}
	next := filepath.Join(t.TempDir(), "b.vetx")
	if err := facts.write(next); err != nil {
		t.Fatal(err)
	}

	// c sees a's method through b's type, and not the rest of a.
	c := typed(t, "c", `package c; import "b"; func H() { b.U{}.M() }`, map[string]*types.Package{"b": b})
	facts, err = readFacts(c, map[string]*types.Package{"a": a, "b": b}, map[string]string{"b": next}, known)
	if err != nil {
		t.Fatal(err)
	}
	if !facts.importObject(method, &bad) || bad.Why != "it waits" {
		t.Errorf("of T.M through b: %v", bad)
	}
	if facts.importObject(a.Scope().Lookup("F"), &bad) || facts.importPackage(a, &n) {
		t.Error("there are facts of what only package a itself has")
	}
}

// A fact that no analyzer knows is passed over, and no fact is an empty file.
func TestUnknownFacts(t *testing.T) {
	a := typed(t, "a", "package a; func F() {}", nil)
	facts := &factSet{pkg: a, facts: make(map[factKey]analysis.Fact)}
	file := filepath.Join(t.TempDir(), "a.vetx")
	if err := facts.write(file); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(file); err != nil || len(data) > 0 {
		t.Errorf("without facts: %q, %v", data, err)
	}
	facts.exportObject(a.Scope().Lookup("F"), &isBad{"it frees"})
	facts.exportPackage(&counts{3})
	data, err := facts.encode()
	if err != nil {
		t.Fatal(err)
	}
	read := &factSet{pkg: a, facts: make(map[factKey]analysis.Fact)}
	known := map[string]reflect.Type{typeName(reflect.TypeFor[*counts]()): reflect.TypeFor[*counts]()}
	if err := read.decode(data, map[string]*types.Package{"a": a}, known); err != nil || len(read.facts) != 1 {
		t.Errorf("%v, %v", read.facts, err)
	}
	if err := read.decode([]byte("nonsense"), nil, known); err == nil {
		t.Error("no error for a file that is none of facts")
	}
}
