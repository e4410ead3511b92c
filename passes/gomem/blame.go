package gomem

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// A Blame says where the user must change something about an event: at the
// event, or, when it happens in a function that the root calls, at the root's
// call.
type Blame struct {
	Node    ast.Node      // the argument, the stored value or its statement, the result
	Call    *ast.CallExpr // whose argument Node is; nil for stores and results
	Param   int           // of the function that is called instead: the parameter that leads to the memory; else -1
	Through []string      // the Go functions that are called on the way to C, outermost first

	frame *Frame      // of the function that is called instead; nil at the event
	inner token.Pos   // of the event
	index int         // of the argument there
	stack []token.Pos // of the calls on the way, the root's first
}

// A Subject is what an event is about: the node of the event itself, the index
// of the argument, and the memory that is wrong, the most telling first.
type Subject struct {
	Node   ast.Node
	Call   *ast.CallExpr
	Index  int
	Memory []*heap.Memory
}

// BlameFor finds whom to blame for an event. When it is in a function that was
// called, the call is, if the callee alone is not; a function literal is part of
// the function that it is written in. The Node is nil when there is nobody.
func BlameFor(e Event, s Subject) Blame {
	b := Blame{Node: s.Node, Call: s.Call, Param: -1, inner: e.Pos(), index: s.Index}
	if call, ok := e.(*GoCall); ok {
		b.Through = []string{call.Callee.Name()}
	}
	at := e.At()
	root := outermost(at.root().Fn)
	blamed := outermost(at.Fn) == root
	for f := at.Frame; f.Caller != nil; f = f.Caller {
		b.stack = append(b.stack, f.Call.Common().Pos())
		if blamed {
			continue
		}
		b.Through = append(b.Through, sourceName(f.Fn))
		if outermost(f.Caller.Fn) == root {
			b.blameCall(at, f, s.Memory)
			blamed = true
		}
	}
	slices.Reverse(b.Through)
	slices.Reverse(b.stack)
	return b
}

func (f *Frame) root() *Frame {
	for f.Caller != nil {
		f = f.Caller
	}
	return f
}

func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// blameCall puts the blame on the call whose frame is f: on the argument that
// leads to the memory.
func (b *Blame) blameCall(at Point, f *Frame, memory []*heap.Memory) {
	b.Node, b.Call, b.frame = nil, nil, f
	call := f.Package.CallExpr(f.Call)
	if call == nil {
		return
	}
	b.Call, b.Node = call, call.Fun
	param := at.argument(f, memory)
	i := param
	if f.Fn.Signature.Recv() != nil {
		i--
	}
	if i >= 0 && i < len(call.Args) {
		b.Node, b.Param = call.Args[i], param
	}
}

// InCallee reports whether the event happens in a function that is called where
// the blame is.
func (b *Blame) InCallee() bool { return b.frame != nil }

// PassesDirectly reports whether the argument that is blamed points to m
// itself, not through other pointers.
func (b *Blame) PassesDirectly(m *heap.Memory) bool {
	return b.Param >= 0 && leadsTo(nil, b.frame.env[b.frame.Fn.Params[b.Param]], m, 0)
}

// argument returns the parameter of f that leads to the first of the memories
// that one leads to; -1 when none does.
func (p Point) argument(f *Frame, memory []*heap.Memory) int {
	for _, m := range memory {
		if m == nil {
			continue
		}
		for depth := range maxPath {
			for i, param := range f.Fn.Params {
				if leadsTo(p.State, f.env[param], m, depth) {
					return i
				}
			}
		}
	}
	return -1
}

// leadsTo reports whether v points to m, directly or over depth pointers in
// the state's memory.
func leadsTo(st *State, v heap.Value, m *heap.Memory, depth int) bool {
	for _, c := range v.Words {
		for _, a := range c.Atoms {
			if a.Mem == nil || a.Kind != heap.Pointer && a.Kind != heap.Boxed {
				continue
			}
			if a.Mem == m || depth > 0 && leadsTo(st, st.Contents.Get(a.Mem), m, depth-1) {
				return true
			}
		}
	}
	return false
}

// sourceName returns a function's name as its declaration has it: that of an
// instance of a generic function has its type arguments, in a form that
// differs between versions of go/ssa.
func sourceName(fn *ssa.Function) string {
	if generic := fn.Origin(); generic != nil {
		return generic.Name()
	}
	return fn.Name()
}

// Nearest returns the findings to report, in source order: of those for one
// event that differ in the calls on the way to it, the ones nearest to it, and
// one for each place. kind tells findings apart that can happen at one event.
func Nearest[F any, K comparable](findings []F, kind func(F) K, blame func(F) *Blame) []F {
	type operation struct {
		kind  K
		pos   token.Pos
		index int
	}
	of := func(f F) operation { return operation{kind(f), blame(f).inner, blame(f).index} }
	by := make(map[operation][]*Blame)
	for _, f := range findings {
		by[of(f)] = append(by[of(f)], blame(f))
	}
	type place struct{ pos, end token.Pos }
	seen := make(map[place]bool)
	var nearest []F
	for _, f := range findings {
		b := blame(f)
		at := place{b.Node.Pos(), b.Node.End()}
		if seen[at] || slices.ContainsFunc(by[of(f)], b.isFurtherThan) {
			continue
		}
		seen[at] = true
		nearest = append(nearest, f)
	}
	slices.SortStableFunc(nearest, func(x, y F) int { return int(blame(x).Node.Pos() - blame(y).Node.Pos()) })
	return nearest
}

// isFurtherThan reports whether the way to the event leads over the place that
// other blames.
func (b *Blame) isFurtherThan(other *Blame) bool {
	return len(other.stack) < len(b.stack) && slices.Equal(other.stack, b.stack[len(b.stack)-len(other.stack):])
}
