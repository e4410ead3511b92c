package cgosource

import (
	"fmt"
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

// CanDeclare reports whether code inserted at pos can declare a variable of a
// name: nothing has the name there, and nothing in the function or other
// declaration around pos mentions it. It does not know of other fixes.
func (v *View) CanDeclare(name string, pos token.Pos) bool {
	if !token.IsIdentifier(name) || v.Lookup(name, pos) != nil {
		return false
	}
	path := v.Enclosing(pos, pos) // the file last
	return len(path) < 2 || !v.hasName(path[len(path)-2], name)
}

// FreeName returns the first of some names that code inserted at pos can declare,
// or "".
func (v *View) FreeName(pos token.Pos, names ...string) string {
	i := slices.IndexFunc(names, func(name string) bool { return v.CanDeclare(name, pos) })
	if i < 0 {
		return ""
	}
	return names[i]
}

// NewName returns a name that code inserted at pos can declare and that is not
// taken, by another fix say: base, or base with a number from 2 on.
func (v *View) NewName(base string, pos token.Pos, taken func(name string) bool) string {
	name := base
	for n := 2; taken(name) || !v.CanDeclare(name, pos); n++ {
		name = fmt.Sprintf("%s%d", base, n)
	}
	return name
}

// hasName reports whether a name stands in a node for something that a variable
// of that name would hide.
func (v *View) hasName(n ast.Node, name string) bool {
	found := false
	var look func(n ast.Node) bool
	look = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			ast.Inspect(n.X, look)
			return false
		case *ast.Ident:
			found = found || n.Name == name && canBeHidden(v.Info.ObjectOf(n))
		}
		return !found
	}
	ast.Inspect(n, look)
	return found
}

func canBeHidden(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Var:
		return !obj.IsField()
	case *types.Func:
		return obj.Signature().Recv() == nil
	case *types.Label:
		return false
	}
	return true
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
	spec := v.ImportSpec(f, importPath, places...)
	if spec == nil {
		return ""
	}
	return v.Info.PkgNameOf(spec).Name()
}

// ImportSpec returns the import by whose name code at all of the places in a
// file can use a package, or nil; see ImportedAs.
func (v *View) ImportSpec(f *ast.File, importPath string, places ...token.Pos) *ast.ImportSpec {
	for _, spec := range f.Imports {
		if text, err := strconv.Unquote(spec.Path.Value); err != nil || text != importPath {
			continue
		}
		if name := v.Info.PkgNameOf(spec); name != nil && v.means(name, places) {
			return spec
		}
	}
	return nil
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
