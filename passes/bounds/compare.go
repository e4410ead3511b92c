package bounds

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// condition returns what a condition's being true, or false, says of a term.
func (q *query) condition(t term, cond ssa.Value, truth bool, at place) Interval {
	switch cond := cond.(type) {
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			return q.condition(t, cond.X, !truth, at)
		}
	case *ssa.ChangeType: // to C's bool
		return q.condition(t, cond.X, truth, at)
	case *ssa.BinOp:
		return q.comparison(t, cond, truth, at)
	case *ssa.Phi:
		return q.choice(t, cond, truth)
	}
	return anything
}

// choice is condition for a condition that was computed before, as in
// ok := a && b.
func (q *query) choice(t term, phi *ssa.Phi, truth bool) Interval {
	if !q.enter() {
		return anything
	}
	defer q.leave()
	all := nothing
	for i, edge := range phi.Edges {
		if c, ok := edge.(*ssa.Const); ok && c.Value != nil && constant.BoolVal(c.Value) != truth {
			continue
		}
		pred := phi.Block().Preds[i]
		said := q.branches(t, endOf(pred)).intersect(q.edge(t, pred, phi.Block(), endOf(pred)))
		all = all.union(said.intersect(q.condition(t, edge, truth, endOf(pred))))
	}
	return all
}

// comparison returns what a comparison says of a term.
func (q *query) comparison(t term, cond *ssa.BinOp, truth bool, at place) Interval {
	op := cond.Op
	if !truth {
		op = negated[op]
	}
	if i, ok := q.nilOrText(t, cond, op); ok {
		return i
	}
	if !gotype.IsInteger(cond.X.Type()) {
		return anything
	}
	if offset, ok := q.p.offsetOf(cond.X, t); ok {
		return compared(op, q.integer(cond.Y, at)).add(exactly(offset).negate())
	}
	if offset, ok := q.p.offsetOf(cond.Y, t); ok {
		return compared(mirrored[op], q.integer(cond.X, at)).add(exactly(offset).negate())
	}
	return anything
}

// nilOrText is comparison for a slice and nil, or a string and a constant.
// That a slice is not nil says nothing of its length.
func (q *query) nilOrText(t term, cond *ssa.BinOp, op token.Token) (Interval, bool) {
	c, x := cond.Y, cond.X
	if _, ok := c.(*ssa.Const); !ok {
		c, x = cond.X, cond.Y
	}
	k, ok := c.(*ssa.Const)
	if !ok || !t.length || !gotype.IsSlice(x.Type()) && !gotype.IsString(x.Type()) || lengthOf(x) != t {
		return anything, false
	}
	n := int64(0)
	if k.Value != nil && k.Value.Kind() == constant.String {
		n = int64(len(constant.StringVal(k.Value)))
	}
	switch {
	case op == token.EQL:
		return exactly(n), true
	case op == token.NEQ && n == 0 && gotype.IsString(x.Type()):
		return Interval{1, natural.Hi}, true
	}
	return anything, true
}

// offsetOf reports whether a value is the term plus a constant.
func (p *Package) offsetOf(v ssa.Value, t term) (int64, bool) {
	if p.termOf(v) == t {
		return 0, true
	}
	b, ok := v.(*ssa.BinOp)
	if !ok || b.Op != token.ADD && b.Op != token.SUB || p.termOf(b.X) != t {
		return 0, false
	}
	c, ok := b.Y.(*ssa.Const)
	if !ok || c.Value == nil {
		return 0, false
	}
	n, exact := constant.Int64Val(constant.ToInt(c.Value))
	if b.Op == token.SUB {
		n = -n
	}
	return n, exact
}

// compared returns the numbers x for which "x op y" may hold. What is compared
// with 0 is taken for a count, which is not negative.
func compared(op token.Token, y Interval) Interval {
	switch op {
	case token.EQL:
		return y
	case token.NEQ:
		if y == exactly(0) {
			return positive
		}
	case token.LSS:
		return Interval{anything.Lo, addEnds(y.Hi, -1)}
	case token.LEQ:
		return Interval{anything.Lo, y.Hi}
	case token.GTR:
		return Interval{addEnds(y.Lo, 1), anything.Hi}
	case token.GEQ:
		return Interval{y.Lo, anything.Hi}
	}
	return anything
}

var (
	negated = map[token.Token]token.Token{
		token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.GEQ,
		token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR,
	}
	mirrored = map[token.Token]token.Token{
		token.EQL: token.EQL, token.NEQ: token.NEQ, token.LSS: token.GTR,
		token.GTR: token.LSS, token.LEQ: token.GEQ, token.GEQ: token.LEQ,
	}
)
