package finalize_test

import (
	"fmt"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/finalize"
)

// show reports what the package finds.
var show = &analysis.Analyzer{
	Name:             "show",
	Doc:              "report where finalizers run too early, or never",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, finalize.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		found := pass.ResultOf[finalize.Analyzer].(*finalize.Package)
		for _, l := range found.Losses {
			src.Report(pass, analysis.Diagnostic{Pos: l.Pos, Message: describe(l)})
		}
		for _, k := range found.Kept {
			what := "finalizer"
			if k.Cleanup {
				what = "cleanup"
			}
			how := [...]string{"", "captured", "in the argument", "in itself", "in a global", "in a handle"}[k.How]
			if k.Name != "" {
				how += ", by " + k.Name
			}
			src.Report(pass, analysis.Diagnostic{Pos: k.Call.Pos(), Message: fmt.Sprintf("the %s never runs: %s", what, how)})
		}
		for _, c := range found.Children {
			src.Report(pass, analysis.Diagnostic{Pos: c.Call.Pos(), Message: fmt.Sprintf("C.%s makes a child of what C.%s frees", c.Func, c.Free.Func)})
		}
		return nil, nil
	},
}

func describe(l *finalize.Loss) string {
	text := fmt.Sprintf("C.%s uses what C.%s frees with %s", l.Func, l.Free.Func, l.Object.Name())
	if l.Early != nil {
		text += ", after runtime.KeepAlive"
	}
	if len(l.More) == 1 {
		text += ", and once more"
	}
	return text
}

func TestUses(t *testing.T) { analyzertest.Run(t, show, "finalize/uses") }

// TestFacts holds what other packages are told.
func TestFacts(t *testing.T) { analyzertest.Run(t, finalize.Analyzer, "finalize/reader") }
