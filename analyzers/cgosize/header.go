package cgosize

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// header reports the address of a slice or string itself that is taken for
// that of its elements. It returns whether the pointer is to one.
func (m *mismatch) header() bool {
	kind, hint := "", ""
	switch u := m.from.Underlying().(type) {
	case *types.Slice:
		kind, hint = "slice", "unsafe.SliceData leads to the elements"
	case *types.Basic:
		if u.Info()&types.IsString == 0 {
			return false
		}
		kind, hint = "string", "unsafe.StringData leads to the bytes"
	default:
		return false
	}
	if !cgosource.IsC(m.to) || !isNumber(element(m.to)) && m.src.Sizes.Sizeof(m.to) == m.src.Sizes.Sizeof(m.from) {
		return true // it may be a struct that describes a slice
	}
	m.src.Report(m.pass, analysis.Diagnostic{
		Pos: m.call.Pos(), End: m.call.End(), Category: "cgosize",
		Message: fmt.Sprintf("%s points to the %s itself, its address and length, and is converted to a pointer to %s: C takes these for the elements, and overwrites them; %s",
			m.src.Text(m.x), kind, cgosource.TypeString(m.to), hint),
	})
	return true
}
