package csummary_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// reporter reports what the pass knows of each C function that is called.
var reporter = &analysis.Analyzer{
	Name:             "reporter",
	Doc:              "report what csummary knows",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		sums := pass.ResultOf[csummary.Analyzer].(*csummary.Package)
		for _, call := range src.Calls() {
			pass.Reportf(call.Pos(), "%s: %s", call.Name, describe(sums.Func(call.Name)))
		}
		for _, e := range sums.ContractErrors() {
			pass.Reportf(e.Pos, "%v", e.Err)
		}
		return nil, nil
	},
}

func describe(f *csummary.Func) string {
	var words []string
	if f != nil {
		for i := range f.Params {
			words = append(words, describeParam(i+1, &f.Params[i])...)
		}
		for _, g := range f.GoCalls {
			words = append(words, "calls "+g.Name)
		}
		for _, l := range f.GoLoops {
			words = append(words, fmt.Sprintf("in a loop at %s:%d", filepath.Base(l.Loop.File), l.Loop.Line))
		}
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

func describeParam(i int, p *csummary.Param) []string {
	var words []string
	for _, r := range p.Retained {
		s := fmt.Sprintf("%d kept in %s", i, r.Place)
		if len(r.Until) > 0 {
			s += " until " + strings.Join(r.Until, ", ")
		}
		words = append(words, s)
	}
	switch {
	case p.Freed == csummary.Yes:
		words = append(words, fmt.Sprintf("%d freed", i))
	case p.Pointer && p.NoEscape:
		words = append(words, fmt.Sprintf("%d does not escape", i))
	}
	return words
}

func Test(t *testing.T) {
	t.Setenv("CGOLINT_CACHE", t.TempDir())
	analyzertest.Run(t, reporter, "csummary/...")
}

// What there was no time for is named, once somebody has asked.
func TestLate(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com/late\n\ngo 1.26\n",
		"a.go":   "package late\n\n// static int f(int x) { return x; }\n// int g(int x);\nimport \"C\"\n\nfunc F() { C.f(1); C.g(1) }\n",
		"g.c":    "int g(int x) { return x; }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Dir: dir, Env: append(os.Environ(), "GOWORK=off")}, ".")
	if err != nil {
		t.Fatal(err)
	}
	var before, after []string
	ask := &analysis.Analyzer{
		Name: "ask", Doc: "ask for a summary", Requires: []*analysis.Analyzer{csummary.Analyzer},
		Run: func(pass *analysis.Pass) (any, error) {
			sums := pass.ResultOf[csummary.Analyzer].(*csummary.Package)
			before = sums.Late()
			sums.Func("f")
			after = sums.Late()
			return nil, nil
		},
	}
	change := analyzercopy.Change{Settings: &settings.Config{Budget: time.Nanosecond}}
	if _, err := checker.Analyze(analyzercopy.Of([]*analysis.Analyzer{ask}, change), pkgs, nil); err != nil {
		t.Fatal(err)
	}
	if want := []string{"a.go", "g.c"}; len(before) > 0 || !slices.Equal(after, want) {
		t.Errorf("left out: %q, then %q, want %q", before, after, want)
	}
}
