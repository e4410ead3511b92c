package csummary_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"golang.org/x/tools/go/analysis"
)

// reporter reports what the pass knows of each C function that is called.
var reporter = &analysis.Analyzer{
	Name:             "reporter",
	Doc:              "report what csummary knows",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		sums := pass.ResultOf[csummary.Analyzer].(*csummary.Package)
		for _, call := range src.Calls() {
			pass.Reportf(call.Pos(), "%s: %s", call.Name, describe(sums.Func(call.Name)))
		}
		for _, e := range sums.ContractErrors() {
			pass.Reportf(e.Pos, "%v", e.Err)
		}
		return nil, nil
	},
}

func describe(f *csummary.Func) string {
	var words []string
	if f != nil {
		for i := range f.Params {
			words = append(words, describeParam(i+1, &f.Params[i])...)
		}
		for _, g := range f.GoCalls {
			words = append(words, "calls "+g.Name)
		}
		for _, l := range f.GoLoops {
			words = append(words, fmt.Sprintf("in a loop at %s:%d", filepath.Base(l.Loop.File), l.Loop.Line))
		}
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

func describeParam(i int, p *csummary.Param) []string {
	var words []string
	for _, r := range p.Retained {
		s := fmt.Sprintf("%d kept in %s", i, r.Place)
		if len(r.Until) > 0 {
			s += " until " + strings.Join(r.Until, ", ")
		}
		words = append(words, s)
	}
	switch {
	case p.Freed == csummary.Yes:
		words = append(words, fmt.Sprintf("%d freed", i))
	case p.Pointer && p.NoEscape:
		words = append(words, fmt.Sprintf("%d does not escape", i))
	}
	return words
}

func Test(t *testing.T) {
	t.Setenv("CGOLINT_CACHE", t.TempDir())
	analyzertest.Run(t, reporter, "csummary/...")
}
