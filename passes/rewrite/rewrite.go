// Package rewrite makes the edits of fixes that change several places of a
// package at once: declarations with all that gives them a value, imports, and
// locks that nothing needs any more.
package rewrite

import (
	"cmp"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/guard"
)

// A Rewrite collects the edits of a fix. It fails as a whole, with the first
// reason.
type Rewrite struct {
	guard    *guard.Package
	src      *cgosource.Package
	files    map[*ast.File]*edit.File
	order    []*ast.File
	imported map[*ast.File][]added          // what the file will need
	kept     map[*ast.ImportSpec]bool       // imports that the new code uses
	split    map[*ast.Ident]bool            // names that were taken out of a list
	deleted  []ast.Node                     // what must not count as a use of package sync
	removed  map[*ast.GenDecl][]*guard.Spec // specifications to delete; see removeSpecs
	reason   string
}

// An added import; the name is empty when it is that of the path.
type added struct{ name, path string }

// New returns a Rewrite without edits.
func New(g *guard.Package, src *cgosource.Package) *Rewrite {
	return &Rewrite{
		guard:    g,
		src:      src,
		files:    make(map[*ast.File]*edit.File),
		imported: make(map[*ast.File][]added),
		kept:     make(map[*ast.ImportSpec]bool),
		split:    make(map[*ast.Ident]bool),
		removed:  make(map[*ast.GenDecl][]*guard.Spec),
	}
}

// Fail makes Edits return the reason, unless there is one already.
func (w *Rewrite) Fail(reason string) {
	if w.reason == "" {
		w.reason = reason
	}
}

// Edits returns the edits, with the imports of the files in order; or the
// reason why there are none.
func (w *Rewrite) Edits() (edits []analysis.TextEdit, reason string) {
	w.removeSpecs()
	w.fixImports()
	if w.reason != "" {
		return nil, w.reason
	}
	name := func(f *ast.File) string { return w.src.Fset.File(f.FileStart).Name() }
	slices.SortFunc(w.order, func(a, b *ast.File) int { return strings.Compare(name(a), name(b)) })
	for _, f := range w.order {
		edits = append(edits, w.files[f].Edits()...)
	}
	return edits, ""
}

// File returns the edits of the file that holds pos.
func (w *Rewrite) File(pos token.Pos) *edit.File {
	f := w.src.File(pos)
	if f == nil {
		w.Fail("a file is not known")
		return &edit.File{Syntax: &ast.File{}}
	}
	e := w.files[f]
	if e == nil {
		e = &edit.File{Syntax: f, Source: w.src.Source(f)}
		if e.Source == nil || w.src.IsGenerated(pos) {
			w.Fail("a file cannot be edited")
		}
		w.files[f] = e
		w.order = append(w.order, f)
	}
	return e
}

// Delete deletes a statement.
func (w *Rewrite) Delete(n ast.Node) {
	w.Forget(n)
	w.File(n.Pos()).Delete(n.Pos(), n.End())
}

// Forget tells that a node will be deleted, so that imports which only it uses
// can be deleted too.
func (w *Rewrite) Forget(n ast.Node) { w.deleted = append(w.deleted, n) }

// Import returns the name of a package at pos, and imports it where the file
// has no name for it there: under its own name, or under the other one when
// that is taken. It fails when both are.
func (w *Rewrite) Import(importPath, other string, pos token.Pos) string {
	f := w.File(pos)
	if spec := w.src.ImportSpec(f.Syntax, importPath, pos); spec != nil {
		w.kept[spec] = true
		return w.src.Info.PkgNameOf(spec).Name()
	}
	a := added{path: importPath}
	name := path.Base(importPath)
	if w.isTaken(name, pos) {
		name, a.name = other, other
	}
	if w.isTaken(name, pos) {
		w.Fail("the name " + name + " is taken")
	}
	if !slices.Contains(w.imported[f.Syntax], a) {
		w.imported[f.Syntax] = append(w.imported[f.Syntax], a)
	}
	return name
}

func (w *Rewrite) isTaken(name string, pos token.Pos) bool {
	return w.src.Lookup(name, pos) != nil || w.src.Types.Scope().Lookup(name) != nil
}

// DeleteName deletes one of several names and the comma beside it. Only one
// of the names can go.
func (w *Rewrite) DeleteName(names []*ast.Ident, name *ast.Ident) {
	f := w.File(name.Pos())
	for _, other := range names {
		if w.split[other] {
			w.Fail("it is declared together with another")
			return
		}
	}
	w.split[name] = true
	if i := slices.Index(names, name); i+1 < len(names) {
		f.Replace(name.Pos(), names[i+1].Pos(), "")
	} else {
		f.Replace(names[i-1].End(), name.End(), "")
	}
}

// fixImports adds the imports that the edits need, and drops sync or unsafe
// where it is not used any more.
func (w *Rewrite) fixImports() {
	for _, syntax := range w.order {
		f, add := w.files[syntax], w.imported[syntax]
		for _, path := range []string{"sync", "unsafe"} {
			spec := edit.Import(syntax, path)
			if spec != nil && !w.stillUsed(syntax, spec) {
				f.DeleteImport(spec)
				break // whoever applies the fix looks after the other
			}
		}
		slices.SortStableFunc(add, func(a, b added) int {
			return cmp.Compare(strings.Count(path.Dir(a.path), "."), strings.Count(path.Dir(b.path), "."))
		})
		for _, a := range add {
			f.AddNamedImport(a.name, a.path)
		}
	}
}

// stillUsed reports whether an import is used outside of what is deleted.
func (w *Rewrite) stillUsed(f *ast.File, spec *ast.ImportSpec) bool {
	pkg := w.src.Info.PkgNameOf(spec)
	if w.kept[spec] || pkg == nil || pkg.Name() == "_" || pkg.Name() == "." || strconv.Quote(pkg.Imported().Path()) != spec.Path.Value {
		return true
	}
	used := false
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || used || slices.Contains(w.deleted, n) {
			return false
		}
		if id, ok := n.(*ast.Ident); ok && w.src.Info.Uses[id] == pkg {
			used = true
		}
		return true
	})
	return used
}
