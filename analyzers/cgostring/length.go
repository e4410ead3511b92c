package cgostring

import (
	"fmt"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// length reports a copy of more bytes than an array has. An array of one
// element at the end of a struct stands for one of any length.
func (c *checker) length(written *cgosource.Call, call *ssa.Call) {
	m := memoryOf(call.Call.Args[0])
	if m == nil || m.kind != array || m.size <= 1 || len(written.Args) != 2 {
		return
	}
	n := c.bounds.Int(call.Call.Args[1], call)
	if n.Lo != n.Hi || n.Lo <= m.size || isStart(m) && (written.Name == "GoBytes" || c.mayHave(m, n.Lo)) {
		return
	}
	c.src.Report(c.pass, analysis.Diagnostic{
		Pos: written.Args[1].Pos(), End: written.Args[1].End(), Category: "cgostring",
		Message: fmt.Sprintf("C.%s copies %d bytes from %s, which has %d: what lies behind is copied too", written.Name, n.Lo, c.nameOf(m), m.size),
	})
}

// mayHave reports whether the struct that an array is the first field of has so
// many bytes, for all that is known.
func (c *checker) mayHave(m *memory, n int64) bool {
	t := gotype.Pointee(m.root.(*ssa.FieldAddr).X.Type())
	return !gotype.HasSize(t) || n == c.src.Sizes.Sizeof(t)
}

// isStart reports whether the array is the first of a struct, whose address
// stands for all of it.
func isStart(m *memory) bool {
	field, ok := m.root.(*ssa.FieldAddr)
	return ok && field.Field == 0
}
