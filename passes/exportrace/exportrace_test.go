package exportrace_test

import (
	"fmt"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportrace"
)

// show reports each race at its first access without the lock.
var show = &analysis.Analyzer{
	Name:             "show",
	Doc:              "report races of exports",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, exportrace.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		found := pass.ResultOf[exportrace.Analyzer].(*exportrace.Package)
		for _, r := range found.Races {
			src.Report(pass, analysis.Diagnostic{Pos: r.Bare.Expr.Pos(), Message: describe(found, r)})
		}
		for _, l := range found.Lates {
			src.Report(pass, analysis.Diagnostic{
				Pos:     l.Insert.Expr.Pos(),
				Message: fmt.Sprintf("%s: inserted after C.%s, whose thread calls %s", l.Var.Name(), l.Call.Name, l.Export.Obj.Name()),
			})
		}
		return nil, nil
	},
}

func describe(found *exportrace.Package, r *exportrace.Race) string {
	verb := [...]string{"reads", "looks up", "goes through", "sets", "inserts", "removes", "tests"}[r.Bare.Kind]
	text := fmt.Sprintf("%s: %s %s without ", r.Var.Name(), r.Bare.Export.Obj.Name(), verb)
	if r.Lock == nil {
		text += fmt.Sprintf("a lock, %d write", len(r.Writes))
	} else {
		text += fmt.Sprintf("%s, %d write under it", r.Lock.Name(), len(r.Writes))
	}
	switch sure, perhaps := found.MayDeadlock(r); {
	case sure:
		text += "; a lock would be held twice"
	case perhaps:
		text += "; C may come back under the lock"
	}
	return text
}

func TestEvents(t *testing.T) { analyzertest.Run(t, show, "exportrace/...") }
