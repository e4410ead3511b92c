package driver_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/settings"
)

// The checks of the scripts.
var checks = finding.Catalogue{
	{Analyzer: badcall, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "name", Summary: "the name is bad"},
		{Name: "worse", Summary: "the name is worse", Group: finding.Pedantic},
	}},
	{Analyzer: slowcall, Group: finding.Perf},
	{Analyzer: reachbad, Group: finding.Suspicious},
	{Analyzer: crash, Group: finding.Correctness},
}

// badcall reports calls of a function called bad, in Go or C, in the user's
// file, and has a safe fix.
var badcall = &analysis.Analyzer{
	Name: "badcall",
	Doc: `badcall: report calls of functions called bad

A function called bad is not good. The check looks at the name alone, which is of course wrong in general, but will do:

	bad() // WRONG
	good() // RIGHT`,
	URL:      "https://example.com/badcall",
	Requires: []*analysis.Analyzer{settings.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		max := pass.Analyzer.Flags.Lookup("max").Value.(flagValue).Get().(int)
		for _, f := range userFiles(pass) {
			for i, call := range callsOf(f, "bad") {
				if max > 0 && i >= max {
					break
				}
				pass.Report(analysis.Diagnostic{
					Pos: call.Pos(), End: call.End(),
					Category:       "name",
					Message:        "bad is called: good is better",
					Related:        []analysis.RelatedInformation{{Pos: f.Name.Pos(), Message: "in this package"}},
					SuggestedFixes: []analysis.SuggestedFix{rename("Call good", call, "good")},
				})
			}
		}
		for _, f := range userFiles(pass) {
			for _, call := range callsOf(f, "worse") {
				pass.Report(analysis.Diagnostic{Pos: call.Pos(), End: call.End(), Category: "worse", Message: "worse is called"})
			}
			for _, call := range callsOf(f, "maybe") {
				d := analysis.Diagnostic{Pos: call.Pos(), End: call.End(), Category: "name", Message: "maybe is called"}
				if pass.ResultOf[settings.Analyzer].(*settings.Config).AttachInfo {
					pass.Report(finding.Attach(d, finding.Info{Confidence: finding.Low, NoFix: "maybe may be good"}))
				}
			}
		}
		return nil, nil
	},
}

// late has no time for a function called long.
var late = &analysis.Analyzer{
	Name: "late", Doc: "say what there was no time for",
	Run: func(pass *analysis.Pass) (any, error) {
		for _, f := range userFiles(pass) {
			for _, call := range callsOf(f, "long") {
				pass.ReportRangef(call, "there was no time for long")
			}
		}
		return nil, nil
	},
}

type flagValue interface{ Get() any }

func init() { badcall.Flags.Int("max", 0, "report at most so many `calls` per file (0 for all)") }

// slowcall reports calls of a function called slow; its fixes change
// behavior, or are two for the same.
var slowcall = &analysis.Analyzer{
	Name: "slowcall",
	Doc:  "slowcall: report calls of functions called slow",
	URL:  "https://example.com/slowcall",
	Run: func(pass *analysis.Pass) (any, error) {
		for _, f := range userFiles(pass) {
			for _, call := range callsOf(f, "slow") {
				prefix := ""
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
					prefix = sel.X.(*ast.Ident).Name + "."
				}
				pass.Report(analysis.Diagnostic{
					Pos: call.Pos(), End: call.End(),
					Message: "slow is called: it takes long",
					SuggestedFixes: []analysis.SuggestedFix{
						replace("Call fast (behavior change)", call, prefix+"fast()"),
						replace("Call faster (behavior change)", call, prefix+"faster()"),
					},
				})
			}
		}
		return nil, nil
	},
}

// callsBad is the fact that a function calls one called bad.
type callsBad struct{}

func (*callsBad) AFact() {}

// reachbad reports calls of functions of other packages that call bad.
var reachbad = &analysis.Analyzer{
	Name:      "reachbad",
	Doc:       "reachbad: report calls of functions in other packages that call bad",
	FactTypes: []analysis.Fact{new(callsBad)},
	Requires:  []*analysis.Analyzer{inspect.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		in := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
		for decl := range inspector.All[*ast.FuncDecl](in) {
			if len(callsOf(decl, "bad")) > 0 {
				pass.ExportObjectFact(pass.TypesInfo.Defs[decl.Name], new(callsBad))
			}
		}
		for call := range inspector.All[*ast.CallExpr](in) {
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				continue
			}
			if fn, ok := pass.TypesInfo.Uses[sel.Sel].(*types.Func); ok && pass.ImportObjectFact(fn, new(callsBad)) {
				pass.Reportf(call.Pos(), "%s calls bad", fn.Name())
			}
		}
		return nil, nil
	},
}

// explosive is a pass that panics in packages with a function called explode,
// and fails in those with one called fail.
var explosive = &analysis.Analyzer{
	Name:       "explosive",
	Doc:        "explosive: panic",
	ResultType: reflect.TypeFor[bool](),
	Run: func(pass *analysis.Pass) (any, error) {
		if pass.Pkg.Scope().Lookup("explode") != nil {
			panic("boom")
		}
		if pass.Pkg.Scope().Lookup("fail") != nil {
			return nil, errors.New("no luck")
		}
		return false, nil
	},
}

// crash needs explosive.
var crash = &analysis.Analyzer{
	Name:     "crash",
	Doc:      "crash: panic",
	Requires: []*analysis.Analyzer{explosive},
	Run: func(pass *analysis.Pass) (any, error) {
		_ = pass.ResultOf[explosive].(bool)
		return nil, nil
	},
}

// userFiles returns the files as the user wrote them: those that cgo made are
// parsed again from their source.
func userFiles(pass *analysis.Pass) []*ast.File {
	var files []*ast.File
	for _, f := range pass.Files {
		name := pass.Fset.PositionFor(f.Package, true).Filename
		if own := pass.Fset.File(f.Package).Name(); own != name {
			raw, err := parser.ParseFile(pass.Fset, name, nil, parser.ParseComments)
			if err != nil {
				continue // _cgo_gotypes.go has no source
			}
			f = raw
		}
		files = append(files, f)
	}
	return files
}

// callsOf returns the calls of functions with the given name.
func callsOf(n ast.Node, name string) []*ast.CallExpr {
	var calls []*ast.CallExpr
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && callee(call).Name == name {
			calls = append(calls, call)
		}
		return true
	})
	return calls
}

// callee returns the name of what is called.
func callee(call *ast.CallExpr) *ast.Ident {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	}
	return new(ast.Ident)
}

func rename(message string, call *ast.CallExpr, name string) analysis.SuggestedFix {
	return replace(message, callee(call), name)
}

func replace(message string, n ast.Node, text string) analysis.SuggestedFix {
	return analysis.SuggestedFix{
		Message:   message,
		TextEdits: []analysis.TextEdit{{Pos: n.Pos(), End: n.End(), NewText: []byte(text)}},
	}
}
