package heat_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/crossing"
	"github.com/cgolint/cgolint/passes/heat"
)

// show reports of each loop how often it turns, and of each function of which
// anything is known how often it runs.
var show = &analysis.Analyzer{
	Name:             "show",
	Doc:              "report how often code runs",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, crossing.Analyzer, heat.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		known := pass.ResultOf[heat.Analyzer].(*heat.Result)
		report := func(at ast.Node, what string, e heat.Evidence) {
			text := what + e.Level.String()
			if e.Why != "" {
				text += ": " + e.Why
			}
			src.Report(pass, analysis.Diagnostic{Pos: at.Pos(), Message: text})
		}
		for _, f := range pass.ResultOf[crossing.Analyzer].(*crossing.Result).Functions {
			if e := known.Place(f); e.Level != heat.Unknown {
				report(f.Node, f.Func.Name()+": ", e)
			}
			ast.Inspect(f.Body, func(n ast.Node) bool {
				switch loop := n.(type) {
				case *ast.ForStmt:
					report(loop, "", known.Loop(f, loop))
				case *ast.RangeStmt:
					report(loop, "", known.Loop(f, loop))
				}
				return true
			})
		}
		return nil, nil
	},
}

func TestLoops(t *testing.T) { analyzertest.Run(t, show, "heat/loops") }

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name string
		of   func(string) heat.Evidence
		want heat.Level
	}{
		{"OpenDevice", heat.OfName, heat.Cold},
		{"Step", heat.OfName, heat.Unknown},
		{"goClosed", callback("p"), heat.Cold},
		{"goWrite", callback("p", "n"), heat.Hot},
		{"cbConversation", callback("count", "answers"), heat.Cold},
		{"goMessage", callback("text", "id"), heat.Cold},
		{"goMessage", callback("payload", "payloadLen"), heat.Hot},
		{"menus", heat.Seldom, heat.Cold},
		{"samples", heat.Seldom, heat.Unknown},
	} {
		if got := c.of(c.name); got.Level != c.want {
			t.Errorf("%s: %v, %s; want %v", c.name, got.Level, got.Why, c.want)
		}
	}
}

// callback asks for an exported function with integers as parameters.
func callback(params ...string) func(string) heat.Evidence {
	var vars []*types.Var
	for _, p := range params {
		vars = append(vars, types.NewParam(token.NoPos, nil, p, types.Typ[types.Int]))
	}
	sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(vars...), nil, false)
	return func(name string) heat.Evidence { return heat.Callback(types.NewFunc(token.NoPos, nil, name, sig)) }
}
