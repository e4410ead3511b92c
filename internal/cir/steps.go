package cir

import "github.com/cgolint/cgolint/internal/cparse"

// countStep counts the work of an expression: one step for each of its nodes
// that is an operation, a name or an access.
func (b *code) countStep() { b.f.Regions[b.region].Steps++ }

// turns notes how often a loop runs, by its condition.
func (l *unitLowerer) turns(r *Region, n *cparse.Stmt) {
	if n.X == nil {
		return
	}
	x, y, op := comparison(n.X)
	if y == nil {
		r.Length = l.parameter(x)
		return
	}
	if v := y.Val.Bits; y.Val.Kind == cparse.Integer && !l.target.IsUnsigned(y.Type) && v > 1 && (op == cparse.Lt || op == cparse.Le || op == cparse.Ne) {
		if r.Turns = v; multiplies(n.Post) {
			r.Turns = 8
		}
		r.Counted = op != cparse.Ne && increments(n.Post, x) && !isEither(n.X)
		return
	}
	r.Below = op == cparse.Lt && increments(n.Post, x) && !isEither(n.X)
	if r.Length = l.parameter(y); r.Length == 0 {
		r.Below = false
		r.Length = l.parameter(x)
	}
}

// comparison returns the operands of a condition; y is nil when it does not
// compare.
func comparison(n *cparse.Expr) (x, y *cparse.Expr, op cparse.Op) {
	for {
		switch {
		case n.Op == cparse.Comma:
			n = n.Y
		case n.Op == cparse.Paren || n.Op == cparse.LAnd || n.Op == cparse.LOr:
			n = n.X
		case n.Op >= cparse.Mul && n.Op <= cparse.Ge && n.Op != cparse.Add && n.Op != cparse.Sub:
			return n.X, n.Y, n.Op
		default:
			return n, nil, 0
		}
	}
}

// isEither reports whether the comparison of a condition need not hold for it.
func isEither(n *cparse.Expr) bool {
	for {
		switch n.Op {
		case cparse.Comma:
			n = n.Y
		case cparse.Paren, cparse.LAnd:
			n = n.X
		default:
			return n.Op == cparse.LOr
		}
	}
}

// multiplies reports whether the last part of a for statement multiplies or
// shifts, so that the loop is over soon.
func multiplies(n *cparse.Expr) bool {
	if n == nil {
		return false
	}
	if n.Op == cparse.Comma {
		for n.Op == cparse.Comma {
			n = n.X
		}
	}
	if n.Op != cparse.Assign {
		return false
	}
	switch n.Assigns {
	case cparse.Mul, cparse.Div, cparse.Shl, cparse.Shr:
		return true
	}
	return false
}

// increments reports whether the last part of a for statement counts up the
// variable that x is.
func increments(n, x *cparse.Expr) bool {
	if n == nil || n.Op != cparse.PostInc && n.Op != cparse.PreInc {
		return false
	}
	v := variable(n.X)
	return v != nil && v == variable(bare(x))
}

// variable returns the variable that an expression is, or nil.
func variable(n *cparse.Expr) *cparse.Object {
	if n.Op != cparse.Name {
		return nil
	}
	return n.Obj
}

// parameter returns one more than the index of the integer parameter that an
// expression names, counts down, or casts, or 0.
func (l *unitLowerer) parameter(n *cparse.Expr) int32 {
	if n.Op == cparse.PostDec || n.Op == cparse.PreDec {
		return l.parameter(n.X)
	}
	n = bare(n)
	if v, ok := l.paramNamed(n); ok && n.Type.IsInteger() {
		return v + 1
	}
	return 0
}

// bare returns an expression without parentheses and casts of numbers.
func bare(n *cparse.Expr) *cparse.Expr {
	for n.Op == cparse.Paren || n.Op == cparse.Cast && arithmetic(n.Type) && arithmetic(n.X.Type) {
		n = n.X
	}
	return n
}

// paramNamed returns the parameter that an expression is.
func (l *unitLowerer) paramNamed(n *cparse.Expr) (int32, bool) {
	v := variable(n)
	if v == nil || !v.Param || v.Slot == 0 {
		return 0, false
	}
	return v.Slot - 1, true
}
