package main

import (
	"go/ast"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/passes/cost"
)

// check runs cgoloop on the programs, as it is and with -shares, and returns
// what it takes the loops of each function for. Functions of a package whose
// library is not there are missing.
func check(dir string) (map[string]cost.Verdict, error) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "GOWORK=off"),
	}, "./loopmodel/programs", "./loopmodel/sqlite")
	if err != nil {
		return nil, err
	}
	cgoloop := analyzers.All[slices.IndexFunc(analyzers.All, func(a *analysis.Analyzer) bool { return a.Name == "cgoloop" })]
	said := make(map[string]cost.Verdict)
	for _, pkg := range pkgs {
		if len(pkg.Errors) > 0 {
			if filepath.Base(pkg.PkgPath) == "sqlite" {
				continue
			}
			return nil, pkg.Errors[0]
		}
		for _, file := range pkg.Syntax {
			for _, decl := range file.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok {
					said[fn.Name.Name] = cost.Small
				}
			}
		}
		for _, verdict := range []cost.Verdict{cost.Shares, cost.Dominates} {
			graph, err := checker.Analyze(analyzercopy.Of([]*analysis.Analyzer{cgoloop}, analyzercopy.Change{
				Settings: &settings.Config{AttachInfo: true}, // also what is seldom run
				Flags:    map[string]map[string]any{cgoloop.Name: {"shares": verdict == cost.Shares}},
			}), []*packages.Package{pkg}, nil)
			if err != nil {
				return nil, err
			}
			for _, act := range graph.Roots {
				if act.Err != nil {
					return nil, act.Err
				}
				for _, d := range act.Diagnostics {
					said[functionAt(pkg, d)] = verdict
				}
			}
		}
	}
	return said, nil
}

// functionAt returns the name of the function that a diagnostic is in, by its
// line: the diagnostic is in the user's file, the syntax in cgo's output.
func functionAt(pkg *packages.Package, d analysis.Diagnostic) string {
	at := pkg.Fset.Position(d.Pos)
	for _, file := range pkg.Syntax {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			start, end := pkg.Fset.Position(fn.Pos()), pkg.Fset.Position(fn.End())
			if filepath.Base(start.Filename) == filepath.Base(at.Filename) && start.Line <= at.Line && at.Line <= end.Line {
				return fn.Name.Name
			}
		}
	}
	return ""
}
