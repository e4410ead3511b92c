package shardskew

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
)

// mixFix mixes the bits of x in x % n or x & mask, so that all of them have a
// part in the index, which keeps its type and range.
func (c *checker) mixFix(e *ast.BinaryExpr) []analysis.SuggestedFix {
	t := c.info.TypeOf(e.X)
	b, ok := t.Underlying().(*types.Basic)
	name := c.typeName(t, e.Pos())
	if !ok || name == "" || c.src.Sizes.Sizeof(b) < 4 || !c.isUniverse("uint64", e.Pos()) {
		return nil
	}
	// The upper half of the product depends on all bits (Knuth, The Art of
	// Computer Programming, 6.4); one bit less is never negative.
	shift := 32
	if b.Info()&types.IsUnsigned == 0 {
		shift = 33
	}
	x := ast.Unparen(e.X)
	mixed := fmt.Sprintf("%s(uint64(%s)*0x9e3779b97f4a7c15>>%d)", name, c.src.Text(x), shift)
	if t == types.Typ[types.Uint64] {
		text := c.src.Text(x)
		if _, isBinary := x.(*ast.BinaryExpr); isBinary {
			text = "(" + text + ")"
		}
		mixed = fmt.Sprintf("(%s * 0x9e3779b97f4a7c15 >> %d)", text, shift)
	}
	return []analysis.SuggestedFix{{
		Message:   "Mix the bits of " + c.src.Text(x) + " (behavior change)",
		TextEdits: []analysis.TextEdit{{Pos: e.X.Pos(), End: e.X.End(), NewText: []byte(mixed)}},
	}}
}

// typeName returns the name of an integer type as it is written at pos, or ""
// when it cannot be written there.
func (c *checker) typeName(t types.Type, pos token.Pos) string {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		if t.Info()&types.IsUntyped == 0 && c.isUniverse(t.Name(), pos) {
			return t.Name()
		}
	case *types.Named:
		name := t.Obj().Name()
		switch {
		case isC(t) || t.TypeArgs() != nil: // a type of C has no name that cgo would not read as Go's
			return ""
		case t.Obj().Pkg() == c.src.Types && c.guard.Lookup(name, pos) == t.Obj():
			return name
		}
		if pkg := c.packageName(t.Obj().Pkg(), pos); pkg != "" {
			return pkg + "." + name
		}
	}
	return ""
}

// packageName returns the name of an imported package at pos, or "".
func (c *checker) packageName(pkg *types.Package, pos token.Pos) string {
	f := c.src.File(pos)
	if pkg == nil || f == nil {
		return ""
	}
	for _, spec := range f.Imports {
		name := c.info.PkgNameOf(spec)
		if name != nil && name.Imported() == pkg && c.guard.Lookup(name.Name(), pos) == name {
			return name.Name()
		}
	}
	return ""
}

// isUniverse reports whether a predeclared name has its usual meaning at pos.
func (c *checker) isUniverse(name string, pos token.Pos) bool {
	return c.guard.Lookup(name, pos) == types.Universe.Lookup(name)
}

// comparableGo is the first Go version with maphash.Comparable.
const comparableGo = "go1.24"

// hashFix replaces x in x % n or x & mask by a hash of the key, with a seed
// that is a variable of the package: one that is there, or a new one, which
// the findings of a file share.
func (c *checker) hashFix(e *ast.BinaryExpr, key ast.Expr) []analysis.SuggestedFix {
	t := c.info.TypeOf(e.X)
	b, ok := t.Underlying().(*types.Basic)
	name := c.typeName(t, e.Pos())
	syntax := c.src.File(e.Pos())
	if !ok || name == "" || syntax == nil || !c.hasComparable(syntax) {
		return nil
	}
	f := &edit.File{Syntax: syntax, Source: c.src.Source(syntax)}
	maphash := c.importMaphash(f, e.Pos())
	if f.Source == nil || maphash == "" {
		return nil
	}
	seed := c.seed(f, maphash, e.Pos())
	if seed == "" {
		return nil
	}
	hash := fmt.Sprintf("%s.Comparable(%s, %s)", maphash, seed, c.src.Text(ast.Unparen(key)))
	switch {
	case b.Info()&types.IsUnsigned == 0: // so many bits are never negative
		hash = fmt.Sprintf("%s(%s>>%d)", name, hash, 65-8*min(c.src.Sizes.Sizeof(b), 4))
	case t != types.Typ[types.Uint64]:
		hash = fmt.Sprintf("%s(%s)", name, hash)
	}
	f.Replace(e.X.Pos(), e.X.End(), hash)
	return []analysis.SuggestedFix{{
		Message:   "Use maphash.Comparable for " + c.src.Text(ast.Unparen(key)) + " (behavior change)",
		TextEdits: f.Edits(),
	}}
}

func (c *checker) hasComparable(f *ast.File) bool {
	v := c.src.GoVersion(f)
	return v == "" || version.Compare(v, comparableGo) >= 0
}

// importMaphash returns the name of package hash/maphash at pos, and imports
// it if need be. It is empty when the name is taken.
func (c *checker) importMaphash(f *edit.File, pos token.Pos) string {
	const path = "hash/maphash"
	if spec := edit.Import(f.Syntax, path); spec != nil {
		pkg := c.info.PkgNameOf(spec)
		if pkg == nil || c.guard.Lookup(pkg.Name(), pos) != pkg {
			return ""
		}
		return pkg.Name()
	}
	if c.guard.Lookup("maphash", pos) != nil || c.src.Types.Scope().Lookup("maphash") != nil {
		return ""
	}
	f.AddImport(path)
	return "maphash"
}

// seed returns the name of a maphash.Seed at pos, and declares it if need be,
// before all other declarations. It is empty when that cannot be done: the name is taken,
// or another file is to declare it.
func (c *checker) seed(f *edit.File, maphash string, pos token.Pos) string {
	scope := c.src.Types.Scope()
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.Var)
		if ok && v.Type().String() == "hash/maphash.Seed" && c.definition(v) != nil && c.guard.Lookup(name, pos) == v {
			return name
		}
	}
	const name = "shardSeed"
	if c.guard.Lookup(name, pos) != nil || scope.Lookup(name) != nil {
		return ""
	}
	if c.seeded == nil {
		c.seeded = f.Syntax
	}
	if c.seeded != f.Syntax {
		return ""
	}
	first := firstDecl(f.Syntax)
	if first == token.NoPos {
		return ""
	}
	f.Insert(first, fmt.Sprintf("var %s = %s.MakeSeed()\n\n", name, maphash))
	return name
}

// firstDecl returns where the first declaration after the imports begins, with
// its comment.
func firstDecl(f *ast.File) token.Pos {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Doc != nil {
				return d.Doc.Pos()
			}
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
			if d.Doc != nil {
				return d.Doc.Pos()
			}
		}
		return d.Pos()
	}
	return token.NoPos
}
