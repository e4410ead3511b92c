package gomem

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// MadeOfC reports whether the package converts C memory to the pointer type t:
// such a pointer tells nothing of whose memory it is.
func (p *Package) MadeOfC(t types.Type) bool {
	return p.madeOfC != nil && p.madeOfC().At(t) != nil
}

// NamesC reports whether a pointer type only gives a name to C memory: the
// package converts C memory to it, and it points to no struct. (C hands structs
// of Go back, too.)
func (p *Package) NamesC(t types.Type) bool {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	_, isStruct := ptr.Elem().Underlying().(*types.Struct)
	return !isStruct && p.MadeOfC(t)
}

// mayBeC reports whether a pointer or slice of type t may be one of C memory,
// because others in the package are.
func (p *Package) mayBeC(t types.Type) bool {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		return heap.IsC(slice.Elem()) && p.slicesMayBeC(slice.Elem())
	}
	return p.NamesC(t)
}

// pointersToC returns the pointer types to which the functions convert the
// results of C functions.
func pointersToC(functions []*ssa.Function) *typeutil.Map {
	all := new(typeutil.Map)
	for _, fn := range functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				convert, ok := instr.(*ssa.Convert)
				if !ok || !gotype.IsUnsafePointer(convert.X.Type()) {
					continue
				}
				if ptr, ok := convert.Type().Underlying().(*types.Pointer); ok && isCResult(convert.X) {
					all.Set(convert.Type(), true)
					all.Set(ptr, true)
				}
			}
		}
	}
	return all
}

// isCResult reports whether a value is the result of a C function, maybe
// converted.
func isCResult(v ssa.Value) bool {
	for {
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.Extract:
			v = x.Tuple
		case *ssa.Call:
			_, ok := cgosource.CFunc(x.Call.StaticCallee())
			return ok
		default:
			return false
		}
	}
}
