package gomem

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// unboxed returns the object that was in an interface of which nothing is
// known, that of a parameter or of a cgo.Handle, when only Go has objects of
// its type: memory of which only the type is known. It is the top value where
// the package may have pinned the object for as long as it lives.
func (p Point) unboxed(v *ssa.TypeAssert) heap.Value {
	if !p.onlyGo(v.AssertedType) || p.Package.pins(v.AssertedType) {
		return heap.Top
	}
	return p.object(site{p.id, v}, v.Pos(), v.AssertedType)
}

// onlyGo reports whether what a pointer or slice of type t points to is Go's:
// it holds what only Go makes, and the package does not take C memory for it.
func (p Point) onlyGo(t types.Type) bool {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		return !heap.IsC(slice.Elem()) && !p.Package.slicesMayBeC(slice.Elem())
	}
	elem := gotype.Pointee(t)
	return elem != nil && !heap.IsC(elem) && p.in.layout.HasHeaders(elem) && !p.Package.MadeOfC(t)
}

// object returns a pointer or slice of type t, to memory of which only the type
// is known.
func (p Point) object(at site, pos token.Pos, t types.Type) heap.Value {
	return pointerTo(p.in.memory(at, func(m *heap.Memory) {
		m.Pos, m.Depth = pos, 1
		m.SetElem(t)
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
