package retain

import (
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// isGoType reports whether memory that is known by its type only is Go's: what
// a slice points to, what holds strings, functions and the like, a struct that a
// Go package declares, or a number of a Go type. Bytes may be anybody's, and so
// may types that the package gives to C memory.
func (f *finder) isGoType(m *heap.Memory) bool {
	reached := m.Param != nil || m.Depth > 0
	if reached && !m.MaybeC && (m.Repeated || !m.FromC && f.mem.Layout.HasHeaders(m.Type)) {
		return true
	}
	if reached && isNumber(m.Type) {
		return !m.MaybeC && !m.FromC
	}
	name := gotype.TypeName(m.Type)
	if name == nil || !reached || heap.IsC(types.NewPointer(m.Type)) {
		return false
	}
	if _, _, fromCgo := cgosource.CName(name); fromCgo {
		return false
	}
	if _, isStruct := m.Type.Underlying().(*types.Struct); !isStruct {
		return false
	}
	return !f.mem.MadeOfC(types.NewPointer(m.Type))
}

// isNumber reports whether t is a number type of Go that is no byte.
func isNumber(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&(types.IsNumeric|types.IsBoolean) != 0 && b.Kind() != types.Uint8 && b.Kind() != types.Int8 && b.Kind() != types.Uintptr
}
