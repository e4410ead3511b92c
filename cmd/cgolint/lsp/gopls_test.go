package lsp_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/cgolint/cgolint/analyzers"
)

const goplsModule = `
-- go.mod --
module example.com/m

go 1.26
-- a.go --
package m

/*
#cgo noescape sum
static int sum(const int *xs, int n) {
	int s = 0;
	for (int i = 0; i < n; i++)
		s += xs[i];
	return s;
}
static int add(int a, int b) { return a + b; }
static void *kept;
static void keep(void *p) { kept = p; }
*/
import "C"

import "unsafe"

// Sum sums in C.
func Sum(xs []int32) (sum C.int) {
	for _, x := range xs {
		/* ö 🙂 */ sum = C.add(sum, C.int(x))
	}
	return sum + C.sum((*C.int)(unsafe.Pointer(unsafe.SliceData(xs))), C.int(len(xs)))
}

// Keep hands p to C.
func Keep(p unsafe.Pointer) { C.keep(p) }
-- id.go --
package m

var lastID int32

// ID draws an ID.
func ID() int32 {
	idMu.Lock()
	defer idMu.Unlock()
	lastID++
	return lastID
}
-- lock.go --
package m

import "sync"

var idMu sync.Mutex
-- user/user.go --
package user

import (
	"unsafe"

	"example.com/m"
)

// Use hands C memory of Go.
func Use() { m.Keep(unsafe.Pointer(new(int))) }
`

// TestGopls is a session with the gopls that CGOLINT_GOPLS names, built by
// cgolint gopls build; see .ci/gopls.
func TestGopls(t *testing.T) {
	gopls := os.Getenv("CGOLINT_GOPLS")
	if gopls == "" {
		t.Skip("set CGOLINT_GOPLS to a gopls with cgolint in it")
	}
	cmd := exec.Command(gopls)
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off")
	c := newClient(t, t.TempDir(), cmd)
	c.sources = nil
	for _, a := range analyzers.All {
		c.sources = append(c.sources, a.Name)
	}
	for _, f := range txtar.Parse([]byte(goplsModule)).Files {
		c.save(f.Name, string(f.Data))
	}
	c.initialize(nil)

	// At their places, which count in UTF-16.
	c.open("a.go")
	const directive, loop = "cgodirective: #cgo noescape sum", "cgoloop: C.add(sum, C.int(x))"
	list := c.expect("a.go", directive, loop)
	if got := list[1].Range.Start; got != (position{21, 19}) {
		t.Errorf("the loop is at %v", got)
	}
	if d := list[1]; d.Severity != 2 || !strings.HasSuffix(d.CodeDescription.Href, "docs/checks/cgoloop.md#cgoloop") && !strings.HasSuffix(d.CodeDescription.Href, "docs/checks/cgoloop.md") {
		t.Errorf("diagnostic %+v", d)
	}

	// By a fact of another package.
	c.open("user/user.go")
	c.expect("user/user.go", "cgoretain: unsafe.Pointer(new(int))")

	// A fix in the preamble, in text that was not saved.
	c.edit("a.go", "package m\n", "// Package m is ö.\npackage m\n")
	c.expect("a.go", directive, loop)
	c.apply(c.action("a.go", "#cgo noescape", "nocallback"))
	c.expect("a.go", loop)
	if !strings.Contains(string(c.texts["a.go"]), "\n#cgo noescape sum\n#cgo nocallback sum\n") {
		t.Errorf("a.go is\n%s", c.texts["a.go"])
	}

	// A fix of two files.
	c.open("id.go")
	c.open("lock.go")
	c.expect("id.go", "mutexid: lastID++")
	c.apply(c.action("id.go", "lastID++", "atomic"))
	c.expect("id.go")
	if id, lock := string(c.texts["id.go"]), string(c.texts["lock.go"]); !strings.Contains(id, "lastID.Add(1)") || strings.Contains(lock, "idMu") {
		t.Errorf("id.go is\n%s\nlock.go is\n%s", id, lock)
	}

	// A check is switched off by its name.
	c.mu.Lock()
	c.settings = map[string]any{"analyses": map[string]any{"cgoloop": false}}
	c.mu.Unlock()
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	c.expect("a.go")
	c.expect("user/user.go", "cgoretain: unsafe.Pointer(new(int))")
}

// action waits for the action whose title has some text: gopls publishes what
// it finds before it offers what can be done.
func (c *client) action(name, at, title string) action {
	c.t.Helper()
	var list []action
	for range int(patience / pause) {
		list = c.actions(name, at)
		if i := slices.IndexFunc(list, func(a action) bool { return strings.Contains(a.Title, title) }); i >= 0 {
			return list[i]
		}
		time.Sleep(pause)
	}
	c.t.Fatalf("none of the actions %q has %q", titles(list), title)
	return action{}
}

const pause = 50 * time.Millisecond
