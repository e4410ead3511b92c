package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// Trips returns the constant number of iterations of a loop, or -1.
func (g *Graph) Trips(stmt ast.Stmt) int64 {
	switch stmt := stmt.(type) {
	case *ast.RangeStmt:
		return g.rangeTrips(stmt.X)
	case *ast.ForStmt:
		return g.forTrips(stmt)
	}
	return -1
}

func (g *Graph) rangeTrips(x ast.Expr) int64 {
	tv, ok := g.info.Types[x]
	if !ok || tv.Type == nil {
		return -1
	}
	if tv.Value != nil {
		if n, ok := constant.Int64Val(constant.ToInt(tv.Value)); ok && tv.Value.Kind() != constant.String {
			return n
		}
		if tv.Value.Kind() == constant.String {
			return int64(len(constant.StringVal(tv.Value)))
		}
	}
	t := tv.Type.Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	if array, ok := t.(*types.Array); ok {
		return array.Len()
	}
	if lit := g.literal(x); lit != nil {
		for _, elt := range lit.Elts {
			if _, keyed := elt.(*ast.KeyValueExpr); keyed {
				if _, isMap := t.(*types.Map); !isMap {
					return -1
				}
			}
		}
		return int64(len(lit.Elts))
	}
	return -1
}

// literal returns the composite literal that an expression is, or that the
// local variable it names always holds, or nil.
func (g *Graph) literal(e ast.Expr) *ast.CompositeLit {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return e
	case *ast.Ident:
		values := g.valuesOf(g.info.Uses[e])
		if len(values) == 1 {
			lit, _ := values[0].(*ast.CompositeLit)
			return lit
		}
	}
	return nil
}

// valuesOf returns what is assigned to a variable in the function, with nil
// for an assignment that is not of one value or that changes a part.
func (g *Graph) valuesOf(obj types.Object) (values []ast.Expr) {
	if obj == nil {
		return nil
	}
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && (g.info.Uses[id] == obj || g.info.Defs[id] == obj)
	}
	ast.Inspect(g.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				switch {
				case is(left) && len(n.Lhs) == len(n.Rhs):
					values = append(values, n.Rhs[i])
				case is(left):
					values = append(values, nil)
				}
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if is(name) && i < len(n.Values) {
					values = append(values, n.Values[i])
				}
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND && is(n.X) {
				values = append(values, nil)
			}
		}
		return true
	})
	return values
}

// forTrips counts the iterations of for i := a; i < b; i++ with constant a
// and b, also with <=, > or >= and with a constant step.
func (g *Graph) forTrips(stmt *ast.ForStmt) int64 {
	init, ok1 := stmt.Init.(*ast.AssignStmt)
	cond, ok2 := stmt.Cond.(*ast.BinaryExpr)
	if !ok1 || !ok2 || len(init.Lhs) != 1 || len(init.Rhs) != 1 {
		return -1
	}
	i, ok := init.Lhs[0].(*ast.Ident)
	if x, isIdent := cond.X.(*ast.Ident); !ok || !isIdent || x.Name != i.Name {
		return -1
	}
	from, ok1 := g.constant(init.Rhs[0])
	to, ok2 := g.constant(cond.Y)
	step := g.step(stmt.Post, i.Name)
	if !ok1 || !ok2 || step == 0 {
		return -1
	}
	distance := to - from
	if step < 0 {
		distance, step = -distance, -step
	}
	switch cond.Op {
	case token.LSS, token.GTR, token.NEQ:
		return max(0, (distance+step-1)/step)
	case token.LEQ, token.GEQ:
		return max(0, distance/step+1)
	}
	return -1
}

// step returns by how much the post statement of a loop changes the variable,
// or 0 when it is not constant.
func (g *Graph) step(post ast.Stmt, name string) int64 {
	isVar := func(e ast.Expr) bool {
		id, ok := e.(*ast.Ident)
		return ok && id.Name == name
	}
	switch post := post.(type) {
	case *ast.IncDecStmt:
		if isVar(post.X) {
			if post.Tok == token.INC {
				return 1
			}
			return -1
		}
	case *ast.AssignStmt:
		if len(post.Lhs) == 1 && isVar(post.Lhs[0]) {
			by, _ := g.constant(post.Rhs[0])
			switch post.Tok {
			case token.ADD_ASSIGN:
				return by
			case token.SUB_ASSIGN:
				return -by
			}
		}
	}
	return 0
}

func (g *Graph) constant(e ast.Expr) (int64, bool) {
	if tv := g.info.Types[e]; tv.Value != nil && tv.Value.Kind() == constant.Int {
		return constant.Int64Val(tv.Value)
	}
	return 0, false
}
