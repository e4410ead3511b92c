package cbatch

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
)

// reads reports whether the elements of a literal are computed from something
// of a type: Go does so before it stores any of them.
func (x *goLoop) reads(lit *ast.CompositeLit, t types.Type) bool {
	found := false
	for _, elt := range lit.Elts {
		ast.Inspect(elt, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			found = found || ok && x.src.Info.TypeOf(e) != nil && types.Identical(x.src.Info.TypeOf(e), t)
			return !found
		})
	}
	return found
}

// readsStored reports whether the loop may read from its elements what it, or C,
// has stored in them.
func (x *several) readsStored() bool {
	elem := elemOf(x.src.Info.TypeOf(x.xs))
	return slices.ContainsFunc(slices.Concat(x.stored, x.given), func(xs ast.Expr) bool {
		other := elemOf(x.src.Info.TypeOf(xs))
		return other == nil || types.Identical(elem, other)
	})
}

// readsWhatCWrites reports whether an argument is read from what another call
// of the loop may write: from a variable whose address C gets, or by way of a
// pointer to a struct of C. It has one value in each iteration, and could not
// be evaluated once.
func (x *several) readsWhatCWrites() bool {
	given := make(map[types.Object]bool)
	x.eachArgument(func(arg ast.Expr) {
		if address, ok := x.src.Unconverted(arg).(*ast.UnaryExpr); ok && address.Op == token.AND {
			given[x.rootOf(address.X)] = true
		}
	})
	reads := false
	x.eachArgument(func(arg ast.Expr) {
		if address, ok := x.src.Unconverted(arg).(*ast.UnaryExpr); ok && address.Op == token.AND {
			return
		}
		ast.Inspect(arg, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				reads = reads || x.isPath(n) && x.pointsToC(n.X)
			case *ast.Ident:
				obj := x.src.Info.Uses[n]
				reads = reads || given[obj] && !edit.Contains(x.stmt, obj.Pos())
			}
			return !reads
		})
	})
	return reads
}

// pointsToC reports whether an expression is a pointer to a struct of C.
func (x *goLoop) pointsToC(e ast.Expr) bool {
	t := x.src.Info.TypeOf(e)
	if t == nil || !gotype.IsPointer(t) {
		return false
	}
	_, isC := x.src.CType(gotype.Pointee(t))
	return isC
}

// eachArgument calls f with the arguments of the loop's calls of C.
func (x *several) eachArgument(f func(ast.Expr)) {
	for _, stmt := range x.body {
		ast.Inspect(stmt, func(n ast.Node) bool {
			if block, ok := n.(*ast.BlockStmt); ok && block != nil {
				return false // is left as it is
			}
			if expr, ok := n.(*ast.CallExpr); ok && x.src.Call(expr) != nil {
				for _, arg := range expr.Args {
					f(arg)
				}
			}
			return true
		})
	}
}
