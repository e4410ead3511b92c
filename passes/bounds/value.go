package bounds

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// integer returns what is known of an integer at a place.
func (q *query) integer(v ssa.Value, at place) Interval {
	if !gotype.IsInteger(v.Type()) {
		return anything
	}
	own := q.rangeOf(v.Type())
	if !q.enter() {
		return own
	}
	defer q.leave()
	made := q.number(v, at).intersect(own)
	if t := q.p.termOf(v); t.key.root != v || !isConst(v) {
		return made.intersect(q.branches(t, at))
	}
	return made
}

func (q *query) rangeOf(t types.Type) Interval { return rangeOf(q.p.src.Sizes, t) }

func isConst(v ssa.Value) bool {
	_, ok := v.(*ssa.Const)
	return ok
}

// number returns what is known of an integer from what computes it.
func (q *query) number(v ssa.Value, at place) Interval {
	switch v := v.(type) {
	case *ssa.Const:
		if n, exact := constant.Int64Val(constant.ToInt(v.Value)); exact {
			return exactly(n)
		}
	case *ssa.ChangeType:
		return q.integer(v.X, at)
	case *ssa.Convert:
		return q.converted(v, at)
	case *ssa.BinOp:
		return q.operation(v, at)
	case *ssa.Phi:
		return q.merged(v, q.integer)
	case *ssa.Call:
		if fn := calleeOf(v); fn != nil {
			return q.formula(v, fn, at)
		}
		return q.builtin(v, at)
	}
	return anything
}

// converted returns what is known of a conversion: a number that does not fit
// may become any of the type.
func (q *query) converted(v *ssa.Convert, at place) Interval {
	if !gotype.IsInteger(v.X.Type()) {
		return anything
	}
	from, to := q.integer(v.X, at), q.rangeOf(v.Type())
	if from.Lo < to.Lo || from.Hi > to.Hi {
		return to
	}
	return from
}

func (q *query) operation(v *ssa.BinOp, at place) Interval {
	return combined(v.Op, q.integer(v.X, at), q.integer(v.Y, at))
}

// combined returns what an operation makes of two numbers.
func combined(op token.Token, x, y Interval) Interval {
	switch op {
	case token.ADD:
		return x.add(y)
	case token.SUB:
		return x.add(y.negate())
	case token.MUL:
		return x.mul(y)
	case token.QUO:
		if x.Lo >= 0 && y.Lo > 0 {
			return Interval{x.Lo / y.Hi, x.Hi / y.Lo}
		}
	case token.REM:
		if y.Lo > 0 && x.Lo >= 0 {
			return Interval{0, min(x.Hi, y.Hi-1)}
		}
	case token.AND:
		if y.Lo >= 0 {
			return Interval{0, y.Hi}
		}
		if x.Lo >= 0 {
			return Interval{0, x.Hi}
		}
	case token.SHR:
		if x.Lo >= 0 && y.Lo >= 0 && y.Lo < 63 {
			return Interval{0, x.Hi >> y.Lo}
		}
	}
	return anything
}

func (q *query) builtin(v *ssa.Call, at place) Interval {
	args := v.Call.Args
	switch {
	case isBuiltin(v, "len"):
		return q.length(args[0], at)
	case isBuiltin(v, "cap"), isBuiltin(v, "copy"):
		return natural
	case isBuiltin(v, "min"):
		all := q.integer(args[0], at)
		for _, arg := range args[1:] {
			i := q.integer(arg, at)
			all = Interval{min(all.Lo, i.Lo), min(all.Hi, i.Hi)}
		}
		return all
	case isBuiltin(v, "max"):
		all := q.integer(args[0], at)
		for _, arg := range args[1:] {
			i := q.integer(arg, at)
			all = Interval{max(all.Lo, i.Lo), max(all.Hi, i.Hi)}
		}
		return all
	}
	return anything
}

// merged returns what is known of a variable where ways join. One that a loop
// counts up stays at or above its first value.
func (q *query) merged(phi *ssa.Phi, of func(ssa.Value, place) Interval) Interval {
	if q.phis[phi] {
		return anything
	}
	q.phis[phi] = true
	defer delete(q.phis, phi)
	all := nothing
	up, down := false, false
	for i, edge := range phi.Edges {
		switch by := stepOf(phi, edge); {
		case by > 0:
			up = true
			continue
		case by < 0:
			down = true
			continue
		case edge == phi:
			continue
		}
		pred := phi.Block().Preds[i]
		if q.neverLeaves(pred) {
			continue
		}
		value := of(edge, endOf(pred))
		if gotype.IsInteger(edge.Type()) {
			value = value.intersect(q.edge(q.p.termOf(edge), pred, phi.Block(), endOf(pred)))
		} else {
			value = value.intersect(q.edge(lengthOf(edge), pred, phi.Block(), endOf(pred)))
		}
		all = all.union(value)
	}
	if up && !all.IsEmpty() {
		all.Hi = anything.Hi
	}
	if down && !all.IsEmpty() {
		all.Lo = anything.Lo
	}
	return all
}

// stepOf returns the constant that a loop adds to its variable, or 0. A slice
// that is appended to grows by some number.
func stepOf(phi *ssa.Phi, edge ssa.Value) int64 {
	if call, ok := edge.(*ssa.Call); ok && isBuiltin(call, "append") && call.Call.Args[0] == phi {
		return 1
	}
	b, ok := edge.(*ssa.BinOp)
	if !ok || b.X != phi || b.Op != token.ADD && b.Op != token.SUB || !gotype.IsInteger(phi.Type()) {
		return 0
	}
	c, ok := b.Y.(*ssa.Const)
	if !ok {
		return 0
	}
	n, _ := constant.Int64Val(constant.ToInt(c.Value))
	if b.Op == token.SUB {
		n = -n
	}
	return n
}
