package cgosource

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"

	"github.com/cgolint/cgolint/internal/edit"
)

// Lookup returns what a name stands for at pos, or nil.
func (v *View) Lookup(name string, pos token.Pos) types.Object {
	scope := v.Types.Scope().Innermost(pos)
	if scope == nil {
		scope = v.Types.Scope()
	}
	_, obj := scope.LookupParent(name, pos)
	return obj
}

// IsPredeclared reports whether names such as "len" have their usual meaning at
// pos.
func (v *View) IsPredeclared(pos token.Pos, names ...string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		return v.Lookup(name, pos) != types.Universe.Lookup(name)
	})
}

// ImportedAs returns the name that code at all of the places in a file can use
// for a package, or "": the file does not import it, or something else has the
// name there.
func (v *View) ImportedAs(f *ast.File, importPath string, places ...token.Pos) string {
	for _, spec := range f.Imports {
		if text, err := strconv.Unquote(spec.Path.Value); err != nil || text != importPath {
			continue
		}
		if name := v.Info.PkgNameOf(spec); name != nil && v.means(name, places) {
			return name.Name()
		}
	}
	return ""
}

// Import is ImportedAs for a fix, which makes the file import the package where
// it does not yet. It returns "" where something else has the package's name.
func (v *View) Import(f *edit.File, importPath string, places ...token.Pos) string {
	if name := v.ImportedAs(f.Syntax, importPath, places...); name != "" {
		return name
	}
	name := path.Base(importPath)
	taken := func(pos token.Pos) bool { return v.Lookup(name, pos) != nil }
	if v.Types.Scope().Lookup(name) != nil || slices.ContainsFunc(places, taken) {
		return ""
	}
	f.AddImport(importPath)
	return name
}

// means reports whether the name of an imported package stands for it at all of
// the places.
func (v *View) means(pkg *types.PkgName, places []token.Pos) bool {
	return pkg.Name() != "." && pkg.Name() != "_" &&
		!slices.ContainsFunc(places, func(pos token.Pos) bool { return v.Lookup(pkg.Name(), pos) != pkg })
}
