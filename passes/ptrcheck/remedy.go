package ptrcheck

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/argcheck"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// movable reports whether only the time when the address was taken is wrong:
// what the argument points to, by its type, holds no Go pointer.
func (c *checker) movable(e *gomem.CCall, arg *gomem.Arg) bool {
	if arg.Form.Kind != argcheck.Whole {
		return false
	}
	t := c.src.Info.TypeOf(arg.Form.Inner)
	if t == nil {
		return false
	}
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	if !gotype.HasPointers(p.Elem()) {
		return true
	}
	s := c.scan(e)
	for _, a := range arg.Value.First() {
		if a.Kind != heap.Pointer || a.Mem.Global || a.Step != 0 {
			return false
		}
		s.region(a, s.layout.Size(p.Elem()), p.Elem())
	}
	return len(s.found) == 0 && len(s.needs) == 0
}

// A Pin is a pointer that is to be pinned.
type Pin struct {
	Expr    string // how to write it at the call
	Nilable bool   // it may be nil, which cannot be pinned
}

// pins returns the pointers that are to be pinned, when pinning them is enough
// and they can be read before the call without a fault.
func (c *checker) pins(e *gomem.CCall, arg *gomem.Arg, found []PointerFound) []Pin {
	if !isNonNil(e, arg) {
		return nil
	}
	var pins []Pin
	for _, f := range found {
		path, into := c.pathOf(arg.Form, f)
		if f.Kind != UnpinnedPointer || into || strings.Contains(path, "[i]") || !argcheck.Nameable(arg.Form.Base()) {
			return nil
		}
		nilable, ok := c.pinnable(e, f)
		if !ok || f.Path != "" && !arg.Value.First().PointsInto(f.in) {
			return nil
		}
		pins = append(pins, Pin{path, nilable})
	}
	return pins
}

// pinnable reports whether all that the word with the pointer f may hold can be
// pinned, nil apart, and whether that is all there is to pin.
func (c *checker) pinnable(e *gomem.CCall, f PointerFound) (nilable, ok bool) {
	if f.Memory == nil { // it is known by its field only
		ptr, ok := f.Type.Underlying().(*types.Pointer)
		return true, ok && !gotype.HasPointers(ptr.Elem())
	}
	word := heap.Atoms{heap.PointerTo(f.Memory)}
	if f.in != nil {
		for _, c := range e.State.Inside(f.in).Words {
			if c.Atoms.PointsInto(f.Memory) {
				word = word.Union(c.Atoms)
			}
		}
	}
	for _, a := range word {
		switch {
		case a.Kind == heap.Null:
			nilable = true
			continue
		case a.Kind != heap.Pointer || a.Mem.Origin == heap.C:
			return false, false
		case a.Mem.Origin == heap.Unknown:
			nilable = true
			if t := a.Mem.Type; t != nil && !gotype.HasPointers(t) {
				continue // nothing further to pin
			}
		}
		s := c.scan(e)
		s.whole(heap.PointerTo(a.Mem), "")
		if len(s.found) > 0 || len(s.needs) > 0 {
			return false, false
		}
	}
	return nilable, true
}

// isNonNil reports whether what the argument points to can be read before the
// call: the address is taken in the call, or the pointer is never nil, or it is
// dereferenced on every path to the call.
func isNonNil(e *gomem.CCall, arg *gomem.Arg) bool {
	if arg.Form.Kind != argcheck.Whole || arg.Operand.Type() != nil && !gotype.IsAnyPointer(arg.Operand.Type()) {
		return true
	}
	fresh := true
	for _, a := range arg.Value.First() {
		if a.Kind != heap.Pointer {
			return false
		}
		fresh = fresh && a.Mem.Origin == heap.Go && a.Mem.Param == nil
	}
	return fresh || isDereferenced(e, arg.Operand)
}

// isDereferenced reports whether every path to the call dereferences a pointer.
func isDereferenced(e *gomem.CCall, ptr ssa.Value) bool {
	for {
		if convert, ok := ptr.(*ssa.Convert); ok {
			ptr = convert.X
		} else if change, ok := ptr.(*ssa.ChangeType); ok {
			ptr = change.X
		} else {
			break
		}
	}
	for _, b := range e.Fn.Blocks {
		if !b.Dominates(e.Instr.Block()) {
			continue
		}
		for _, instr := range b.Instrs {
			if instr == ssa.Instruction(e.Instr) {
				break
			}
			if dereferences(instr, ptr) {
				return true
			}
		}
	}
	return false
}

func dereferences(instr ssa.Instruction, ptr ssa.Value) bool {
	switch instr := instr.(type) {
	case *ssa.FieldAddr:
		return instr.X == ptr
	case *ssa.IndexAddr:
		return instr.X == ptr
	case *ssa.UnOp:
		return instr.X == ptr
	case *ssa.Store:
		return instr.Addr == ptr
	}
	return false
}
