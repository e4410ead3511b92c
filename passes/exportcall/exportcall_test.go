package exportcall_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportcall"
)

// describe reports what runs when C calls an export, and which exports the C
// calls of exported functions lead to.
var describe = &analysis.Analyzer{
	Name:             "describe",
	Doc:              "describe how C comes back",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, exportcall.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		p := pass.ResultOf[exportcall.Analyzer].(*exportcall.Package)
		for _, r := range p.Reached(func(exportcall.Call) bool { return false }) {
			pass.ReportRangef(r.Decl.Name, "%s runs when C calls %s", r.Obj.Name(), r.Export.Export.Name)
		}
		for _, f := range p.Funcs() {
			for _, call := range f.Calls {
				if call.C == nil || !f.Obj.Exported() {
					continue
				}
				for _, export := range p.Exports() {
					pass.ReportRangef(call.C, "C.%s calls %s: %s", call.C.Name, export.Export.Name, p.CallsGo(call.C, export))
				}
			}
		}
		return nil, nil
	},
}

func TestReached(t *testing.T) { analyzertest.Run(t, describe, "exportcall/reach") }
