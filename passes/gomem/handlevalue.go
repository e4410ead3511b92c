package gomem

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// handleValue returns the object that a cgo.Handle stands for, of a type that
// only Go has: memory of which only the type is known. It is the top value
// where the package may have pinned the object for as long as it lives.
func (p Point) handleValue(v *ssa.TypeAssert) heap.Value {
	call, ok := v.X.(*ssa.Call)
	if !ok || !gotype.IsPointer(v.AssertedType) {
		return heap.Top
	}
	fn := call.Call.StaticCallee()
	elem := gotype.Pointee(v.AssertedType)
	if fn == nil || fn.String() != "(runtime/cgo.Handle).Value" || elem == nil || heap.IsC(elem) ||
		!p.in.layout.HasHeaders(elem) || p.Package.MadeOfC(v.AssertedType) || p.Package.pins(v.AssertedType) {
		return heap.Top
	}
	return pointerTo(p.in.memory(site{p.id, v}, func(m *heap.Memory) {
		m.Pos, m.Depth = v.Pos(), 1
		m.SetElem(v.AssertedType)
	}))
}

// pins reports whether the package pins something of a pointer type, or bytes,
// which may be of anything.
func (p *Package) pins(t types.Type) bool {
	pinned := p.pinned()
	return pinned.At(t) != nil || pinned.At(types.Typ[types.UnsafePointer]) != nil || pinned.At(types.NewPointer(types.Typ[types.Byte])) != nil
}

// pinnedTypes returns the types of what functions pin; unsafe.Pointer, where a
// function does so for whatever it gets.
func pinnedTypes(functions []*ssa.Function) *typeutil.Map {
	all := new(typeutil.Map)
	for _, fn := range functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if ok && govalue.Runtime(call.Common()) == "Pin" {
					all.Set(pinnedType(call.Common().Args[1]), true)
				}
			}
		}
	}
	return all
}

func pinnedType(v ssa.Value) types.Type {
	x, ok := v.(*ssa.MakeInterface)
	if !ok {
		return types.Typ[types.UnsafePointer]
	}
	t := x.X.Type()
	if elem := gotype.Pointee(t); heap.IsTypeParam(t) || elem != nil && heap.IsTypeParam(elem) {
		return types.Typ[types.UnsafePointer]
	}
	return t
}
