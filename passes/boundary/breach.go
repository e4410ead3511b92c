package boundary

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A Breach is a place where the program breaks cgo's rules for passing
// pointers (cmd/cgo, "Passing pointers").
type Breach struct {
	Kind BreachKind
	Held Held
	Kept *Kept // of KeptByC

	// Node is what is to blame: the argument, the stored value or its
	// statement, the result.
	Node ast.Node
	Call *ast.CallExpr // whose argument Node is; nil for stores and results

	// Func is the C function that gets the memory, without "C."; of a
	// result the exported Go function; of a store the C function that the
	// C memory came from, or "".
	Func    string
	Through []string // the Go functions that are called on the way to C, outermost first

	// Whole tells that the run time looks at all of the memory that the
	// argument points into, because the address was not taken in the call.
	Whole bool
	// Subject is the argument's text, and Path how to write what it holds,
	// or "" when there is no way to write it.
	Subject, Path string
	Into          bool // the argument points into the memory that holds Path, not to its start

	// Movable tells that the run time would find nothing if the address were
	// taken in the call.
	Movable bool
	// Pins are the pointers to pin, as they can be written at the call, so
	// that nothing forbidden is left; empty when there is no way.
	Pins []string

	inner token.Pos // of the operation that breaks the rules
	index int       // of the argument there
	stack []token.Pos
}

// BreachKind says how a Go pointer gets where C sees it.
type BreachKind uint8

// The ways to break the rules.
const (
	Passed   BreachKind = iota // an argument of a C function
	Stored                     // a store into C memory
	Returned                   // a result of an exported function
	KeptByC                    // an argument that C keeps after the call
)

// addBreach notes b, which the instruction does in the frame f. When that is
// a function that was called, the call is to blame, if the callee alone is
// not; a function literal is part of the function that it is written in.
func (in *interpreter) addBreach(f *frame, b Breach) {
	root := outermost(in.root.fn)
	blamed := outermost(f.fn) == root
	for g := f; g.caller != nil; g = g.caller {
		b.stack = append(b.stack, g.call.Common().Pos())
		if !blamed {
			b.Through = append(b.Through, sourceName(g.fn))
			if outermost(g.caller.fn) == root {
				in.blameCall(g, &b)
				blamed = true
			}
		}
	}
	slices.Reverse(b.Through)
	slices.Reverse(b.stack)
	if b.Node != nil {
		in.candidates = append(in.candidates, b)
	}
}

func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// blameCall makes b a matter of the call whose frame is f: of the argument
// that leads to the memory.
func (in *interpreter) blameCall(f *frame, b *Breach) {
	b.Node, b.Call, b.Path, b.Subject, b.Whole, b.Into = nil, nil, "", "", false, false
	call := in.goCalls()[f.call.Common().Pos()]
	if call == nil {
		return
	}
	b.Call, b.Node = call, call.Fun
	param := in.argument(f, b.Held)
	i := param
	if f.fn.Signature.Recv() != nil {
		i--
	}
	if i < 0 || i >= len(call.Args) {
		return
	}
	b.Node = call.Args[i]
	form := in.formOfGo(call.Args[i])
	b.Subject = in.subject(form)
	if in.leadsTo(f.env[f.fn.Params[param]], b.Held.in, 0) {
		b.Path, b.Into = in.pathOf(form, b.Held)
	}
}

// argument returns the parameter of f through which the held pointer, or the
// memory that holds it, came; -1 when none did.
func (in *interpreter) argument(f *frame, h Held) int {
	for _, m := range []*Memory{h.in, h.Memory} {
		if m == nil {
			continue
		}
		for depth := range maxPath {
			for i, p := range f.fn.Params {
				if in.leadsTo(f.env[p], m, depth) {
					return i
				}
			}
		}
	}
	return -1
}

// leadsTo reports whether v points to m, directly or over depth pointers.
func (in *interpreter) leadsTo(v value, m *Memory, depth int) bool {
	for _, words := range v.words {
		for _, a := range words {
			if a.mem == nil || a.kind != pointer && a.kind != boxed {
				continue
			}
			if a.mem == m || depth > 0 && in.last != nil && in.leadsTo(in.last.contents[a.mem], m, depth-1) {
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
