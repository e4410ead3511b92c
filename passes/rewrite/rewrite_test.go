package rewrite_test

import (
	"go/ast"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/rewrite"
)

// drop deletes the variables that locked regions write, with their locks.
var drop = &analysis.Analyzer{
	Name:             "drop",
	Doc:              "delete variables and their locks",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, guard.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		g := pass.ResultOf[guard.Analyzer].(*guard.Package)
		for _, r := range g.Regions {
			if r.Lock.Var() == nil || r.Locking == nil {
				continue
			}
			w := rewrite.New(g, src)
			vars := written(g, r)
			for _, v := range vars {
				w.RemoveVar(v, func(e ast.Expr) bool {
					lit, ok := e.(*ast.BasicLit)
					return ok && lit.Value == "0"
				})
			}
			deleteRegion(w, g, r)
			w.RemoveLock(r.Lock.Var(), map[*guard.Region]bool{r: true})
			report(pass, src, vars[0].Name(), r.Locking, w)
		}
		return nil, nil
	},
}

// written returns the variables that are written in a region.
func written(g *guard.Package, r *guard.Region) (all []*types.Var) {
	for _, u := range g.Touched(r) {
		if u.Kind == guard.Add {
			all = append(all, u.Var)
		}
	}
	return all
}

// deleteRegion deletes the locking, the unlocking and what is written between.
func deleteRegion(w *rewrite.Rewrite, g *guard.Package, r *guard.Region) {
	w.Delete(r.Locking)
	w.Delete(r.Unlocking)
	for _, u := range g.Touched(r) {
		if u.Kind == guard.Add {
			w.Delete(u.Stmt)
		}
	}
}

func report(pass *analysis.Pass, src *cgosource.Package, name string, at ast.Stmt, w *rewrite.Rewrite) {
	d := analysis.Diagnostic{Pos: at.Pos(), Message: name + ": deleted"}
	edits, reason := w.Edits()
	if reason == "" {
		d.SuggestedFixes = []analysis.SuggestedFix{{Message: "Delete " + name, TextEdits: edits}}
	} else {
		d.Message = name + ": " + reason
	}
	src.Report(pass, d)
}

func TestDrop(t *testing.T) { analyzertest.Run(t, drop, "rewrite/locks") }
