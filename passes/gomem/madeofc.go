package gomem

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// MadeOfC reports whether the package converts C memory to the pointer type t:
// such a pointer does not tell who owns the memory.
func (p *Package) MadeOfC(t types.Type) bool {
	return p.madeOfC != nil && p.madeOfC().At(t) != nil
}

// NamesC reports whether a pointer type only gives a name to C memory: the
// package converts C memory to it, and it points to no struct, or to one that
// is a struct of C under another name. (C hands structs of Go back, too.)
func (p *Package) NamesC(t types.Type) bool {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok || !p.MadeOfC(t) {
		return false
	}
	_, isStruct := ptr.Elem().Underlying().(*types.Struct)
	return !isStruct || p.madeOfC().At(t) == renamed
}

// onlyC reports whether a pointer type leads to memory of C and to nothing
// else: no other package can make what it points to.
func (p *Package) onlyC(t types.Type) bool {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	name := gotype.TypeName(ptr.Elem())
	return name != nil && !name.Exported() && p.MadeOfC(t) && p.madeOfC().At(t) == renamed
}

// How a package takes C memory for memory of a type.
const (
	converted = iota + 1 // by way of unsafe.Pointer
	renamed              // from a pointer to a struct of C, of which the type is a name
)

// SlicesC reports whether a slice type is one of which the package makes views of C
// memory: a value does not tell whose memory it leads to.
func (p *Package) SlicesC(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	return ok && p.slicedC != nil && p.mayBeC(slice)
}

// mayBeC reports whether a pointer or slice of type t may be one of C memory,
// because others in the package are.
func (p *Package) mayBeC(t types.Type) bool {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		return heap.IsC(slice.Elem()) && p.slicesMayBeC(slice.Elem())
	}
	return p.NamesC(t)
}

// pointersToC returns the pointer types to which a package converts the
// results of C functions, and how.
func pointersToC(src *cgosource.Package) *typeutil.Map {
	all, made := new(typeutil.Map), new(typeutil.Map)
	for _, fn := range src.Functions() {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if t := takesForGo(instr); t != nil && all.At(t) == nil {
					all.Set(t, converted)
					all.Set(t.Underlying(), converted)
				}
				if change, ok := instr.(*ssa.ChangeType); ok && gotype.IsPointer(change.Type()) && isCResult(change.X) {
					all.Set(change.Type(), renamed)
				}
				if alloc, ok := instr.(*ssa.Alloc); ok && !src.IsTest(fn.Pos()) { // a test may have a stand-in for the library
					made.Set(alloc.Type(), true)
				}
			}
		}
	}
	for _, t := range made.Keys() {
		if all.At(t) == renamed { // there is memory of Go of this type, too
			all.Set(t, converted)
		}
	}
	return all
}

// takesForGo returns the pointer type of Go that an instruction gives to the
// result of a C function: by (*T)(unsafe.Pointer(ret)), or by
// *(**T)(unsafe.Pointer(&ret)), as generated bindings do; or nil.
func takesForGo(instr ssa.Instruction) types.Type {
	switch instr := instr.(type) {
	case *ssa.Convert:
		if gotype.IsUnsafePointer(instr.X.Type()) && gotype.IsPointer(instr.Type()) && isCResult(instr.X) {
			return instr.Type()
		}
	case *ssa.UnOp:
		if instr.Op != token.MUL || !gotype.IsPointer(instr.Type()) {
			return nil
		}
		convert, ok := instr.X.(*ssa.Convert)
		if !ok || !gotype.IsUnsafePointer(convert.X.Type()) {
			return nil
		}
		variable, ok := govalue.Unconverted(convert).(*ssa.Alloc)
		if ok && holdsCResult(variable) {
			return instr.Type()
		}
	}
	return nil
}

// holdsCResult reports whether a variable is given the result of a C function.
func holdsCResult(variable *ssa.Alloc) bool {
	return slices.ContainsFunc(govalue.Referrers(variable), func(ref ssa.Instruction) bool {
		store, ok := ref.(*ssa.Store)
		return ok && store.Addr == variable && isCResult(store.Val)
	})
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
