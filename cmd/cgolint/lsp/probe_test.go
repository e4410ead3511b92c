package lsp_test

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// The check probe finds OLD in preambles, and has two fixes for it; and
// variables called both, which it renames in all files of the package.
var probe = &analysis.Analyzer{
	Name: "probe", Doc: "probe: find OLD\n\nIt is for tests.", URL: "https://example.com/probe",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		for _, p := range src.Preambles() {
			if i := strings.Index(p.C, "OLD"); i >= 0 {
				reportOld(pass, src, p.Pos(i))
			}
		}
		reportBoth(pass, src)
		return nil, nil
	},
}

func reportOld(pass *analysis.Pass, src *cgosource.Package, pos token.Pos) {
	fix := func(message, with string) analysis.SuggestedFix {
		return analysis.SuggestedFix{Message: message, TextEdits: []analysis.TextEdit{{Pos: pos, End: pos + 3, NewText: []byte(with)}}}
	}
	src.Report(pass, analysis.Diagnostic{
		Pos: pos, End: pos + 3, Message: "OLD is old",
		SuggestedFixes: []analysis.SuggestedFix{fix("Use NEWER (behavior change)", "NEWER"), fix("Use NEW", "NEW")},
	})
}

func reportBoth(pass *analysis.Pass, src *cgosource.Package) {
	fix := analysis.SuggestedFix{Message: "Rename both"}
	var at ast.Node
	for _, f := range src.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == "both" {
				if src.Info.Defs[id] != nil {
					at = id
				}
				fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{Pos: id.Pos(), End: id.End(), NewText: []byte("each")})
			}
			return true
		})
	}
	if at != nil {
		src.Report(pass, analysis.Diagnostic{Pos: at.Pos(), End: at.End(), Message: "both is no name", SuggestedFixes: []analysis.SuggestedFix{fix}})
	}
}
