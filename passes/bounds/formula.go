package bounds

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// formula returns what is known of the result of a function that does nothing
// but compute it of its arguments, as one that says how long something gets
// when it is encoded.
func (q *query) formula(call *ssa.Call, fn *ssa.Function, at place) Interval {
	if len(fn.Blocks) != 1 || !q.enter() {
		return anything
	}
	defer q.leave()
	instrs := fn.Blocks[0].Instrs
	ret, ok := instrs[len(instrs)-1].(*ssa.Return)
	if !ok || len(ret.Results) != 1 || !gotype.IsInteger(ret.Results[0].Type()) {
		return anything
	}
	return q.computed(ret.Results[0], call, fn, at, 8)
}

// computed returns what is known of a number in such a function, at most depth
// operations away from the arguments.
func (q *query) computed(v ssa.Value, call *ssa.Call, fn *ssa.Function, at place, depth int) Interval {
	switch v := v.(type) {
	case *ssa.Const:
		return q.integer(v, at)
	case *ssa.Parameter:
		if i := slices.Index(fn.Params, v); i >= 0 && i < len(call.Call.Args) {
			return q.integer(call.Call.Args[i], at)
		}
	case *ssa.BinOp:
		if depth > 0 {
			x, y := q.computed(v.X, call, fn, at, depth-1), q.computed(v.Y, call, fn, at, depth-1)
			return combined(v.Op, x, y)
		}
	}
	return anything
}
