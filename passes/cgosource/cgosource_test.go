package cgosource_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cgosource"
	"golang.org/x/tools/go/analysis"
)

// reporter returns an analyzer that reports what f says of the view.
func reporter(f func(src *cgosource.Package, report func(ast.Node, string))) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "reporter",
		Doc:              "report what the view has",
		Requires:         []*analysis.Analyzer{cgosource.Analyzer},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
			if len(pass.TypeErrors) == 0 {
				if len(src.TypeErrors) > 0 {
					return nil, src.TypeErrors[0]
				}
				if _, err := src.SSA(); err != nil {
					return nil, err
				}
			}
			for _, f := range src.Files {
				if name := src.Fset.File(f.Package).Name(); !strings.Contains(name, "testdata") || !strings.HasSuffix(name, ".go") {
					return nil, fmt.Errorf("%s is among the user's files", name)
				}
			}
			f(src, func(n ast.Node, message string) {
				pass.Report(analysis.Diagnostic{Pos: n.Pos(), End: n.End(), Message: message})
			})
			return nil, nil
		},
	}
}

func TestNames(t *testing.T) {
	analyzertest.Run(t, reporter(func(src *cgosource.Package, report func(ast.Node, string)) {
		for _, ref := range src.Refs() {
			if src.Text(ref) != "C."+ref.Name && len(src.TypeErrors) == 0 {
				report(ref, fmt.Sprintf("the extent of C.%s is %q", ref.Name, src.Text(ref)))
			}
			if src.Ref(ref.Expr) != ref {
				report(ref, "is not found by its expression")
			}
			if t := src.Info.TypeOf(ref.Expr); t != nil {
				report(ref, fmt.Sprintf("%v %s%s: %s", ref.Kind, ref.Name, twoValued(ref), cgosource.TypeString(t)))
			}
		}
		for _, call := range src.Calls() {
			stays := ""
			if !call.Crosses() {
				stays = " stays in Go"
			}
			report(call, "call "+call.Name+twoValued(call.Ref)+stays)
		}
	}), "cgosource/names", "cgosource/plain", "cgosource/dependent")
}

func twoValued(ref *cgosource.Ref) string {
	if ref.TwoValued {
		return " two-valued"
	}
	return ""
}

func TestExports(t *testing.T) {
	analyzertest.Run(t, reporter(func(src *cgosource.Package, report func(ast.Node, string)) {
		for _, ref := range src.Refs() {
			report(ref, fmt.Sprintf("%v %s", ref.Kind, ref.Name))
		}
		for _, export := range src.Exports() {
			if src.Export(export.Func) == nil {
				report(export.Decl, "is not found by its function")
			}
			if named := src.ExportNamed(export.Name); named == nil || named.Decl != export.Decl {
				report(export.Decl, "is not found by its name")
			}
			report(export.Decl.Name, fmt.Sprintf("exports %s as %s", export.Decl.Name.Name, export.Name))
		}
	}), "cgosource/exports")
}

func TestPreambles(t *testing.T) {
	function := regexp.MustCompile(`static int (\w+)`)
	analyzertest.Run(t, reporter(func(src *cgosource.Package, report func(ast.Node, string)) {
		for _, p := range src.Preambles() {
			for _, m := range function.FindAllStringSubmatchIndex(p.C, -1) {
				report(extent{p, m[2], m[3]}, "function "+p.C[m[2]:m[3]])
			}
			for _, d := range p.Directives() {
				report(extent{p, d.Offset, d.Offset + len("#cgo")}, "#cgo "+d.Verb)
			}
		}
	}), "cgosource/preambles")
}

// An extent is a part of a preamble's C text.
type extent struct {
	preamble   *cgosource.Preamble
	start, end int
}

func (e extent) Pos() token.Pos { return e.preamble.Pos(e.start) }
func (e extent) End() token.Pos { return e.preamble.Pos(e.end) }

func TestIgnore(t *testing.T) {
	function := regexp.MustCompile(`static int (\w+)`)
	a := &analysis.Analyzer{
		Name:             "reporter",
		Doc:              "report calls and functions",
		Requires:         []*analysis.Analyzer{cgosource.Analyzer},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
			for _, call := range src.Calls() {
				src.Report(pass, analysis.Diagnostic{Pos: call.Pos(), Message: "call " + call.Name})
			}
			for _, p := range src.Preambles() {
				for _, m := range function.FindAllStringSubmatchIndex(p.C, -1) {
					src.Report(pass, analysis.Diagnostic{Pos: p.Pos(m[2]), Message: "function " + p.C[m[2]:m[3]]})
				}
			}
			return nil, nil
		},
	}
	analyzertest.Run(t, a, "cgosource/ignore")
}
