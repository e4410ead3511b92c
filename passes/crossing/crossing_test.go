package crossing_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/crossing"
	"golang.org/x/tools/go/analysis"
)

func TestSites(t *testing.T) {
	a := &analysis.Analyzer{
		Name:             "sites",
		Doc:              "report where functions cross into C",
		Requires:         []*analysis.Analyzer{crossing.Analyzer},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			for _, fn := range pass.ResultOf[crossing.Analyzer].(*crossing.Result).Functions {
				for _, site := range fn.Sites {
					message := "C." + site.Name
					var via []string
					for _, f := range site.Via {
						via = append(via, f.Name())
					}
					if len(via) > 0 {
						message += " by " + strings.Join(via, ", ")
					}
					pass.Report(analysis.Diagnostic{Pos: site.Pos(), Message: message})
				}
			}
			return nil, nil
		},
	}
	analyzertest.Run(t, a, "crossing/sites")
}

func TestFacts(t *testing.T) {
	analyzertest.Run(t, crossing.Analyzer, "crossing/wrap", "crossing/across")
}
