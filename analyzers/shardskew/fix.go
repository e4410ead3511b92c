package shardskew

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// mixFix mixes the bits of x in x % n or x & mask, so that all of them have a
// part in the index, which keeps its type and range. All expressions that
// select from the same arrays are changed in the same way.
func (c *checker) mixFix(e *ast.BinaryExpr) []analysis.SuggestedFix {
	family := c.family(e)
	if !c.mixAlike(family) {
		return nil
	}
	fix := analysis.SuggestedFix{Message: "Mix the bits of " + c.src.Text(ast.Unparen(e.X)) + " (behavior change)"}
	// The upper half of the product depends on all bits (Knuth, The Art of
	// Computer Programming, 6.4); one bit less is never negative.
	shift := 32
	if slices.ContainsFunc(family, func(m *ast.BinaryExpr) bool { return !gotype.IsUnsigned(c.info.TypeOf(m.X)) }) {
		shift = 33
	}
	for _, m := range family {
		mixed := c.mixed(m, shift)
		if mixed == "" {
			return nil
		}
		fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{Pos: m.X.Pos(), End: m.X.End(), NewText: []byte(mixed)})
	}
	return []analysis.SuggestedFix{fix}
}

// mixAlike reports whether the same key has the same 64 bits in all
// expressions of a family: their operands are of one type, or none is widened.
func (c *checker) mixAlike(family []*ast.BinaryExpr) bool {
	return len(family) > 0 && !slices.ContainsFunc(family, func(m *ast.BinaryExpr) bool {
		t := c.info.TypeOf(m.X)
		return !gotype.IsInteger(t) || c.src.Sizes.Sizeof(t) < 4 ||
			c.src.Sizes.Sizeof(t) < 8 && !types.Identical(t, c.info.TypeOf(family[0].X))
	})
}

// mixed returns x with its bits mixed, for x % n or x & mask; or "" when that
// cannot be written there.
func (c *checker) mixed(e *ast.BinaryExpr, shift int) string {
	t := c.info.TypeOf(e.X)
	name := c.typeName(t, e.Pos())
	if name == "" || !c.isUniverse("uint64", e.Pos()) {
		return ""
	}
	x := ast.Unparen(e.X)
	text := c.src.Text(x)
	if t != types.Typ[types.Uint64] {
		return fmt.Sprintf("%s(uint64(%s)*0x9e3779b97f4a7c15>>%d)", name, text, shift)
	}
	if _, isBinary := x.(*ast.BinaryExpr); isBinary {
		text = "(" + text + ")"
	}
	return fmt.Sprintf("(%s * 0x9e3779b97f4a7c15 >> %d)", text, shift)
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
		case cgosource.IsC(t) || t.TypeArgs() != nil: // a type of C has no name that cgo would not read as Go's
			return ""
		case t.Obj().Pkg() == c.src.Types && c.src.Lookup(name, pos) == t.Obj():
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
		if name != nil && name.Imported() == pkg && c.src.Lookup(name.Name(), pos) == name {
			return name.Name()
		}
	}
	return ""
}

// isUniverse reports whether a predeclared name has its usual meaning at pos.
func (c *checker) isUniverse(name string, pos token.Pos) bool {
	return c.src.Lookup(name, pos) == types.Universe.Lookup(name)
}

// comparableGo is the first Go version with maphash.Comparable.
const comparableGo = "go1.24"

// operand returns the x of x % n and x & mask.
func operand(e *ast.BinaryExpr) ast.Expr { return e.X }

// means reports whether a name stands for obj, or for nothing if that is nil,
// at each of the expressions.
func (c *checker) means(name string, obj types.Object, at []*ast.BinaryExpr) bool {
	return !slices.ContainsFunc(at, func(e *ast.BinaryExpr) bool { return c.src.Lookup(name, e.Pos()) != obj })
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
