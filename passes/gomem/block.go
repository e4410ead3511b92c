package gomem

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// block runs the instructions of b from p and returns the state after them,
// which is p's.
func (p Point) block(b *ssa.BasicBlock) *State {
	for _, instr := range b.Instrs {
		p.in.steps--
		switch instr := instr.(type) {
		case *ssa.Store:
			p.assign(instr, p.Value(instr.Addr).First(), p.Value(instr.Val), instr.Val.Type())
		case *ssa.MapUpdate:
			p.put(p.Value(instr.Map), instr.Key, p.Value(instr.Value), instr.Value.Type())
		case *ssa.Send:
			p.put(p.Value(instr.Chan), nil, p.Value(instr.X), instr.X.Type())
		case *ssa.Defer:
			fn, args := p.operands(&instr.Call)
			p.State.deferred = slices.DeleteFunc(p.State.deferred, func(d deferredCall) bool { return d.instr == instr })
			p.State.deferred = append(p.State.deferred, deferredCall{instr, args, fn})
		case *ssa.RunDefers:
			p.runDefers()
		case *ssa.Go:
			fn, args := p.operands(&instr.Call)
			Point{p.Frame, p.State.clone()}.call(instr, fn, args)
		case *ssa.Return:
			p.leave(instr)
		case ssa.Value:
			p.value(instr)
		}
	}
	return p.State
}

// runDefers makes the deferred calls of the function, last first.
func (p Point) runDefers() {
	mine := make([]deferredCall, 0, len(p.State.deferred))
	p.State.deferred = slices.DeleteFunc(p.State.deferred, func(d deferredCall) bool {
		if d.instr.Parent() == p.Fn {
			mine = append(mine, d)
			return true
		}
		return false
	})
	for _, d := range slices.Backward(mine) {
		p.call(d.instr, d.fn, d.args)
	}
}

// leave joins what is known at a return to the results of the frame.
func (p Point) leave(ret *ssa.Return) {
	results := make([]heap.Value, len(ret.Results))
	for i, r := range ret.Results {
		results[i] = p.Value(r)
		if i < len(p.result) {
			p.result[i] = p.result[i].Join(results[i])
		} else {
			p.Frame.result = append(p.Frame.result, results[i])
		}
	}
	if p.exit == nil {
		p.Frame.exit = p.State.clone()
	} else {
		p.exit.join(p.State, false)
	}
	if export := p.Package.exports[p.Fn]; p.Caller == nil && export != nil {
		p.publish(results, func(at Point) Event { return &Return{at, export, ret, results} })
	}
}

// publish adds an event whose values are these to the root's.
func (p Point) publish(values []heap.Value, event func(Point) Event) {
	if p.in.publishing {
		p.in.root.Events = append(p.in.root.Events, event(p.snapshot(values)))
	}
}

// value computes the value of an instruction.
func (p Point) value(v ssa.Value) {
	switch v := v.(type) {
	case *ssa.Call:
		fn, args := p.operands(&v.Call)
		p.setResults(v, p.call(v, fn, args))
	case *ssa.Extract:
		p.env[v] = heap.Top
		if t := p.tuples[v.Tuple]; v.Index < len(t) {
			p.env[v] = t[v.Index]
		}
	case *ssa.TypeAssert:
		p.setOK(v, v.CommaOk, p.typeAssert(v))
	case *ssa.Lookup:
		p.setOK(v, v.CommaOk, p.lookup(v))
	case *ssa.Next:
		p.tuples[v] = p.next(v)
	case *ssa.Select:
		p.tuples[v] = p.selected(v)
	default:
		p.env[v] = p.operation(v)
	}
}

// setOK sets the result of an instruction that may also say whether it had
// one.
func (f *Frame) setOK(v ssa.Value, commaOK bool, result heap.Value) {
	if commaOK {
		f.tuples[v] = []heap.Value{result, heap.Top}
		return
	}
	f.env[v] = result
}

// operation computes the value of an instruction that has one and calls
// nothing.
func (p Point) operation(v ssa.Value) heap.Value {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.MakeSlice, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeClosure, *ssa.MakeInterface:
		return p.allocate(v)
	case *ssa.UnOp:
		switch v.Op {
		case token.MUL:
			return p.load(p.Value(v.X), v.Type())
		case token.ARROW:
			result := p.receive(v)
			if v.CommaOk {
				p.tuples[v] = []heap.Value{result, heap.Top}
			}
			return result
		}
	}
	return p.pure(v)
}

// pure computes the value of an instruction that depends on its operands
// only.
func (f *Frame) pure(v ssa.Value) heap.Value {
	switch v := v.(type) {
	case *ssa.Phi:
		return f.phi(v)
	case *ssa.FieldAddr:
		return f.fieldAddr(v)
	case *ssa.Field:
		if s, ok := v.X.Type().Underlying().(*types.Struct); ok {
			if off := f.in.layout.Offset(s, v.Field); off >= 0 {
				return f.Value(v.X).Part(heap.Slot{Off: off}, f.in.layout.Size(v.Type()))
			}
		}
	case *ssa.IndexAddr:
		elem := v.Type().Underlying().(*types.Pointer).Elem()
		return f.indexed(v.X, v.Index, f.in.layout.Size(elem))
	case *ssa.Index:
		if size := f.in.layout.Size(v.Type()); size > 0 {
			if i, ok := constantInt(v.Index); ok {
				return f.Value(v.X).Part(heap.Slot{Off: i * size}, size)
			}
			return f.Value(v.X).Part(heap.Slot{Step: size}, size)
		}
	case *ssa.Slice:
		return f.sliced(v)
	case *ssa.Convert:
		return f.convert(v)
	case *ssa.ChangeType:
		return f.Value(v.X)
	case *ssa.ChangeInterface:
		return f.Value(v.X)
	case *ssa.SliceToArrayPointer:
		return f.Value(v.X)
	case *ssa.BinOp:
		return f.binary(v)
	}
	return heap.Top
}
