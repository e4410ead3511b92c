package gomem

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// A Frame is one call of a function that is being interpreted.
type Frame struct {
	Package *Package
	Fn      *ssa.Function
	Caller  *Frame              // nil for the root
	Call    ssa.CallInstruction // in Caller

	in     *interpreter
	id     string // tells the chain of calls apart from others
	env    map[ssa.Value]heap.Value
	tuples map[ssa.Value][]heap.Value
	result []heap.Value
	exit   *State // joined over the returns; nil when none was reached
}

func (in *interpreter) newFrame(fn *ssa.Function, caller *Frame, call ssa.CallInstruction) *Frame {
	f := &Frame{
		Package: in.pkg, Fn: fn, Caller: caller, Call: call, in: in,
		env: make(map[ssa.Value]heap.Value), tuples: make(map[ssa.Value][]heap.Value),
	}
	if caller != nil {
		f.id = caller.id + ">" + siteName(call) + fn.String()
	}
	return f
}

// release drops what is of no use when the function has been run: an event
// keeps its frame.
func (f *Frame) release() {
	f.tuples, f.result, f.exit = nil, nil, nil
}

func (f *Frame) depth() (n int) {
	for ; f.Caller != nil; f = f.Caller {
		n++
	}
	return n
}

// calls reports whether fn is being interpreted, in f or a caller of it.
func (f *Frame) calls(fn *ssa.Function) bool {
	for ; f != nil; f = f.Caller {
		if f.Fn == fn {
			return true
		}
	}
	return false
}

// Value returns what is known of v in the frame.
func (f *Frame) Value(v ssa.Value) heap.Value {
	switch v := v.(type) {
	case *ssa.Const:
		return f.in.constant(v)
	case *ssa.Global:
		return pointerTo(f.in.global(v))
	case *ssa.Function:
		m := f.in.memory(site{at: v}, func(m *heap.Memory) { m.Fn, m.Origin = v, heap.Static })
		return heap.Word(heap.Atoms{{Kind: heap.Code, Mem: m}})
	}
	if known, ok := f.env[v]; ok {
		return known
	}
	return heap.Top
}

func pointerTo(m *heap.Memory) heap.Value { return heap.Word(heap.Atoms{heap.PointerTo(m)}) }

// operands returns the function value and the arguments of a call. The
// receiver is the first argument, of a call through an interface too.
func (f *Frame) operands(call *ssa.CallCommon) (fn heap.Value, args []heap.Value) {
	fn = f.Value(call.Value)
	if call.IsInvoke() {
		args = append(args, fn)
	}
	for _, a := range call.Args {
		args = append(args, f.Value(a))
	}
	return fn, args
}

func (f *Frame) setResults(v ssa.Value, results []heap.Value) {
	if _, ok := v.Type().(*types.Tuple); ok {
		f.tuples[v] = results
		return
	}
	f.env[v] = heap.Top
	if len(results) == 1 {
		f.env[v] = results[0]
	}
}

// newBytes returns a pointer to new Go memory made of bytes.
func (f *Frame) newBytes(v ssa.Value) heap.Value {
	return pointerTo(f.in.memory(site{f.id, v}, func(m *heap.Memory) {
		m.Origin, m.Pos, m.Repeated, m.Type = heap.Go, v.Pos(), true, types.Typ[types.Byte]
	}))
}

// KeptAlive reports whether the function or a caller of it passes what leads
// to m to runtime.KeepAlive.
func (f *Frame) KeptAlive(m *heap.Memory) bool {
	for ; f != nil && m != nil; f = f.Caller {
		for _, b := range f.Fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok || call.Common().StaticCallee() == nil || call.Common().StaticCallee().String() != "runtime.KeepAlive" {
					continue
				}
				if x, ok := call.Common().Args[0].(*ssa.MakeInterface); ok && leadsTo(nil, f.Value(x.X), m, 0) {
					return true
				}
			}
		}
	}
	return false
}
