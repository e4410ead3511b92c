package lsp_test

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// The check probe finds OLD in preambles and in headers beside them, and has
// fixes for it; and variables called both, which it renames in all files of the package.
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
		return nil, reportHeaders(pass, src)
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

// reportHeaders reports OLD in the headers of the package's directory.
func reportHeaders(pass *analysis.Pass, src *cgosource.Package) error {
	if len(src.Files) == 0 {
		return nil
	}
	dir := filepath.Dir(src.Fset.File(src.Files[0].FileStart).Name())
	names, err := filepath.Glob(filepath.Join(dir, "*.h"))
	for _, name := range names {
		text, err := pass.ReadFile(name)
		if err != nil {
			return err
		}
		f := pass.Fset.AddFile(name, -1, len(text))
		f.SetLinesForContent(text)
		if i := strings.Index(string(text), "OLD"); i >= 0 {
			pos := f.Pos(i)
			pass.Report(analysis.Diagnostic{
				Pos: pos, End: pos + 3, Message: "OLD is old",
				SuggestedFixes: []analysis.SuggestedFix{{Message: "Use NEW", TextEdits: []analysis.TextEdit{{Pos: pos, End: pos + 3, NewText: []byte("NEW")}}}},
			})
		}
	}
	return err
}
