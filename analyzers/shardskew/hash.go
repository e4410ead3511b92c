package shardskew

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
)

// hashFix replaces x in x % n or x & mask by a hash of the key, with a seed
// that is a variable of the package: one that is there, or a new one, which
// the findings of a file share. All expressions that select from the same
// arrays are changed; keyOf returns the key of one, or nil. Where there is no
// fix, it says why.
func (c *checker) hashFix(e *ast.BinaryExpr, keyOf func(*ast.BinaryExpr) ast.Expr) (fixes []analysis.SuggestedFix, reason string) {
	family := c.family(e)
	syntax := c.src.File(e.Pos())
	switch {
	case len(family) == 0:
		return nil, "other code may select from the same shards in another way"
	case syntax == nil || !c.src.HasVersion(syntax, comparableGo):
		return nil, "the file is for a Go version before 1.24, without maphash.Comparable"
	case !c.hashAlike(family, syntax, keyOf):
		return nil, "not all that select from the same shards have keys of one type in one file"
	}
	f := &edit.File{Syntax: syntax, Source: c.src.Source(syntax)}
	maphash := c.src.Import(f, "hash/maphash", positions(family)...)
	if f.Source == nil || maphash == "" {
		return nil, "package hash/maphash cannot be named here"
	}
	seed := c.seed(f, maphash, family)
	if seed == "" {
		return nil, "the name of the seed is taken"
	}
	for _, m := range family {
		name := c.typeName(c.info.TypeOf(m.X), m.Pos())
		if name == "" {
			return nil, "the type of the index cannot be written here"
		}
		hash := fmt.Sprintf("%s.Comparable(%s, %s)", maphash, seed, c.src.Text(ast.Unparen(keyOf(m))))
		f.Replace(m.X.Pos(), m.X.End(), c.ofHash(c.info.TypeOf(m.X), name, hash))
	}
	return []analysis.SuggestedFix{{
		Message:   "Use maphash.Comparable for " + c.src.Text(ast.Unparen(keyOf(e))) + " (behavior change)",
		TextEdits: f.Edits(),
	}}, ""
}

// ofHash returns a hash as a number of an integer type with the given name.
func (c *checker) ofHash(t types.Type, name, hash string) string {
	switch {
	case !gotype.IsUnsigned(t): // so many bits are never negative
		return fmt.Sprintf("%s(%s>>%d)", name, hash, 65-8*min(c.src.Sizes.Sizeof(t), 4))
	case t != types.Typ[types.Uint64]:
		return fmt.Sprintf("%s(%s)", name, hash)
	}
	return hash
}

// hashAlike reports whether all expressions of a family are in one file, and
// have keys and operands of one type: a hash depends on the type.
func (c *checker) hashAlike(family []*ast.BinaryExpr, file *ast.File, keyOf func(*ast.BinaryExpr) ast.Expr) bool {
	return !slices.ContainsFunc(family, func(m *ast.BinaryExpr) bool {
		key := keyOf(m)
		return key == nil || c.src.File(m.Pos()) != file || !gotype.IsInteger(c.info.TypeOf(m.X)) ||
			!types.Identical(c.info.TypeOf(m.X), c.info.TypeOf(family[0].X)) ||
			!types.Identical(c.info.TypeOf(key), c.info.TypeOf(keyOf(family[0])))
	})
}

// positions returns the positions of expressions.
func positions(all []*ast.BinaryExpr) (positions []token.Pos) {
	for _, e := range all {
		positions = append(positions, e.Pos())
	}
	return positions
}

// seed returns the name of a maphash.Seed at the expressions, and declares it
// if need be, before all other declarations of their file, whose findings share
// it. It is empty when that cannot be done: the name is taken.
func (c *checker) seed(f *edit.File, maphash string, at []*ast.BinaryExpr) string {
	scope := c.src.Types.Scope()
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.Var)
		if ok && v.Type().String() == "hash/maphash.Seed" && c.definition(v) != nil && c.means(name, v, at) {
			return name
		}
	}
	name := c.seedName(f.Syntax)
	first := firstDecl(f.Syntax)
	if !c.means(name, nil, at) || scope.Lookup(name) != nil || first == token.NoPos {
		return ""
	}
	c.seeds[f.Syntax] = name
	f.Insert(first, fmt.Sprintf("var %s = %s.MakeSeed()\n\n", name, maphash))
	return name
}

// seedName returns the name of the seed that fixes declare in a file: another
// one in each, since each fix may be made alone.
func (c *checker) seedName(f *ast.File) string {
	const name = "shardSeed"
	switch declared := c.seeds[f]; {
	case declared != "":
		return declared
	case len(c.seeds) > 0:
		return fmt.Sprint(name, len(c.seeds)+1)
	}
	return name
}
