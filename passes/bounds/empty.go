package bounds

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// An Origin says where a value that may be empty, or 0, comes from.
type Origin uint8

// The origins.
const (
	FromCaller  Origin = iota + 1 // a parameter of a function that other packages may call
	FromField                     // a field that they may set
	FromInput                     // the contents of a file or a message
	FromC                         // a count that C returns
	FromElement                   // an element of a container that a caller of another package passes
)

// A Cause is why a slice may be empty, or a number may be 0.
type Cause struct {
	Origin Origin
	Pos    token.Pos    // of the parameter, field, call or loop
	Value  ssa.Value    // the parameter, field, result or bound
	Object types.Object // the parameter or field, or nil
}

// MayBeEmpty returns why a slice or string may be empty before an
// instruction, or nil when there is no reason to think so.
func (p *Package) MayBeEmpty(v ssa.Value, at ssa.Instruction) *Cause {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := &search{query: p.newQuery(), origin: at.Parent(), assumed: make(map[term]bool)}
	return s.afresh().empty(v, placeOf(at))
}

// A search looks for a cause.
type search struct {
	*query
	origin  *ssa.Function // that it began in
	seen    map[ssa.Value]bool
	assumed map[term]bool         // that may be 0, while others are compared with them
	calls   []ssa.CallInstruction // from which it has gone into the callee, the innermost last
}

// afresh returns the search without what it has seen.
func (s *search) afresh() *search {
	other := *s
	other.seen = make(map[ssa.Value]bool)
	return &other
}

// empty returns why the slice or string v may be empty at a place.
func (s *search) empty(v ssa.Value, at place) *Cause {
	if !s.visit(v) || s.length(v, at).Lo > 0 || s.settled(lengthOf(v), at) {
		return nil
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		return s.parameter(v, s.empty)
	case *ssa.ChangeType:
		return s.empty(v.X, at)
	case *ssa.Convert:
		if gotype.IsSlice(v.X.Type()) || gotype.IsString(v.X.Type()) {
			return s.empty(v.X, at)
		}
	case *ssa.MakeSlice:
		return s.zero(v.Len, at)
	case *ssa.Slice:
		return s.sliced(v, at)
	case *ssa.Phi:
		return s.phi(v, at)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return s.load(v.X, at)
		}
	case *ssa.Field:
		return s.field(v)
	case *ssa.Index, *ssa.Lookup:
		return s.element(v, at)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return s.both(v.X, v.Y, at)
		}
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return s.result(call, v.Index)
		}
		return s.element(v, at)
	case *ssa.Call:
		if isBuiltin(v, "append") {
			return s.both(v.Call.Args[0], v.Call.Args[1], at)
		}
		return s.result(v, 0)
	}
	return nil
}

// visit reports whether v is new to the search.
func (s *search) visit(v ssa.Value) bool {
	const most = 200
	if s.seen[v] || len(s.seen) > most {
		return false
	}
	s.seen[v] = true
	return true
}

// both returns why two strings or slices, one behind the other, may be empty.
func (s *search) both(x, y ssa.Value, at place) *Cause {
	first := s.empty(x, at)
	if first == nil && s.length(x, at).Hi > 0 {
		return nil
	}
	second := s.empty(y, at)
	if second == nil && s.length(y, at).Hi > 0 {
		return nil
	}
	if first != nil {
		return first
	}
	return second
}

func (s *search) sliced(v *ssa.Slice, at place) *Cause {
	if v.Low != nil && s.integer(v.Low, at) != exactly(0) {
		return s.rest(v, at)
	}
	if v.High != nil {
		return s.zero(v.High, at)
	}
	if _, ok := arrayLen(v.X.Type()); ok {
		return nil
	}
	return s.empty(v.X, at)
}

// rest looks at x[low:], which is empty for an empty x when low is 0: unless
// something compares low.
func (s *search) rest(v *ssa.Slice, at place) *Cause {
	if v.High != nil || !gotype.IsSlice(v.X.Type()) || !s.integer(v.Low, at).Has(0) || s.isCompared(v.Low, at.block.Parent()) {
		return nil
	}
	return s.empty(v.X, at)
}

// isCompared reports whether a function branches on a number, or on what the
// number is computed from.
func (s *search) isCompared(v ssa.Value, fn *ssa.Function) bool {
	if b, ok := v.(*ssa.BinOp); ok {
		return s.isCompared(b.X, fn) || s.isCompared(b.Y, fn)
	}
	t := s.p.termOf(v)
	if t.key.path != "" {
		return true // another function may do it
	}
	if c, ok := v.(*ssa.Const); ok {
		return c.Value != nil && !exactly(0).Has(c.Int64())
	}
	for _, b := range fn.Blocks {
		if branch, ok := b.Instrs[max(len(b.Instrs)-1, 0)].(*ssa.If); ok && s.p.mentions(branch.Cond, t, 4) {
			return true
		}
	}
	return s.p.checkedBefore(t, endOf(fn.Blocks[len(fn.Blocks)-1]))
}

// phi looks at the values that join. One that a loop appends to is empty when
// the loop has nothing to do. What their lengths were compared with, or made of,
// may be known better at the place.
func (s *search) phi(v *ssa.Phi, at place) *Cause {
	if fills(v) {
		return nil
	}
	for i, edge := range v.Edges {
		pred := v.Block().Preds[i]
		if s.neverLeaves(pred) || s.edge(lengthOf(edge), pred, v.Block(), at).Lo > 0 || s.edge(lengthOf(edge), pred, v.Block(), endOf(pred)).Lo > 0 {
			continue
		}
		if made, ok := edge.(*ssa.MakeSlice); ok && s.integer(made.Len, at).Lo > 0 {
			continue
		}
		if cause := s.empty(edge, endOf(pred)); cause != nil {
			return cause
		}
		if s.length(edge, endOf(pred)) == exactly(0) && s.appended(v) {
			return s.loop(v.Block())
		}
	}
	return nil
}

// appended reports whether a loop appends to the variable.
func (s *search) appended(v *ssa.Phi) bool {
	for _, edge := range v.Edges {
		if stepOf(v, edge) > 0 {
			return true
		}
	}
	return false
}

// loop returns why a loop with a head may have no iteration.
func (s *search) loop(head *ssa.BasicBlock) *Cause {
	branch, ok := head.Instrs[len(head.Instrs)-1].(*ssa.If)
	if !ok {
		return nil
	}
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.LSS || !gotype.IsInteger(cond.Y.Type()) {
		return nil
	}
	return s.zero(cond.Y, endOf(head))
}
