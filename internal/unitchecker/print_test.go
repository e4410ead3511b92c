package unitchecker

import (
	"errors"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// Of an analyzer that could not run because another failed, whose failure is
// printed, nothing is said.
func TestPrintFailures(t *testing.T) {
	failing := &result{analyzer: &analysis.Analyzer{Name: "failing"}, err: errors.New("no luck")}
	needing := &result{analyzer: &analysis.Analyzer{Name: "needing"}, err: errors.New("needs failing"), failed: failing}
	pass := &result{analyzer: &analysis.Analyzer{Name: "pass"}, err: errors.New("no luck")}
	user := &result{analyzer: &analysis.Analyzer{Name: "user"}, err: errors.New("needs pass"), failed: pass}
	out := filepath.Join(t.TempDir(), "out")
	u := &unit{cfg: &Config{ID: "p", Stdout: out}, fset: token.NewFileSet(), leftOut: errors.New("a_test.go:1:2: undefined: x")}
	if err := u.print([]*result{failing, needing, user}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for want, there := range map[string]bool{`"failing": {`: true, `"needing"`: false, `"user": {`: true, `"typecheck": {`: true} {
		if strings.Contains(string(text), want) != there {
			t.Errorf("%s is there: %v; in\n%s", want, !there, text)
		}
	}
}
