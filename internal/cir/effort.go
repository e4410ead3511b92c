package cir

import "modernc.org/cc/v4"

// effort counts the work of an expression: one step for each of its nodes
// that is an operation, a name or an access.
func (b *funcLowerer) effort() { b.f.Regions[b.region].Steps++ }

// turns notes how often a loop runs, by its condition.
func (b *funcLowerer) turns(r *Region, n *cc.IterationStatement) {
	var cond, post cc.ExpressionNode
	switch n.Case {
	case cc.IterationStatementWhile, cc.IterationStatementDo:
		cond = n.ExpressionList
	case cc.IterationStatementFor:
		cond, post = n.ExpressionList2, n.ExpressionList3
	case cc.IterationStatementForDecl:
		cond, post = n.ExpressionList, n.ExpressionList2
	}
	x, y, op := comparison(cond)
	if y == nil {
		r.Length = b.parameter(x)
		return
	}
	if v, ok := y.Value().(cc.Int64Value); ok && v > 1 && (op == OpLt || op == OpLe || op == OpNe) {
		if r.Turns = int64(v); multiplies(post) {
			r.Turns = 8
		}
		r.Counted = op != OpNe && increments(post, x)
		return
	}
	r.Below = op == OpLt && increments(post, x)
	if r.Length = b.parameter(y); r.Length == 0 {
		r.Below = false
		r.Length = b.parameter(x)
	}
}

// comparison returns the operands of a condition; y is nil when it does not
// compare.
func comparison(n cc.ExpressionNode) (x, y cc.ExpressionNode, op uint8) {
	for n != nil {
		switch e := n.(type) {
		case *cc.ExpressionList:
			n = e.AssignmentExpression
			if e.ExpressionList != nil {
				n = e.ExpressionList
			}
			continue
		case *cc.PrimaryExpression:
			if e.Case == cc.PrimaryExpressionExpr {
				n = e.ExpressionList
				continue
			}
			return n, nil, 0
		}
		x, y, op = operands(n)
		if x == nil {
			return n, nil, 0
		}
		if y != nil {
			if op == OpLAnd || op == OpLOr {
				return comparison(x)
			}
			return x, y, op
		}
		n = x
	}
	return nil, nil, 0
}

// multiplies reports whether the last part of a for statement multiplies or
// shifts, so that the loop is over soon.
func multiplies(n cc.ExpressionNode) bool {
	if list, ok := n.(*cc.ExpressionList); ok {
		n = list.AssignmentExpression
	}
	a, ok := n.(*cc.AssignmentExpression)
	if !ok {
		return false
	}
	switch a.Case {
	case cc.AssignmentExpressionMul, cc.AssignmentExpressionDiv, cc.AssignmentExpressionLsh, cc.AssignmentExpressionRsh:
		return true
	}
	return false
}

// increments reports whether the last part of a for statement counts up the
// variable that x is.
func increments(n, x cc.ExpressionNode) bool {
	if list, ok := n.(*cc.ExpressionList); ok && list.ExpressionList == nil {
		n = list.AssignmentExpression
	}
	var counted cc.ExpressionNode
	switch e := n.(type) {
	case *cc.PostfixExpression:
		if e.Case == cc.PostfixExpressionInc {
			counted = e.PostfixExpression
		}
	case *cc.UnaryExpression:
		if e.Case == cc.UnaryExpressionInc {
			counted = e.UnaryExpression
		}
	}
	v := variable(counted)
	return v != nil && v == variable(bare(x))
}

// variable returns the variable that an expression is, or nil.
func variable(n cc.ExpressionNode) *cc.Declarator {
	p, ok := n.(*cc.PrimaryExpression)
	if !ok || p.Case != cc.PrimaryExpressionIdent {
		return nil
	}
	d, _ := p.ResolvedTo().(*cc.Declarator)
	return d
}

// parameter returns one more than the index of the integer parameter that an
// expression names, counts down, or casts, or 0.
func (b *funcLowerer) parameter(n cc.ExpressionNode) int32 {
	switch e := n.(type) {
	case *cc.PostfixExpression:
		if e.Case == cc.PostfixExpressionDec {
			return b.parameter(e.PostfixExpression)
		}
	case *cc.UnaryExpression:
		if e.Case == cc.UnaryExpressionDec {
			return b.parameter(e.UnaryExpression)
		}
	}
	n = bare(n)
	if v, ok := b.paramNamed(n); ok && cc.IsIntegerType(n.Type()) {
		return v + 1
	}
	return 0
}

// bare returns an expression without parentheses and casts of numbers.
func bare(n cc.ExpressionNode) cc.ExpressionNode {
	for {
		switch e := n.(type) {
		case *cc.ExpressionList:
			if e.ExpressionList != nil {
				return n
			}
			n = e.AssignmentExpression
		case *cc.PrimaryExpression:
			if e.Case != cc.PrimaryExpressionExpr {
				return n
			}
			n = e.ExpressionList
		case *cc.CastExpression:
			if e.Case != cc.CastExpressionCast || !arithmetic(e.Type()) || !arithmetic(e.CastExpression.Type()) {
				return n
			}
			n = e.CastExpression
		default:
			x, y, _ := operands(n)
			if x == nil || y != nil {
				return n
			}
			n = x
		}
	}
}

func arithmetic(t cc.Type) bool { return t != nil && cc.IsArithmeticType(t) }

// paramNamed returns the parameter that an expression is.
func (b *funcLowerer) paramNamed(n cc.ExpressionNode) (int32, bool) {
	v, ok := b.vars[variable(n)]
	return v, ok && int(v) < b.f.Params
}
