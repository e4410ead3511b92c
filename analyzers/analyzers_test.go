package analyzers_test

import (
	"errors"
	"flag"
	"fmt"
	"go/doc/comment"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/selection"
)

// TestAll holds the catalogue against the folders of this one. One holds no
// check, but tests the fixes of all.
func TestAll(t *testing.T) {
	if err := analysis.Validate(analyzers.All); err != nil {
		t.Error(err)
	}
	var names, folders []string
	for _, a := range analyzers.All {
		names = append(names, a.Name)
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != "differential" {
			folders = append(folders, e.Name())
		}
	}
	if !slices.Equal(names, folders) {
		t.Errorf("All has %q, the folders are %q", names, folders)
	}
}

// TestOldNames selects categories by what they were called before they were of
// a check of their own.
func TestOldNames(t *testing.T) {
	for _, test := range []struct{ old, check, category string }{
		{"globalmap/held", "cgolock", "cgolock/registry"},
		{"cgoloop/goroutines", "cgothread", "goroutines"},
	} {
		s, err := selection.Of(analyzers.Catalogue, selection.Settings{Enable: []string{test.old}})
		if err != nil {
			t.Fatal(err)
		}
		if !s.Shows(test.check, test.category, finding.Info{}) {
			t.Errorf("%s does not select %s of %s", test.old, test.category, test.check)
		}
		if s.Shows(test.check, test.check, finding.Info{}) {
			t.Errorf("%s selects all of %s", test.old, test.check)
		}
	}
}

// TestForm holds what users see of each analyzer to one form.
func TestForm(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+$`)
	summary := regexp.MustCompile(`^[a-z][^\n]*[^.\n]\n\n`)
	for _, a := range analyzers.All {
		t.Run(a.Name, func(t *testing.T) {
			if !name.MatchString(a.Name) {
				t.Error("the name is not one lower-case word")
			}
			if !summary.MatchString(a.Doc) {
				t.Errorf("the documentation does not begin with a summary in lower case, without a full stop, and an empty line: %.60q", a.Doc)
			}
			if !strings.Contains(a.Doc, "\nSince: v") {
				t.Error("the documentation does not say since when there is the check")
			}
			if want := "https://github.com/cgolint/cgolint/blob/main/docs/checks/" + a.Name + ".md"; a.URL != want {
				t.Errorf("URL is %s, want %s", a.URL, want)
			}
			if !a.RunDespiteErrors {
				t.Error("it does not run on packages with type errors")
			}
			limits, err := filepath.Glob(filepath.Join("..", "testdata", "src", a.Name, "limits", "*.go"))
			if err != nil || len(limits) == 0 {
				t.Error("testdata/src has no limits package for it: no check is without limits")
			}
		})
	}
}

var update = flag.Bool("update", false, "write the pages of docs/checks")

// TestPages holds the pages of the checks against the documentation that they
// are made from. With -update it makes them.
func TestPages(t *testing.T) {
	dir := filepath.Join("..", "docs", "checks")
	pages := make(map[string]string)
	for _, check := range analyzers.Catalogue {
		pages[check.Name+".md"] = page(check) + benchmarks(t, check.Analyzer)
	}
	pages["README.md"] = index()
	if *update {
		for name, text := range pages {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() && pages[e.Name()] == "" {
			t.Errorf("docs/checks/%s is the page of no check", e.Name())
		}
	}
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != want {
			t.Errorf("docs/checks/%s is not what the check's doc.go, model.md and benchmarks.md say (%v): run go test ./analyzers -update", name, err)
		}
	}
}

// TestNogo holds the list of checks in the recipe for Bazel. With -update it
// makes it.
func TestNogo(t *testing.T) {
	name := filepath.Join("..", "docs", "ci.md")
	old, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const entry = `        "@com_github_cgolint_cgolint//analyzers/`
	var list strings.Builder
	for _, a := range analyzers.All {
		fmt.Fprintf(&list, "%s%s\",\n", entry, a.Name)
	}
	lines := regexp.MustCompile(`(?m)(^` + regexp.QuoteMeta(entry) + `\w+",\n)+`)
	if n := len(lines.FindAll(old, -1)); n != 1 {
		t.Fatalf("docs/ci.md has %d lists of checks", n)
	}
	text := lines.ReplaceAll(old, []byte(list.String()))
	if *update {
		if err := os.WriteFile(name, text, 0o666); err != nil {
			t.Fatal(err)
		}
	} else if string(text) != string(old) {
		t.Error("docs/ci.md does not list the checks for Bazel: run go test ./analyzers -update")
	}
}

// page returns the page of a check, in Markdown.
func page(a finding.Check) string {
	var parser comment.Parser
	printer := comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }}
	summary, text, _ := strings.Cut(a.Doc, "\n")
	return fmt.Sprintf("# %s\n\n<!-- Made from analyzers/%s/doc.go. -->\n\n%s.\n\nGroup: [%s](README.md#groups).\n\n%s%s",
		a.Name, a.Name, sentence(summary), a.Group, printer.Markdown(parser.Parse(text)), categories(a))
}

// categories returns the section that lists the categories of a check, each
// with the anchor that the URLs of findings end in, or "".
func categories(a finding.Check) string {
	if len(a.Categories) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n## Categories\n\n")
	for _, c := range a.Categories {
		fmt.Fprintf(&b, "- <a id=%q></a>`%s`: %s", c.Name, c.Name, c.Summary)
		if c.Group != "" {
			fmt.Fprintf(&b, " (group %s)", c.Group)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// benchmarks returns what is measured of the check and its fixes, which
// commands write beside the check's doc.go: sections that end its page. It is
// empty where there are none.
func benchmarks(t *testing.T, a *analysis.Analyzer) (sections string) {
	for _, name := range []string{"model.md", "benchmarks.md"} {
		text, err := os.ReadFile(filepath.Join(a.Name, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || !strings.HasPrefix(string(text), "## ") {
			t.Errorf("analyzers/%s/%s is no section of a page, which begins with ##: %v", a.Name, name, err)
		}
		sections += "\n" + string(text)
	}
	return sections
}

// index returns the list of all checks, in Markdown.
func index() string {
	var b strings.Builder
	b.WriteString("# Checks\n\n<!-- Made from the checks' doc.go. -->\n\n| check | what it reports | group |\n|---|---|---|\n")
	for _, a := range analyzers.Catalogue {
		summary, _, _ := strings.Cut(a.Doc, "\n")
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", a.Name, a.Name, summary, a.Group)
	}
	b.WriteString(groups)
	return b.String()
}

const groups = `
## Groups

| group | severity | |
|---|---|---|
| correctness | error | the program is wrong |
| suspicious | warning | the program is most likely wrong, or will be |
| perf | warning | the program is slower than it need be |
| pedantic | note | right, but not as strict as can be; off by default |

[The command line](../cli.md#what-is-shown) says how checks and groups are selected.
`

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
