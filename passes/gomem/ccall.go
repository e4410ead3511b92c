package gomem

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/argcheck"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// cFunction calls a C function: publishes what it is given, and returns what
// it gives.
func (c callSite) cFunction(name string) []heap.Value {
	event := c.cCall()
	for _, arg := range event.Args {
		out := c.outVariable(arg)
		c.wroteTo(arg)
		if out != nil {
			c.handedOut(*out, arg.Type, name)
		}
	}
	event.Results = c.fromC(name)
	return event.Results
}

// cCall publishes the call and returns it; it has no arguments when the call
// is none of the source.
func (c callSite) cCall() *CCall {
	event := &CCall{Call: c.Package.callAt[c.instr.Common().Pos()], Instr: c.instr}
	if event.Call == nil {
		return event
	}
	params := c.instr.Common().Signature().Params()
	for i := range min(len(c.args), len(event.Call.Args), params.Len()) {
		t := params.At(i).Type()
		event.Args = append(event.Args, Arg{
			Value: c.args[i], Operand: c.instr.Common().Args[i], Type: t, Form: c.Package.Forms.Of(event.Call.Args[i], t),
		})
	}
	values := slices.Clone(c.args)
	for _, arg := range event.Args {
		if base := arg.Base(); base != nil {
			values = append(values, c.Value(base))
		}
	}
	c.publish(values, func(here Point) Event {
		event.Point = here
		return event
	})
	return event
}

// Base returns the slice or array that the argument, an address of one of its
// elements, was taken in; else nil.
func (a Arg) Base() ssa.Value {
	operand := a.Operand
	for {
		switch v := operand.(type) {
		case *ssa.Convert:
			operand = v.X
		case *ssa.ChangeType:
			operand = v.X
		case *ssa.IndexAddr:
			return v.X
		default:
			return nil
		}
	}
}

// wroteTo makes unknown what C may have written: it may use all that the run
// time has checked.
func (c callSite) wroteTo(arg Arg) {
	size := int64(-1)
	if arg.Form.Kind == argcheck.Address {
		size = c.in.layout.Size(arg.Form.Type)
	}
	for _, a := range arg.Value.First() {
		if a.Kind != heap.Pointer || a.Mem.Origin != heap.Go || a.Mem.Boxed {
			continue
		}
		if arg.Form.Kind != argcheck.Address {
			a.Off = 0
		}
		old := c.State.Inside(a.Mem)
		c.State.Forget(a, size)
		c.keepHeaders(a.Mem, old)
	}
}

// outVariable returns the address of a nil pointer to a C type, when that is
// what C gets: C hands memory of its own out through it. A void * may be a
// pointer that Go gave before.
func (c callSite) outVariable(arg Arg) *heap.Atom {
	ptr, ok := arg.Type.Underlying().(*types.Pointer)
	targets := arg.Value.First()
	if !ok || arg.Form.Kind != argcheck.Address || len(targets) != 1 || !heap.IsC(ptr.Elem()) {
		return nil
	}
	if _, ok := ptr.Elem().Underlying().(*types.Pointer); !ok {
		return nil
	}
	a := targets[0]
	if a.Kind != heap.Pointer || a.Mem.Origin != heap.Go {
		return nil
	}
	old := c.State.Load(a, c.in.layout.WordSize()).First()
	if len(old) != 1 || old[0].Kind != heap.Null {
		return nil
	}
	return &a
}

// handedOut stores what C hands out through a, of type t.
func (c callSite) handedOut(a heap.Atom, t types.Type, name string) {
	memory := c.in.cMemory(symbol{a.Mem, a.Slot()}, name, t.Underlying().(*types.Pointer).Elem())
	c.State.Store(a, memory, c.in.layout.WordSize(), true)
}

// keepHeaders leaves the strings, slices and so on in m as they were in old: C
// does not write them.
func (c callSite) keepHeaders(m *heap.Memory, old heap.Value) {
	if m.Type == nil || m.Repeated {
		return
	}
	c.in.layout.Headers(m.Type, func(at heap.Slot, _ string, _ types.Type) bool {
		c.State.Contents.Set(m, c.State.Contents.Get(m).With(at, old.At(at), false))
		return true
	})
}

// fromC returns the results of a C function: C memory, unless it may be an
// argument that comes back.
func (c callSite) fromC(name string) []heap.Value {
	results := c.unknownResults()
	for i := range results {
		t := c.resultType(i)
		switch {
		case name == "GoString" || name == "GoStringN" || name == "GoBytes":
			results[i] = pointerTo(c.in.memory(site{at: c.instr}, func(m *heap.Memory) {
				m.Origin, m.Pos, m.Repeated, m.Type = heap.Go, c.instr.Common().Pos(), true, types.Typ[types.Byte]
			}))
		case gotype.IsAnyPointer(t) && (isFresh(name) || !c.mayReturnArgument(t)):
			results[i] = c.in.cMemory(c.instr, name, t)
		}
	}
	return results
}

// isFresh reports whether, by its contract, a C function returns new memory and
// none of its arguments, as strdup does.
func isFresh(name string) bool {
	f := contract.Library().Lookup(name)
	return f != nil && f.Result.Kind == contract.Fresh
}

// mayReturnArgument reports whether a C function with a result of type t may
// return one of its arguments, as memcpy does.
func (c callSite) mayReturnArgument(t types.Type) bool {
	params := c.instr.Common().Signature().Params()
	for i := range min(len(c.args), params.Len()) {
		param := params.At(i).Type()
		if !gotype.IsAnyPointer(param) || !types.Identical(param, t) && !gotype.IsUnsafePointer(param) && !gotype.IsUnsafePointer(t) {
			continue
		}
		for _, a := range c.args[i].First() {
			if a.Kind == heap.Any || a.Kind == heap.Pointer && a.Mem.Origin != heap.C {
				return true
			}
		}
	}
	return false
}
