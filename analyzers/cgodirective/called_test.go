package cgodirective_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/analyzers/cgodirective"
	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/session"
)

const (
	callsSum = `package p

/*
#cgo noescape sum
#cgo nocallback sum
static int sum(const int *p) { return p[0] + p[1]; }
static int difference(const int *p) { return p[0] - p[1]; }
*/
import "C"

func Sum(p *[2]int32) int { return int(C.sum((*C.int)(&p[0]))) }
`
	otherPreamble = `package p

// #cgo nocallback difference
// #cgo nocallback sum
// int twice(int);
import "C"

const more = 1
`
)

// A line for a function that is not called makes cgo fail, so no driver that
// builds the package shows it; an editor does, while the line is typed.
func TestNeverCalled(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/p\n\ngo 1.24\n", "a.go": callsSum, "b.go": "package p\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	unsaved := make(map[string][]byte)
	s := session.New(session.Config{
		Analyzers: []*analysis.Analyzer{cgodirective.Analyzer},
		Text:      func(name string) ([]byte, bool) { text, ok := unsaved[name]; return text, ok },
		Env:       append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOFLAGS=-mod=mod"),
	})
	if err := s.Load(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	findings := func() []session.Finding {
		t.Helper()
		r, err := s.Analyze(context.Background(), dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r.Findings
	}
	if all := findings(); len(all) > 0 {
		t.Errorf("found %v in what is right", all)
	}

	first := filepath.Join(dir, "a.go")
	unsaved[first] = []byte(strings.Replace(callsSum, "#cgo nocallback sum\n", "#cgo nocallback sum\n#cgo nocallback difference\n", 1))
	checkRemoved(t, findings(), unsaved[first], callsSum, "C.difference is not called in this package: cgo refuses a nocallback line for it and the build fails")

	// In line comments, of another file than the one with the call of sum.
	delete(unsaved, first)
	second := filepath.Join(dir, "b.go")
	unsaved[second] = []byte(otherPreamble)
	checkRemoved(t, findings(), unsaved[second], strings.Replace(otherPreamble, "// #cgo nocallback difference\n", "", 1),
		"C.difference is not called in this package: cgo refuses a nocallback line for it and the build fails")

	// While the call is being typed, there may be no tree of it.
	unsaved[second] = []byte(otherPreamble + "\nfunc f( { C.difference(")
	if all := findings(); len(all) > 0 {
		t.Errorf("found %v while the call is typed", all)
	}
}

// checkRemoved checks that there is one finding, and what its fix leaves.
func checkRemoved(t *testing.T, all []session.Finding, text []byte, want, message string) {
	t.Helper()
	if len(all) != 1 || all[0].Message != message || len(all[0].Fixes) != 1 {
		t.Fatalf("found %+v, want one, with a fix: %s", all, message)
	}
	file := all[0].File
	r := fixes.Apply(map[string][]byte{file: text}, all[0].Fixes)
	if err := r.Errors[0]; err != nil {
		t.Fatal(err)
	}
	if got := string(r.Files[file]); got != want {
		t.Errorf("the fix leaves:\n%s\nwant:\n%s", got, want)
	}
}
