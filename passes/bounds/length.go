package bounds

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// length returns what is known of the length of a slice, string or array at a
// place.
func (q *query) length(v ssa.Value, at place) Interval {
	if n, ok := arrayLen(v.Type()); ok {
		return exactly(n)
	}
	if !q.enter() {
		return natural
	}
	defer q.leave()
	return q.size(v, at).intersect(natural).intersect(q.branches(lengthOf(v), at))
}

// size returns what is known of a length from what makes the value.
func (q *query) size(v ssa.Value, at place) Interval {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.String {
			return exactly(int64(len(constant.StringVal(v.Value))))
		}
		if v.Value == nil {
			return exactly(0)
		}
	case *ssa.ChangeType:
		return q.length(v.X, at)
	case *ssa.Convert:
		if isBytes(v.X.Type()) && isBytes(v.Type()) {
			return q.length(v.X, at)
		}
		if gotype.IsString(v.X.Type()) || gotype.IsString(v.Type()) { // of runes
			return Interval{min(1, q.length(v.X, at).Lo), natural.Hi}
		}
	case *ssa.MakeSlice:
		return q.integer(v.Len, at)
	case *ssa.Slice:
		return q.sliced(v, at)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return q.length(v.X, at).add(q.length(v.Y, at))
		}
	case *ssa.Phi:
		return q.merged(v, q.length)
	case *ssa.Call:
		if isBuiltin(v, "append") {
			return q.length(v.Call.Args[0], at).add(q.length(v.Call.Args[1], at))
		}
	}
	return natural
}

// sliced returns what is known of the length of x[low:high].
func (q *query) sliced(v *ssa.Slice, at place) Interval {
	var high Interval
	if v.High != nil {
		high = q.integer(v.High, at)
	} else {
		high = q.length(v.X, at)
	}
	if v.Low == nil {
		return high
	}
	return high.add(q.integer(v.Low, at).negate())
}

// arrayLen returns the length of an array or of what a pointer to one points
// to.
func arrayLen(t types.Type) (int64, bool) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	a, ok := t.Underlying().(*types.Array)
	if !ok {
		return 0, false
	}
	return a.Len(), true
}
