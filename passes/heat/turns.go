package heat

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/crossing"
)

// handful is the number of iterations up to which a loop is cold, and plenty the
// one from which it is hot.
const (
	handful = 8
	plenty  = 64
)

// Turns returns how often the body of a loop of f runs: by the number of its
// turns where that is constant, by the type and the name of what it is over, or
// by those of what it counts to. Where these do not say that it is often, it
// runs as often as a loop that it is in, if that is hot: a loop over the few
// columns of each of many rows.
func (r *Result) Turns(f *crossing.Function, loop ast.Stmt) Evidence {
	e := r.turns(f, loop)
	if e.Level == Hot {
		return e
	}
	for _, outer := range f.Graph().Around(loop) {
		if outside := r.turns(f, outer.Stmt); outside.Level == Hot {
			return outside
		}
	}
	return e
}

func (r *Result) turns(f *crossing.Function, loop ast.Stmt) Evidence {
	if n := f.Graph().Trips(loop); n >= 0 {
		return number(n)
	}
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		if t := r.src.Info.TypeOf(loop.X); t != nil && gotype.IsInteger(t) {
			return r.upTo(f, loop.X, 0)
		}
		return r.elements(loop.X)
	case *ast.ForStmt:
		return r.forTurns(f, loop)
	}
	return Evidence{}
}

func number(n int64) Evidence {
	switch {
	case n <= handful:
		return Evidence{Cold, fmt.Sprintf("the loop runs %d times", n)}
	case n >= plenty:
		return Evidence{Hot, fmt.Sprintf("the loop runs %d times", n)}
	}
	return Evidence{}
}

// forTurns is turns for a loop with a condition i < n, or one that goes from
// row to row.
func (r *Result) forTurns(f *crossing.Function, loop *ast.ForStmt) Evidence {
	if cond, ok := ast.Unparen(loop.Cond).(*ast.BinaryExpr); ok && loop.Post != nil {
		switch cond.Op {
		case token.LSS, token.LEQ, token.NEQ:
			return r.upTo(f, cond.Y, 0)
		case token.GTR, token.GEQ:
			return r.upTo(f, cond.X, 0)
		}
	}
	return Evidence{}
}

// elements returns how often a loop over the elements of x runs.
func (r *Result) elements(x ast.Expr) Evidence {
	text := r.src.Text(x)
	if byName := named(text, nameOf(x)); byName.Level == Cold {
		return byName
	}
	t := r.src.Info.TypeOf(x)
	if t == nil {
		return Evidence{}
	}
	switch elem := gotype.Element(t); {
	case elem == nil:
		if gotype.IsString(t) {
			return Evidence{Hot, "the loop runs once per character of " + text}
		}
	case isNumber(elem) || isPoint(elem):
		return Evidence{Hot, fmt.Sprintf("the loop runs once per element of %s, which holds numbers", text)}
	}
	return named(text, nameOf(x))
}

// maxDefinitions bounds how many variables are followed to their values.
const maxDefinitions = 4

// upTo returns how often a loop turns that counts to n.
func (r *Result) upTo(f *crossing.Function, n ast.Expr, depth int) Evidence {
	n = r.src.Unconverted(n)
	if v := r.src.Info.Types[n].Value; v != nil {
		if i, ok := constant.Int64Val(constant.ToInt(v)); ok {
			return number(i)
		}
	}
	switch x := n.(type) {
	case *ast.CallExpr:
		if id, ok := x.Fun.(*ast.Ident); ok && id.Name == "len" && len(x.Args) == 1 {
			return r.elements(x.Args[0])
		}
		return named(r.src.Text(x), nameOf(x.Fun))
	case *ast.BinaryExpr:
		return r.upToOperation(f, x, depth)
	case *ast.Ident:
		if e := named(x.Name, x.Name); e.Level != Unknown {
			return e
		}
		if def := r.definition(f, x); def != nil && depth < maxDefinitions {
			return r.upTo(f, def, depth+1)
		}
	case *ast.SelectorExpr:
		return named(r.src.Text(x), x.Sel.Name)
	}
	return Evidence{}
}

// upToOperation is upTo for a product, which is large, and for a sum, which
// is as its operands are.
func (r *Result) upToOperation(f *crossing.Function, n *ast.BinaryExpr, depth int) Evidence {
	x, y := r.upTo(f, n.X, depth), r.upTo(f, n.Y, depth)
	if n.Op == token.MUL && r.src.Info.Types[n.X].Value == nil && r.src.Info.Types[n.Y].Value == nil {
		return Evidence{Hot, fmt.Sprintf("the loop runs %s times", r.src.Text(n))}
	}
	if x.Level == Hot || y.Level == Unknown || r.src.Info.Types[n.Y].Value != nil {
		return x
	}
	return y
}

// definition returns the only value that a local variable is given, or nil.
func (r *Result) definition(f *crossing.Function, id *ast.Ident) ast.Expr {
	obj := r.src.Info.Uses[id]
	if obj == nil {
		return nil
	}
	var found ast.Expr
	given := 0
	isIt := func(e ast.Expr) bool {
		l, ok := ast.Unparen(e).(*ast.Ident)
		return ok && r.src.Info.ObjectOf(l) == obj
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if isIt(left) {
					given++
					if len(n.Lhs) == len(n.Rhs) {
						found = n.Rhs[i]
					}
				}
			}
		case *ast.IncDecStmt:
			if isIt(n.X) {
				given++
			}
		}
		return true
	})
	if given != 1 {
		return nil
	}
	return found
}

// nameOf returns the last name of an expression: f of x.f, g of x.g().
func nameOf(e ast.Expr) string {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	case *ast.CallExpr:
		return nameOf(x.Fun)
	case *ast.IndexExpr:
		return nameOf(x.X)
	case *ast.SliceExpr:
		return nameOf(x.X)
	case *ast.StarExpr:
		return nameOf(x.X)
	}
	return ""
}

// isPoint reports whether a type is a struct of a few numbers, as of points and
// samples.
func isPoint(t types.Type) bool {
	const most = 8
	st, ok := t.Underlying().(*types.Struct)
	if !ok || st.NumFields() < 2 || st.NumFields() > most {
		return false
	}
	for f := range st.Fields() {
		if !isNumber(f.Type()) {
			return false
		}
	}
	return true
}

func isNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0 && b.Kind() != types.Uintptr
}
