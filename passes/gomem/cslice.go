package gomem

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// What a slice points to is Go's, as far as nothing else is known. But a
// struct may hold a slice over C memory, as a buffer does that is made by
// C.malloc: whoever finds it there cannot tell.

// mayBeOverC reports whether the package stores a slice over C memory in the
// field at off of a struct.
func (p *Package) mayBeOverC(of types.Type, off int64) bool {
	field := p.Layout.FieldVar(of, off)
	return field != nil && p.overC()[field]
}

// slicesMayBeC reports whether the package makes slices of the element type out
// of pointers: such a slice may be one of C memory.
func (p *Package) slicesMayBeC(elem types.Type) bool { return p.slicedC().At(elem) != nil }

// slicedElements returns the element types of the slices that the functions
// make of pointers: by unsafe.Slice, by slicing an array at a pointer that was
// converted, by a slice header.
func slicedElements(functions []*ssa.Function) *typeutil.Map {
	all := new(typeutil.Map)
	for _, fn := range functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if elem := slicedElement(instr); elem != nil {
					all.Set(elem, true)
				}
			}
		}
	}
	return all
}

func slicedElement(instr ssa.Instruction) types.Type {
	switch instr := instr.(type) {
	case *ssa.Call:
		if govalue.Builtin(&instr.Call) == "Slice" {
			return instr.Type().Underlying().(*types.Slice).Elem()
		}
	case *ssa.Slice:
		if _, ok := instr.X.(*ssa.Convert); ok {
			if t, ok := instr.Type().Underlying().(*types.Slice); ok {
				return t.Elem()
			}
		}
	case *ssa.Convert:
		for _, t := range []types.Type{instr.Type(), instr.X.Type()} {
			if ptr, ok := t.Underlying().(*types.Pointer); ok {
				if slice, ok := ptr.Elem().Underlying().(*types.Slice); ok {
					return slice.Elem()
				}
			}
		}
	}
	return nil
}

// slicesOverC returns the fields in which the package stores slices over C
// memory, or may.
func slicesOverC(functions []*ssa.Function) map[*types.Var]bool {
	over := make(map[*types.Var]bool)
	for _, fn := range functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				switch instr := instr.(type) {
				case *ssa.Store:
					if field := sliceField(instr.Addr); field != nil && isOverC(instr.Val, 0) {
						over[field] = true
					}
				case *ssa.Convert: // its header may be set
					if field := sliceField(instr.X); field != nil && gotype.IsUnsafePointer(instr.Type()) {
						over[field] = true
					}
				}
			}
		}
	}
	return over
}

// sliceField returns the field whose address v is, if it is a slice's, or nil.
func sliceField(v ssa.Value) *types.Var {
	addr, ok := v.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	field := govalue.Field(addr)
	if _, ok := field.Type().Underlying().(*types.Slice); !ok {
		return nil
	}
	return field.Origin()
}

// isOverC reports whether a slice or pointer is, on some way, one of C
// memory: the result of a C function, a mapping, or a variable whose header
// is set.
func isOverC(v ssa.Value, depth int) bool {
	const far = 12
	if depth > far {
		return false
	}
	next := func(v ssa.Value) bool { return isOverC(v, depth+1) }
	switch v := v.(type) {
	case *ssa.Slice:
		return next(v.X)
	case *ssa.Convert:
		return next(v.X)
	case *ssa.ChangeType:
		return next(v.X)
	case *ssa.Extract:
		return next(v.Tuple)
	case *ssa.Phi:
		for _, e := range v.Edges {
			if next(e) {
				return true
			}
		}
	case *ssa.UnOp:
		local, ok := v.X.(*ssa.Alloc)
		return ok && setThroughHeader(local)
	case *ssa.Call:
		return isCallOverC(v, next)
	}
	return false
}

// isCallOverC reports whether a call returns C memory.
func isCallOverC(call *ssa.Call, next func(ssa.Value) bool) bool {
	if b, ok := call.Call.Value.(*ssa.Builtin); ok {
		return (b.Name() == "Slice" || b.Name() == "Add" || b.Name() == "SliceData") && next(call.Call.Args[0])
	}
	callee := call.Call.StaticCallee()
	if callee == nil || callee.Object() == nil {
		return false
	}
	if _, ok := cgosource.CFunc(callee); ok {
		return true
	}
	if fn, ok := callee.Object().(*types.Func); ok && mmaps[fn.FullName()] {
		return true
	}
	for _, block := range callee.Blocks {
		if ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok && len(ret.Results) > 0 && next(ret.Results[0]) {
			return true
		}
	}
	return false
}

// setThroughHeader reports whether the address of a slice variable is
// converted, as for a reflect.SliceHeader.
func setThroughHeader(local *ssa.Alloc) bool {
	if _, ok := local.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Slice); !ok {
		return false
	}
	for _, user := range govalue.Referrers(local) {
		if convert, ok := user.(*ssa.Convert); ok && gotype.IsUnsafePointer(convert.Type()) {
			return true
		}
	}
	return false
}
