package guard_test

import (
	"fmt"
	"go/ast"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/guard"
)

// describe reports each region: its lock, its form, and what is done in it
// to the variables n and m.
var describe = &analysis.Analyzer{
	Name:             "describe",
	Doc:              "describe the locked regions",
	Requires:         []*analysis.Analyzer{guard.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		p := pass.ResultOf[guard.Analyzer].(*guard.Package)
		for _, r := range p.Regions {
			var at analysis.Range = r.Locking
			if r.Inherited {
				at = r.Func.(*ast.FuncDecl).Name
			}
			pass.ReportRangef(at, "lock %s: %s", form(r), uses(p, r))
		}
		return nil, nil
	},
}

func form(r *guard.Region) string {
	var names []string
	if r.Lock.Root != nil {
		names = append(names, r.Lock.Root.Name())
	}
	for _, step := range r.Lock.Steps {
		if step.Field == nil {
			names = append(names, step.Text)
		} else {
			names = append(names, step.Field.Name())
		}
	}
	s := strings.Join(names, ".")
	if r.Read {
		s += " for reading"
	}
	if r.Inherited {
		s += ", inherited"
	}
	if r.Deferred() {
		s += ", deferred"
	}
	if len(r.Exits) > 0 {
		s += fmt.Sprintf(", %d exits", len(r.Exits))
	}
	if !r.Complete {
		s += ", incomplete"
	}
	return s
}

func uses(p *guard.Package, r *guard.Region) string {
	verbs := map[guard.UseKind]string{guard.Read: "reads ", guard.Write: "writes ", guard.Add: "adds to ", guard.Other: "other "}
	var list []string
	for _, u := range p.Touched(r) {
		if name := u.Var.Name(); (name == "n" || name == "m") && verbs[u.Kind] != "" && u.Var.Pos() < r.Func.Pos() {
			list = append(list, verbs[u.Kind]+name)
		}
	}
	return strings.Join(list, "; ")
}

func TestRegions(t *testing.T) {
	analyzertest.Run(t, describe, "guard/regions", "guard/others", "guard/tries")
}

// TestFacts holds what other packages are told.
func TestFacts(t *testing.T) {
	analyzertest.Run(t, guard.Analyzer, "guard/lib")
}
