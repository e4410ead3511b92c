package cbatch_test

import (
	"go/ast"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cbatch"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// move reports each loop around a call of C, with the fix that moves it.
var move = &analysis.Analyzer{
	Name:             "move",
	Doc:              "move loops into C",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		w := cbatch.NewWriter(src, pass.ResultOf[csummary.Analyzer].(*csummary.Package))
		for cur := range src.Inspector().Root().Preorder((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
			loop := cur.Node().(ast.Stmt)
			for inner := range cur.Preorder((*ast.CallExpr)(nil)) {
				call := src.Call(inner.Node().(*ast.CallExpr))
				if call == nil || !call.Crosses() {
					continue
				}
				d := analysis.Diagnostic{Pos: loop.Pos(), Message: "C." + call.Name + ": left"}
				if fix, _ := w.Fix(loop, []*cgosource.Call{call}); fix != nil {
					d.Message = "C." + call.Name + ": moved"
					d.SuggestedFixes = []analysis.SuggestedFix{*fix}
				}
				src.Report(pass, d)
			}
		}
		return nil, nil
	},
}

// TestLoops holds what is written against the golden file, which is built.
func TestLoops(t *testing.T) { analyzertest.Run(t, move, "cbatch/loops") }
