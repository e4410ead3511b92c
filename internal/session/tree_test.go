package session_test

import (
	"fmt"
	"go/ast"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/cgolint/cgolint/internal/session"
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
