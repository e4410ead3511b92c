package bounds_test

import (
	"fmt"
	"math"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/bounds"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// show reports what is known of the arguments of functions called show.
var show = &analysis.Analyzer{
	Name:             "show",
	Doc:              "report the bounds of what is shown",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, bounds.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		known := pass.ResultOf[bounds.Analyzer].(*bounds.Package)
		for _, fn := range src.Functions() {
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					if v := shown(instr); v != nil {
						src.Report(pass, analysis.Diagnostic{Pos: instr.Pos(), Message: text(known, v, instr)})
					}
				}
			}
		}
		return nil, nil
	},
}

// shown returns the argument of a call of show.
func shown(instr ssa.Instruction) ssa.Value {
	call, ok := instr.(*ssa.Call)
	if !ok || call.Call.StaticCallee() == nil || call.Call.StaticCallee().Name() != "show" {
		return nil
	}
	return call.Call.Args[0].(*ssa.MakeInterface).X
}

func text(known *bounds.Package, v ssa.Value, at ssa.Instruction) string {
	i := known.Int(v, at)
	if i.Lo == math.MinInt64 && i.Hi == math.MaxInt64 {
		i = known.Len(v, at)
	}
	end := func(n int64) string {
		if n == math.MinInt64 || n == math.MaxInt64 {
			return ""
		}
		return fmt.Sprint(n)
	}
	return end(i.Lo) + ".." + end(i.Hi)
}

func Test(t *testing.T) { analyzertest.Run(t, show, "bounds/...") }
