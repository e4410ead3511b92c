package retain

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// isGoType reports whether memory that is known by its type only is Go's: what
// a slice points to, what holds strings, functions and the like, or a struct
// that a Go package declares. A byte or a number may be anybody's, and so may a
// struct that a Go package makes of C memory.
func (f *finder) isGoType(m *heap.Memory) bool {
	reached := m.Param != nil || m.Depth > 0
	if reached && (m.Repeated && !m.OverC || !m.FromC && f.mem.Layout.HasHeaders(m.Type)) {
		return true
	}
	name := heap.TypeName(m.Type)
	if name == nil || !reached || heap.IsC(types.NewPointer(m.Type)) {
		return false
	}
	if _, _, fromCgo := cgosource.CName(name); fromCgo {
		return false
	}
	if _, isStruct := m.Type.Underlying().(*types.Struct); !isStruct {
		return false
	}
	return !f.madeOfC()[name]
}

// typesOfC returns the types to which the functions convert C memory.
func typesOfC(functions []*ssa.Function) map[types.Object]bool {
	ofC := make(map[types.Object]bool)
	for _, fn := range functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				convert, ok := instr.(*ssa.Convert)
				if !ok || !heap.IsUnsafePointer(convert.X.Type()) {
					continue
				}
				ptr, ok := convert.Type().Underlying().(*types.Pointer)
				if !ok {
					continue
				}
				if name := heap.TypeName(ptr.Elem()); name != nil && isCResult(convert.X) {
					ofC[name] = true
				}
			}
		}
	}
	return ofC
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
			_, ok := gomem.CFunc(&x.Call)
			return ok
		default:
			return false
		}
	}
}
