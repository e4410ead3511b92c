package gomem

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// A Point is a moment in the run of a function.
type Point struct {
	*Frame
	State *State
}

// A State is what is known at a point.
type State struct {
	heap.State
	deferred []deferredCall
}

// A deferredCall is a call to be made when the function returns, with its
// operands as they were when the defer statement ran.
type deferredCall struct {
	instr *ssa.Defer
	args  []heap.Value
	fn    heap.Value
}

func newState(wordSize int64) *State { return &State{State: *heap.NewState(wordSize)} }

func (s *State) clone() *State {
	return &State{*s.State.Clone(), slices.Clone(s.deferred)}
}

func (s *State) same(t *State) bool {
	return s.Same(&t.State) && slices.EqualFunc(s.deferred, t.deferred, func(d, e deferredCall) bool { return d.instr == e.instr })
}

// join makes s what holds when the program comes from s or from t; see
// [heap.State.Join].
func (s *State) join(t *State, loop bool) {
	s.Join(&t.State, loop)
	for _, d := range t.deferred {
		if !slices.ContainsFunc(s.deferred, func(e deferredCall) bool { return e.instr == d.instr }) {
			s.deferred = append(s.deferred, d)
		}
	}
}

// At returns p.
func (p Point) At() Point { return p }

// snapshot returns p with what memory holds now, as far as the values lead,
// and as far as what the functions were called with does.
func (p Point) snapshot(values []heap.Value) Point {
	kept := &State{State: *heap.NewState(p.in.layout.WordSize())}
	for _, v := range values {
		p.State.copyReachable(kept, v)
	}
	for f := p.Frame; f != nil; f = f.Caller {
		for _, param := range f.Fn.Params {
			p.State.copyReachable(kept, f.env[param])
		}
	}
	kept.Pins = p.State.Pins.Clone()
	kept.deferred = slices.Clone(p.State.deferred)
	return Point{p.Frame, kept}
}

// copyReachable copies to t what s knows of the memory that v leads to.
func (s *State) copyReachable(t *State, v heap.Value) {
	for _, c := range v.Words {
		for _, a := range c.Atoms {
			inside, ok := s.Contents.Lookup(a.Mem)
			if a.Mem == nil || !ok || t.Knows(a.Mem) {
				continue
			}
			t.Contents.Set(a.Mem, inside)
			s.copyReachable(t, inside)
		}
	}
}

// PinnedUntilReturn reports whether m is pinned, and each of its pinners is
// one that the function unpins before it returns.
func (p Point) PinnedUntilReturn(m *heap.Memory) bool {
	pinned := false
	for pin := range p.State.Pins.Entries() {
		if pin.Object != m {
			continue
		}
		if !p.unpinsBeforeReturn(pin.By) {
			return false
		}
		pinned = true
	}
	return pinned
}

// unpinsBeforeReturn reports whether a pinner is a variable of the function
// whose Unpin it calls, or defers.
func (p Point) unpinsBeforeReturn(pinner heap.Atom) bool {
	if pinner.Mem == nil || pinner.Mem.Global || pinner.Mem.Origin != heap.Go {
		return false
	}
	isUnpin := func(common *ssa.CallCommon, receiver heap.Value) bool {
		callee := common.StaticCallee()
		return callee != nil && callee.Name() == "Unpin" &&
			slices.ContainsFunc(receiver.First(), func(a heap.Atom) bool { return a.Mem == pinner.Mem })
	}
	for _, d := range p.State.deferred {
		if len(d.args) > 0 && isUnpin(d.instr.Common(), d.args[0]) {
			return true
		}
	}
	for _, block := range p.Fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if ok && len(call.Call.Args) > 0 && isUnpin(call.Common(), p.Value(call.Call.Args[0])) {
				return true
			}
		}
	}
	return false
}
