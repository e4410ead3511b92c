package explain_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/explain"
)

// show reports at each call of C what is known of it.
var show = &analysis.Analyzer{
	Name:             "show",
	Doc:              "report what is known of calls of C",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, explain.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		known := pass.ResultOf[explain.Analyzer].(*boundary.Package)
		for i, call := range src.Calls() {
			src.Report(pass, analysis.Diagnostic{Pos: call.Pos(), Message: describe(known, &known.Calls[i])})
		}
		return nil, nil
	},
}

func describe(known *boundary.Package, call *boundary.Call) string {
	parts := []string{fmt.Sprintf("%s in %s", call.C, known.Functions[call.In].Name)}
	for _, c := range known.C {
		if c.Name == call.C && c.Basis != "" {
			parts = append(parts, "by "+string(c.Basis))
		}
	}
	for _, arg := range call.Args {
		parts = append(parts, fmt.Sprintf("%s is %s, C %s: %s", arg.Text, texts(arg.Is), texts(arg.Does), arg.So))
		if arg.Contract != "" {
			parts = append(parts, arg.Contract)
		}
	}
	if len(call.Result) > 0 {
		parts = append(parts, "result "+texts(call.Result))
	}
	return strings.Join(parts, "; ")
}

func texts(facts []boundary.Fact) string {
	var all []string
	for _, f := range facts {
		all = append(all, f.Text)
	}
	return strings.Join(all, ", ")
}

func TestCalls(t *testing.T) { analyzertest.Run(t, show, "explain/calls") }
