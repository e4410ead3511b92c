package cgopin

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/ownership"
)

// fields reports the Pinners in fields that nothing in the package unpins.
func (c *checker) fields(owned *ownership.Package) {
	reported := make(map[*types.Var]bool)
	for _, r := range owned.Resources {
		if r.Kind != ownership.Pins || r.Where != ownership.InArgument || r.Freed() || len(r.Lost) > 0 || c.src.IsTest(r.At.Pos()) || owned.RunsOnce(r.Func) {
			continue
		}
		at, ok := r.At.Common().Args[r.Index].(*ssa.FieldAddr)
		if !ok {
			continue
		}
		f := ownership.FieldOf(at)
		if use := owned.FieldUse(ownership.Pins, f); f.Exported() || reported[f] || use.Freed || use.Open {
			continue
		}
		call := c.src.CallAt(r.At.Common().Pos())
		if call == nil {
			continue
		}
		reported[f] = true
		c.src.ReportWith(c.pass, analysis.Diagnostic{
			Pos: call.Pos(), End: call.End(), Category: "cgopin",
			Message: fmt.Sprintf("nothing in the package unpins the field %s: the program panics when the garbage collector finds the object with something pinned", f.Name()),
			Related: []analysis.RelatedInformation{{Pos: f.Pos(), Message: "the field"}},
		}, finding.Info{})
	}
}
