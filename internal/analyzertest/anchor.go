package analyzertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// ownPages begins the addresses of the project's own pages.
const ownPages = "https://github.com/cgolint/cgolint/blob/main/"

// checkAnchors reports categories that the page of the check has no anchor
// for, in which the URL of a finding ends. src is testdata/src of the module
// that has the page.
func checkAnchors(t testing.TB, src string, a *analysis.Analyzer, r result) {
	t.Helper()
	name, ok := strings.CutPrefix(a.URL, ownPages)
	if !ok {
		return
	}
	page, err := os.ReadFile(filepath.Join(src, "..", "..", filepath.FromSlash(name)))
	if err != nil {
		t.Errorf("%s has no page: %v: run go test ./analyzers -update", a.Name, err)
		return
	}
	for _, d := range r.diagnostics {
		if !hasAnchor(string(page), a.Name, d.category) {
			t.Errorf("category %q of %s has no anchor on %s: list it in analyzers.Catalogue and run go test ./analyzers -update", d.category, a.Name, name)
		}
	}
}

// hasAnchor reports whether a page has an anchor of the category: its
// heading's, when the category is the check's name.
func hasAnchor(page, check, category string) bool {
	return category == check && strings.HasPrefix(page, "# "+check+"\n") || strings.Contains(page, fmt.Sprintf("<a id=%q></a>", category))
}
