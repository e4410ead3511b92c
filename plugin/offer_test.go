package plugin

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/selection"
)

// TestOffer holds what golangci-lint is given of a diagnostic.
func TestOffer(t *testing.T) {
	fset := token.NewFileSet()
	a, err := parser.ParseFile(fset, "a.go", "package p\n\nvar x int\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	b := fset.AddFile("b.go", -1, 100)
	c := fset.AddFile("x.c", -1, 100)
	c.SetLines([]int{0, 10})
	x := a.Decls[0].Pos()
	fix := func(message string, at ...token.Pos) analysis.SuggestedFix {
		f := analysis.SuggestedFix{Message: message}
		for _, pos := range at {
			f.TextEdits = append(f.TextEdits, analysis.TextEdit{Pos: pos, End: pos})
		}
		return f
	}
	safe, safe2, unsafe := fix("Mend", x), fix("Mend it", x), fix("Change (behavior change)", x)
	far, both := fix("Mend b", b.Pos(3)), fix("Mend both", x, b.Pos(3))
	related := analysis.RelatedInformation{Pos: x, End: x + 3, Message: "here"}
	for _, test := range []struct {
		name   string
		unsafe bool
		d      analysis.Diagnostic
		want   analysis.Diagnostic
	}{
		{name: "related information",
			d:    analysis.Diagnostic{Pos: x, Message: "m", Related: []analysis.RelatedInformation{related}},
			want: analysis.Diagnostic{Pos: x, Message: "m"}},
		{name: "one of many fixes",
			d:    analysis.Diagnostic{Pos: x, SuggestedFixes: []analysis.SuggestedFix{unsafe, far, both, safe, safe2}},
			want: analysis.Diagnostic{Pos: x, SuggestedFixes: []analysis.SuggestedFix{safe}}},
		{name: "unsafe fixes too", unsafe: true,
			d:    analysis.Diagnostic{Pos: x, SuggestedFixes: []analysis.SuggestedFix{both, unsafe, safe}},
			want: analysis.Diagnostic{Pos: x, SuggestedFixes: []analysis.SuggestedFix{unsafe}}},
		{name: "C code that Go code is related to",
			d:    analysis.Diagnostic{Pos: c.Pos(12), Message: "m", Related: []analysis.RelatedInformation{related}, SuggestedFixes: []analysis.SuggestedFix{safe}},
			want: analysis.Diagnostic{Pos: x, End: x + 3, Message: "m (x.c:2:3)"}},
		{name: "C code alone",
			d:    analysis.Diagnostic{Pos: c.Pos(12), Message: "m"},
			want: analysis.Diagnostic{Pos: a.Package, End: a.Name.End(), Message: "m (x.c:2:3)"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := offered(t, fset, a, test.unsafe, test.d)
			if diff := cmp.Diff([]analysis.Diagnostic{test.want}, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

// offered returns what the linter reports in place of a finding in a file.
func offered(t *testing.T, fset *token.FileSet, file *ast.File, unsafe bool, d analysis.Diagnostic) (got []analysis.Diagnostic) {
	t.Helper()
	everything, err := selection.Of(nil, selection.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	pass := &analysis.Pass{
		Analyzer: new(analysis.Analyzer), Fset: fset, Files: []*ast.File{file},
		Report: func(d analysis.Diagnostic) { got = append(got, d) },
	}
	l := &linter{unsafe: unsafe, selection: everything}
	_, err = l.run(pass, func() (any, error) {
		pass.Report(d)
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}
