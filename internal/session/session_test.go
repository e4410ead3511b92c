package session_test

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/cgolint/cgolint/internal/session"
	"github.com/cgolint/cgolint/internal/toolchain"
)

// The analyzer calls reports uses of functions whose name begins with "Bad",
// of C, of Go and of other packages whose facts say that they call such.
var calls = &analysis.Analyzer{
	Name: "calls", Doc: "calls", URL: "https://example.com/calls", RunDespiteErrors: true,
	FactTypes: []analysis.Fact{new(isBad)},
	Run: func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			for _, decl := range f.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok {
					findCalls(pass, fn)
				}
			}
		}
		return nil, nil
	},
}

type isBad struct{}

func (*isBad) AFact() {}

func findCalls(pass *analysis.Pass, fn *ast.FuncDecl) {
	ast.Inspect(fn, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		obj := pass.TypesInfo.Uses[sel.Sel]
		if obj == nil {
			return true
		}
		if strings.HasPrefix(sel.Sel.Name, "bad") || obj.Pkg() != pass.Pkg && pass.ImportObjectFact(obj, new(isBad)) {
			if me := pass.TypesInfo.Defs[fn.Name]; me != nil {
				pass.ExportObjectFact(me, new(isBad))
			}
			pass.Report(analysis.Diagnostic{Pos: call.Pos(), End: call.End(), Message: fmt.Sprintf("call of %s.%s", sel.X, sel.Sel.Name)})
		}
		return true
	})
}

// failing panics where a file has the word.
var failing = &analysis.Analyzer{
	Name: "failing", Doc: "failing", RunDespiteErrors: true, ResultType: reflect.TypeFor[int](),
	Run: func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			text, err := pass.ReadFile(pass.Fset.File(f.FileStart).Name())
			if err != nil {
				return nil, err
			}
			if strings.Contains(string(text), "PANIC") {
				panic("as asked for")
			}
		}
		return 0, nil
	},
}

// A tree is a module on disk with unsaved texts.
type tree struct {
	t       *testing.T
	dir     string
	mu      sync.Mutex
	unsaved map[string][]byte
	*session.Session
}

func newTree(t *testing.T, archive string) *tree {
	t.Helper()
	tr := &tree{t: t, dir: t.TempDir(), unsaved: make(map[string][]byte)}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(tr.dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	tr.Session = session.New(session.Config{
		Analyzers: []*analysis.Analyzer{calls, failing},
		Text: func(name string) ([]byte, bool) {
			tr.mu.Lock()
			defer tr.mu.Unlock()
			text, ok := tr.unsaved[name]
			return text, ok
		},
		Unsaved: func() map[string][]byte {
			tr.mu.Lock()
			defer tr.mu.Unlock()
			return maps.Clone(tr.unsaved)
		},
		Env: append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOFLAGS=-mod=mod"),
	})
	return tr
}

// edit replaces text of a file without saving it.
func (tr *tree) edit(name, old, new string) {
	tr.t.Helper()
	tr.mu.Lock()
	defer tr.mu.Unlock()
	name = filepath.Join(tr.dir, name)
	text, ok := tr.unsaved[name]
	if !ok {
		var err error
		if text, err = os.ReadFile(name); err != nil {
			tr.t.Fatal(err)
		}
	}
	if !strings.Contains(string(text), old) {
		tr.t.Fatalf("%s has no %q", name, old)
	}
	tr.unsaved[name] = []byte(strings.Replace(string(text), old, new, 1))
}

func (tr *tree) load(dir string) {
	tr.t.Helper()
	if err := tr.Load(tr.t.Context(), filepath.Join(tr.dir, dir)); err != nil {
		tr.t.Fatal(err)
	}
}

// check analyses a directory and compares what is found: "file: message:
// text".
func (tr *tree) check(dir string, want ...string) *session.Report {
	tr.t.Helper()
	r, err := tr.Analyze(tr.t.Context(), filepath.Join(tr.dir, dir), nil)
	if err != nil {
		tr.t.Fatal(err)
	}
	var got []string
	for _, f := range r.Findings {
		text := string(r.Texts[f.File][f.Start:f.End])
		got = append(got, fmt.Sprintf("%s: %s: %s", filepath.Base(f.File), f.Message, text))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		tr.t.Errorf("findings (-want +got):\n%s", diff)
	}
	return r
}

const module = `
-- go.mod --
module example.com/m

go 1.26
-- m.go --
package m

// static int bad(int x) { return x; }
// static int good(int x) { return x; }
import "C"

func One(x int) int { return int(C.good(C.int(x))) + int(C.bad(1)) }
-- m_test.go --
package m

func two() int { return One(2) }
-- x_test.go --
package m_test

import "example.com/m"

var _ = m.One

func Three() int { return m.One(3) }
-- user/user.go --
package user

import (
	"fmt"

	"example.com/m"
)

func Use() { fmt.Println(m.One(1)) }
-- plain/plain.go --
package plain

import "strings"

func Plain() string { return strings.ToUpper("x") }
`

func TestEdits(t *testing.T) {
	tr := newTree(t, module)
	if _, err := tr.Analyze(t.Context(), tr.dir, nil); !errors.Is(err, session.ErrNotLoaded) {
		t.Errorf("before it is loaded: error %v", err)
	}
	tr.load("")
	const m, x = "m.go: call of C.bad: C.bad(1)", "x_test.go: call of m.One: m.One(3)"
	tr.check("", m, x)

	tr.edit("m.go", "func One", "var é = 1\n\nfunc One")
	if r := tr.check("", m, x); r.Outdated {
		t.Error("outdated after an edit of Go code")
	}
	tr.edit("m.go", "C.bad(1)", "C.good(1)")
	if r := tr.check(""); r.Outdated { // nor in the test, which knew by a fact
		t.Error("outdated after an edit that uses a name in another way")
	}
	tr.edit("m.go", "int(C.good(1)) }", "int(C.bad(1)) }\n\nfunc broken( {")
	tr.check("", m, x) // as far as it parses
	tr.edit("m.go", "broken( {", "broken() {}")
	tr.check("", m, x)
}

func TestEditsThatNeedCgo(t *testing.T) {
	tr := newTree(t, module)
	tr.load("")
	const m, x = "m.go: call of C.bad: C.bad(1)", "x_test.go: call of m.One: m.One(3)"
	tr.check("", m, x)
	outdated := func(what string, want bool, findings ...string) {
		t.Helper()
		if r := tr.check("", findings...); r.Outdated != want {
			t.Errorf("%s: outdated: %v, want %v", what, r.Outdated, want)
		}
	}
	tr.edit("m.go", "import \"C\"\n", "// static int bad2(void) { return 2; }\nimport \"C\"\n\nfunc four() int { return int(C.bad2()) }\n")
	outdated("new C function", true, m, x)
	tr.load("")
	outdated("loaded", false, "m.go: call of C.bad2: C.bad2()", m, x)
	tr.edit("m.go", "static int bad2", "static int bad2 oops")
	outdated("C with an error", true, "m.go: call of C.bad2: C.bad2()", m, x)
	tr.load("")
	outdated("loaded with an error", false, "m.go: call of C.bad2: C.bad2()", m, x)
	tr.edit("m.go", "bad2 oops", "bad2")
	tr.load("")
	outdated("mended", false, "m.go: call of C.bad2: C.bad2()", m, x)
	tr.edit("m.go", "return int(C.bad2())", "a, _ := C.bad2(); return int(a)")
	outdated("a result more", true, "m.go: call of C.bad2: C.bad2()", m, x)
	tr.load("")
	tr.edit("m_test.go", "package m", "package m\n\nimport \"sort\"")
	outdated("a new import", true, "m.go: call of C.bad2: C.bad2()", m, x)
}

func TestFacts(t *testing.T) {
	tr := newTree(t, module)
	tr.load("user")
	for range 2 {
		tr.check("user", "user.go: call of m.One: m.One(1)")
	}
	tr.edit("m.go", "C.bad(1)", "C.good(1)")
	tr.load("user")
	tr.check("user")
	tr.load("plain")
	tr.check("plain")
}

func TestFailures(t *testing.T) {
	tr := newTree(t, module+"-- empty/README --\n")
	if err := tr.Load(t.Context(), filepath.Join(tr.dir, "empty")); err == nil || !strings.Contains(err.Error(), "no Go files") {
		t.Errorf("loading a directory without Go: %v", err)
	}
	tr.load("")
	tr.edit("m.go", "package m", "package m // PANIC")
	r := tr.check("", "m.go: call of C.bad: C.bad(1)", "x_test.go: call of m.One: m.One(3)")
	if len(r.Errors) != 1 || !strings.Contains(r.Errors[0].Error(), "failing: panic: as asked for") {
		t.Errorf("errors %v", r.Errors)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tr.Analyze(ctx, tr.dir, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("analysis that was cancelled: %v", err)
	}
	if err := tr.Load(ctx, tr.dir); !errors.Is(err, context.Canceled) {
		t.Errorf("loading that was cancelled: %v", err)
	}
	tr.Forget(tr.dir)
	if _, err := tr.Analyze(t.Context(), tr.dir, nil); !errors.Is(err, session.ErrNotLoaded) {
		t.Errorf("after it was forgotten: %v", err)
	}
}

// A newer go command than the program was built with cannot be worked with.
func TestNewerGo(t *testing.T) {
	tr := newTree(t, module)
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "go"), []byte("#!/bin/sh\necho '{\"GOVERSION\": \"go1.99.3\"}'\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	err := tr.Load(t.Context(), tr.dir)
	if m := new(toolchain.Mismatch); !errors.As(err, &m) || m.GoCommand != "go1.99.3" {
		t.Errorf("loading: %v", err)
	}
}

// TestKeep holds that what was used last is kept, and what was loaded until
// it is analysed.
func TestKeep(t *testing.T) {
	tr := newTree(t, module)
	tr.Keep = 1
	known := func(want string) {
		t.Helper()
		var got []string
		for _, dir := range []string{".", "plain", "user"} {
			if tr.Knows(filepath.Join(tr.dir, dir)) {
				got = append(got, dir)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("known are %q, want %q", got, want)
		}
	}
	for _, dir := range []string{".", "plain", "user"} {
		tr.load(dir)
	}
	known(". plain user")
	for _, dir := range []string{"plain", ".", "user"} {
		if _, err := tr.Analyze(t.Context(), filepath.Join(tr.dir, dir), nil); err != nil {
			t.Fatal(err)
		}
	}
	known("user")
	if _, err := tr.Analyze(t.Context(), filepath.Join(tr.dir, "plain"), nil); !errors.Is(err, session.ErrNotLoaded) {
		t.Errorf("analysis of what is not known: %v", err)
	}
}

func TestPartial(t *testing.T) {
	tr := newTree(t, module)
	tr.load("")
	var got []string
	_, err := tr.Analyze(t.Context(), tr.dir, func(p session.Part) {
		got = append(got, fmt.Sprint(p.Unit, " ", p.Check, " ", len(p.Findings)))
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	want := []string{
		"example.com/m [example.com/m.test] calls 1", "example.com/m [example.com/m.test] failing 0",
		"example.com/m_test [example.com/m.test] calls 1", "example.com/m_test [example.com/m.test] failing 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}
