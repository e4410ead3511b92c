package callgraph_test

import (
	"go/ast"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/callgraph"
)

func TestCalls(t *testing.T) {
	a := &analysis.Analyzer{
		Name:             "calls",
		Doc:              "report who calls whom",
		Requires:         []*analysis.Analyzer{callgraph.Analyzer},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			for _, f := range pass.ResultOf[callgraph.Analyzer].(*callgraph.Graph).Functions() {
				report(pass, f)
			}
			return nil, nil
		},
	}
	analyzertest.Run(t, a, "callgraph/calls")
}

// report says at a function who calls it, and at its calls whom they call.
func report(pass *analysis.Pass, f *callgraph.Function) {
	if f.Known {
		var callers []string
		for _, call := range f.Callers {
			callers = append(callers, call.In.Declared.Func.Name())
		}
		pass.Report(analysis.Diagnostic{Pos: f.Node.Pos(), Message: "known: called by " + strings.Join(callers, ", ")})
	}
	if _, isLit := f.Node.(*ast.FuncLit); isLit && f.Func != nil {
		pass.Report(analysis.Diagnostic{Pos: f.Node.Pos(), Message: "a variable's literal"})
	}
	for _, call := range f.Calls {
		callee := "nothing known"
		if call.Callee != nil {
			callee = "a literal"
			if call.Callee.Func != nil {
				callee = call.Callee.Func.Name()
			}
		}
		when := map[callgraph.When]string{
			callgraph.Deferred: " when " + call.In.Declared.Func.Name() + " returns",
			callgraph.Spawned:  " on its own goroutine",
		}[call.When]
		pass.Report(analysis.Diagnostic{Pos: call.Node().Pos(), Message: "calls " + callee + when})
	}
}
