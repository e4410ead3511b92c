package retain_test

import (
	"fmt"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/retain"
)

// retentions reports each retention as a client sees it.
var retentions = &analysis.Analyzer{
	Name:             "retentions",
	Doc:              "report the retentions of package retain",
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, retain.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		for _, r := range pass.ResultOf[retain.Analyzer].(*retain.Package).Retentions {
			what := fmt.Sprintf("%s: %s", r.Subject, r.Func)
			for _, name := range r.Through {
				what += " through " + name
			}
			if r.Object != "" {
				what += " in " + r.Object
			}
			if r.Evidence.Place != "" {
				what += " in " + r.Evidence.Place
			}
			if r.Number {
				what += ", as a number"
			}
			if r.Unpinned {
				what += ", unpinned"
			}
			src.Report(pass, analysis.Diagnostic{Pos: r.Node.Pos(), Message: what})
		}
		return nil, nil
	},
}

func TestRetentions(t *testing.T) {
	analyzertest.Run(t, retentions, "retain/basic", "retain/across", "retain/guess")
}

// TestFacts holds the summaries of functions against the files' comments.
func TestFacts(t *testing.T) {
	analyzertest.Run(t, retain.Analyzer, "retain/wrap")
}
