package analyzertest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/rawtypes"
)

func newPlace(fset *token.FileSet, pos, end token.Pos) place {
	if !end.IsValid() {
		end = pos
	}
	f := fset.File(pos)
	if f == nil {
		return place{file: "nowhere"}
	}
	return place{f.Name(), int(pos) - f.Base(), int(end) - f.Base()}
}

// inRawForm returns the packages as gopls would give them to an analyzer:
// the files of a package that uses cgo are the user's, typed with the help of
// cgo's declarations by the mode of go/types that is made for it. Packages
// that import such a package see the new one.
func inRawForm(t testing.TB, pkgs []*packages.Package) []*packages.Package {
	t.Helper()
	r := rawForm{t: t, done: make(map[*packages.Package]*packages.Package)}
	raw := make([]*packages.Package, len(pkgs))
	for i, pkg := range pkgs {
		raw[i] = r.convert(pkg)
	}
	return raw
}

type rawForm struct {
	t    testing.TB
	done map[*packages.Package]*packages.Package
}

// convert returns pkg itself when neither it nor a package that it imports
// from source uses cgo.
func (r *rawForm) convert(pkg *packages.Package) *packages.Package {
	if c := r.done[pkg]; c != nil {
		return c
	}
	r.done[pkg] = pkg
	if pkg.Module == nil || !pkg.Module.Main {
		return pkg
	}
	c := *pkg
	c.Imports = maps.Clone(pkg.Imports)
	changed := false
	for path, imported := range pkg.Imports {
		if len(imported.Syntax) > 0 {
			c.Imports[path] = r.convert(imported)
			changed = changed || c.Imports[path] != imported
		}
	}
	declarations := cgoDeclarations(pkg)
	if declarations == nil && !changed {
		return pkg
	}
	if declarations != nil {
		c.Syntax = []*ast.File{declarations}
		for _, name := range pkg.GoFiles {
			f, err := parser.ParseFile(pkg.Fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				r.t.Fatal(err)
			}
			c.Syntax = append(c.Syntax, f)
		}
	}
	rawtypes.Check(&c, importedBy(&c), pkg.Types.GoVersion(), func(err error) { r.t.Errorf("%s in raw form: %v", pkg.PkgPath, err) })
	r.done[pkg] = &c
	return &c
}

// cgoDeclarations returns the file _cgo_gotypes.go of the package. It is nil
// without cgo.
func cgoDeclarations(pkg *packages.Package) *ast.File {
	for _, f := range pkg.Syntax {
		if rawtypes.IsDeclarations(f) {
			return f
		}
	}
	return nil
}

func importedBy(pkg *packages.Package) types.Importer {
	return gotype.Importer(func(path string) (*types.Package, error) {
		if path == "unsafe" {
			return types.Unsafe, nil
		}
		if imported := pkg.Imports[path]; imported != nil {
			return imported.Types, nil
		}
		// cgo's declarations import these on their own account.
		for _, p := range pkg.Types.Imports() {
			if p.Path() == path {
				return p, nil
			}
		}
		return nil, &missing{path}
	})
}

type missing struct{ path string }

func (m *missing) Error() string { return "no package " + m.path }

// analyzeWithoutTypes runs a on the packages with nothing imported and
// without cgo's declarations, as a driver does that analyses packages which
// do not compile. Whatever a reports, it must not fail.
func analyzeWithoutTypes(t testing.TB, a *analysis.Analyzer, pkgs []*packages.Package) {
	t.Helper()
	if !a.RunDespiteErrors {
		t.Errorf("%s does not set RunDespiteErrors: it is blind while its user types", a.Name)
		return
	}
	for _, pkg := range inRawForm(t, pkgs) {
		c := *pkg
		c.IllTyped = true
		c.Syntax = slices.DeleteFunc(slices.Clone(pkg.Syntax), func(f *ast.File) bool { return f == cgoDeclarations(pkg) })
		c.TypeErrors = nil
		nothing := gotype.Importer(func(path string) (*types.Package, error) { return nil, &missing{path} })
		rawtypes.Check(&c, nothing, pkg.Types.GoVersion(), func(err error) { c.TypeErrors = append(c.TypeErrors, err.(types.Error)) })
		func() {
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("%s without types: panic: %v\n%s", pkg.PkgPath, r, debug.Stack())
				}
			}()
			graph, err := checker.Analyze([]*analysis.Analyzer{a}, []*packages.Package{&c}, &checker.Options{Sequential: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, act := range graph.Roots {
				if act.Err != nil {
					t.Errorf("%s without types: %v", pkg.PkgPath, act.Err)
				}
			}
		}()
	}
}

// checkPositions reports positions that are not in a user's file.
func checkPositions(t testing.TB, src string, r result) {
	t.Helper()
	check := func(what string, p place) {
		if !strings.HasPrefix(p.file, src+string(filepath.Separator)) {
			t.Errorf("%s: %s is in %s, which is no file of the user", r.pkg.PkgPath, what, p.file)
		}
	}
	for i, d := range r.diagnostics {
		check("diagnostic "+d.message, d.place)
		for _, rel := range r.action.Diagnostics[i].Related {
			check("related information "+rel.Message, newPlace(r.pkg.Fset, rel.Pos, rel.End))
		}
		for _, f := range d.fixes {
			for _, e := range f.edits {
				check("fix "+f.message, e.place)
			}
		}
	}
}

// checkSame reports where two runs differ.
func checkSame(t testing.TB, cooked, raw result) {
	t.Helper()
	list := func(r result) []string {
		var s []string
		for _, d := range r.diagnostics {
			s = append(s, d.String())
		}
		return s
	}
	a, b := list(cooked), list(raw)
	for _, s := range a {
		if !slices.Contains(b, s) {
			t.Errorf("%s: only in the form that the go command gives: %s", cooked.pkg.PkgPath, s)
		}
	}
	for _, s := range b {
		if !slices.Contains(a, s) {
			t.Errorf("%s: only in the form that gopls gives: %s", cooked.pkg.PkgPath, s)
		}
	}
}
