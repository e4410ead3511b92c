package lsp_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

const module = `
-- go.mod --
module example.com/m

go 1.26
-- a.go --
package m

/*
#define LEVEL_OLD 1
static int add(int a, int b) { return a + b; }
*/
import "C"

var both = 1

// Sum sums in C.
func Sum(xs []int32) (sum C.int) {
	for _, x := range xs {
		/* ö 🙂 */ sum = C.add(sum, C.int(x))
	}
	return sum
}
-- b.go --
package m

func use() int { return both }
-- c.go --
package m

// #include "keep.h"
import "C"

import (
	"sync"
	"unsafe"
)

var (
	mu     sync.Mutex
	nextID int
)

// ID draws an ID.
func ID() int {
	mu.Lock()
	defer mu.Unlock()
	nextID++
	return nextID
}

// Keep hands p to C.
func Keep(p unsafe.Pointer) { C.keep(p) }
-- keep.h --
static void *kept;
static void keep(void *p) { kept = p; }
-- user/user.go --
package user

import (
	"unsafe"

	"example.com/m"
)

func Use() { m.Keep(unsafe.Pointer(new(int))) }
`

func titles(list []action) string {
	var all []string
	for _, a := range list {
		all = append(all, a.Title)
	}
	return strings.Join(all, "; ")
}

func (c *client) wantTitles(list []action, want string) {
	c.t.Helper()
	if got := titles(list); got != want {
		c.t.Fatalf("actions %q, want %q", got, want)
	}
}

var allOfA = []string{"probe: OLD", "probe: both", "cgoloop: C.add(sum, C.int(x))"}

func TestDiagnostics(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	list := c.expect("a.go", allOfA...)
	loop := list[2]
	if loop.Range.Start != (position{13, 19}) { // behind one unit for ö and two for the face
		t.Errorf("the loop is at %v", loop.Range.Start)
	}
	if loop.Severity != 2 || loop.Source != "cgolint" || !strings.HasSuffix(loop.CodeDescription.Href, "docs/checks/cgoloop.md#cgoloop") || !strings.HasPrefix(loop.Message, "C.add crosses into C") {
		t.Errorf("diagnostic %+v", loop)
	}
	// Files of the package that are not open have theirs as well.
	c.wait("diagnostics of c.go", func() bool { return len(c.diagnostics[c.uri("c.go")].Diagnostics) == 1 })
	c.close("a.go")
	c.wait("no diagnostics when all is closed", func() bool {
		return len(c.diagnostics[c.uri("a.go")].Diagnostics)+len(c.diagnostics[c.uri("c.go")].Diagnostics) == 0
	})
}

func TestUnsavedEdits(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA...)
	c.edit("a.go", "package m\n", "// Package é\npackage m\n")
	c.expect("a.go", allOfA...)
	c.edit("a.go", "var both", "var one")
	c.expect("a.go", allOfA[0], allOfA[2])

	// A function that is new in the preamble is known at once.
	c.edit("a.go", "*/\nimport", "static int twice(int a) { return 2 * a; }\n*/\nimport")
	c.edit("a.go", "C.add(sum, C.int(x))", "C.twice(sum)")
	c.expect("a.go", allOfA[0], "cgoloop: C.twice(sum)")

	// Nor does it matter that the text is no Go for a while, or the preamble
	// no C.
	c.edit("a.go", "for _, x", "for _ x")
	c.edit("a.go", "OLD 1", "OLD 1\n#error")
	c.expect("a.go", allOfA[0])
	c.edit("a.go", "OLD 1\n#error", "OLD 1")
	c.edit("a.go", "for _ x", "for _, x")
	c.expect("a.go", allOfA[0], "cgoloop: C.twice(sum)")
}

func TestQuickFixes(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA...)

	// In a preamble, with text before it that was not saved.
	c.edit("a.go", "package m\n", "// Package ö\npackage m\n")
	c.expect("a.go", allOfA...)
	list := c.actions("a.go", "OLD")
	c.wantTitles(list, "Use NEWER (behavior change); Use NEW; Ignore probe here: write the reason; Explain probe")
	if list[0].IsPreferred || !list[1].IsPreferred || list[0].Kind != "quickfix" {
		t.Errorf("actions %+v", list)
	}
	c.apply(list[1])
	if got := string(c.texts["a.go"]); !strings.HasPrefix(got, "// Package ö\npackage m\n\n/*\n#define LEVEL_NEW 1\n") {
		t.Errorf("a.go is\n%s", got)
	}
	c.expect("a.go", allOfA[1:]...)

	// In two files, one of which is not open.
	c.apply(c.actions("a.go", "both")[0])
	c.expect("a.go", allOfA[2])
	b, err := os.ReadFile(c.dir + "/b.go")
	if err != nil || !strings.Contains(string(b), "return each") || !strings.Contains(string(c.texts["a.go"]), "var each") {
		t.Errorf("b.go is\n%s\na.go is\n%s", b, c.texts["a.go"])
	}

	// With an import that it leaves without a use.
	c.open("c.go")
	c.expect("c.go", "mutexid: nextID++")
	c.apply(c.actions("c.go", "nextID++")[0])
	c.expect("c.go")
	if got := string(c.texts["c.go"]); !strings.Contains(got, "nextID.Add(1)") || strings.Contains(got, "\"sync\"\n") {
		t.Errorf("c.go is\n%s", got)
	}
}

func TestIgnore(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA...)
	c.apply(c.actions("a.go", "C.add")[0])
	const directive = "\t\t//cgolint:ignore cgoloop\n\t\t/* ö"
	if got := string(c.texts["a.go"]); !strings.Contains(got, directive) {
		t.Fatalf("a.go is\n%s", got)
	}
	c.expect("a.go", allOfA[0], allOfA[1], "cgosuppress: //cgolint:ignore cgoloop", allOfA[2])
	c.edit("a.go", "ignore cgoloop\n", "ignore cgoloop they are few\n")
	c.expect("a.go", allOfA[:2]...)

	// In a preamble, where checks look at the text alone.
	c.apply(c.actions("a.go", "OLD")[2])
	if got := string(c.texts["a.go"]); !strings.Contains(got, "/*\n//cgolint:ignore probe\n#define LEVEL_OLD") {
		t.Fatalf("a.go is\n%s", got)
	}
}

func TestFixAll(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA...)
	list := c.actions("a.go", "package", "source.fixAll")
	c.wantTitles(list, "Apply all safe fixes of cgolint")
	c.apply(list[0])
	c.expect("a.go", allOfA[2])
	if got := string(c.texts["a.go"]); !strings.Contains(got, "LEVEL_NEW 1") || !strings.Contains(got, "var each") {
		t.Errorf("a.go is\n%s", got)
	}
	c.wantTitles(c.actions("a.go", "package", "source.fixAll"), "")
	c.wantTitles(c.actions("a.go", "package", "refactor"), "")
}

// TestStaleActions holds that a fix is never offered for a text that was not
// analysed.
func TestStaleActions(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA...)
	for range 20 {
		c.edit("a.go", "package m\n", "//\npackage m\n")
		for _, a := range c.actions("a.go", "OLD") {
			for _, change := range a.Edit.DocumentChanges {
				if got := c.text("a.go", change.Edits[0].Range); got != "OLD" && !strings.HasPrefix(a.Title, "Explain") && !strings.HasPrefix(a.Title, "Ignore") && !strings.HasPrefix("OLD", got) {
					t.Fatalf("%s edits %q", a.Title, got)
				}
			}
		}
	}
	c.expect("a.go", allOfA...)
}

func TestExplain(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA...)
	list := c.actions("a.go", "C.add")
	c.wantTitles(list, "Ignore cgoloop here: write the reason; Explain cgoloop")
	var text string
	c.call("workspace/executeCommand", map[string]any{"command": list[1].Command.Command, "arguments": list[1].Command.Arguments}, &text)
	if !strings.HasPrefix(text, "cgoloop: find loops that cross into C") {
		t.Errorf("explanation %q", text)
	}
	for _, params := range []map[string]any{
		{"command": "cgolint.bogus"},
		{"command": "cgolint.explain"},
		{"command": "cgolint.explain", "arguments": []any{"bogus"}},
	} {
		if err := c.conn.Call(context.Background(), "workspace/executeCommand", params, nil); err == nil {
			t.Errorf("%v works", params)
		}
	}
}

// TestOtherPackages holds what a package knows of those that it imports, and
// of the headers of C.
func TestOtherPackages(t *testing.T) {
	c := start(t, module, nil)
	c.open("user/user.go")
	const kept = "cgoretain: unsafe.Pointer(new(int))"
	c.expect("user/user.go", kept)
	c.open("keep.h")
	c.save("keep.h", "static void keep(void *p) { (void)p; }\n")
	c.expect("user/user.go")
	c.save("keep.h", "static void *kept;\nstatic void keep(void *p) { kept = p; }\n")
	c.expect("user/user.go", kept)
	c.open("c.go")
	c.edit("c.go", "C.keep(p)", "_ = p")
	c.save("c.go", string(c.texts["c.go"]))
	c.expect("user/user.go")
}

// TestUnsavedHeader holds that C which is not saved counts, and that what a
// check finds in a header is shown there, with its fix.
func TestUnsavedHeader(t *testing.T) {
	c := start(t, module, nil)
	c.open("keep.h")
	c.open("user/user.go")
	const kept = "cgoretain: unsafe.Pointer(new(int))"
	c.expect("user/user.go", kept)
	c.open("c.go")
	c.edit("c.go", "// ID draws an ID.\n", "// IDs are drawn.\n\nvar x [1]byte\n\nfunc init() { C.keep(unsafe.Pointer(&x)); C.keep(unsafe.Pointer(new(int))) }\n\n")
	const own = "cgoretain: unsafe.Pointer(new(int))"
	c.expect("c.go", own, "mutexid: nextID++")
	c.edit("keep.h", "kept = p", "(void)p")
	c.expect("c.go", "mutexid: nextID++")
	c.edit("keep.h", "(void)p", "kept = p")
	c.expect("c.go", own, "mutexid: nextID++")

	c.edit("keep.h", "static void *kept", "/* \u00f6 OLD */ static void *kept")
	c.expect("keep.h", "probe: OLD")
	c.edit("keep.h", "/* ", "/* 🙂 ")
	c.expect("keep.h", "probe: OLD")
	c.apply(c.action("keep.h", "OLD", "Use NEW"))
	c.expect("keep.h")
	if got := string(c.texts["keep.h"]); !strings.HasPrefix(got, "/* 🙂 \u00f6 NEW */ static") {
		t.Errorf("keep.h is\n%s", got)
	}
}

// TestFolders has files of two modules open at once.
func TestFolders(t *testing.T) {
	const other = `
-- other/go.mod --
module example.com/other

go 1.26
-- other/o.go --
package other

// static int twice(int a) { return 2 * a; }
import "C"

func Double(xs []C.int) {
	for i := range xs {
		xs[i] = C.twice(xs[i])
	}
}
`
	c := start(t, module+other, nil)
	c.open("a.go")
	c.open("other/o.go")
	c.expect("other/o.go", "cgoloop: C.twice(xs[i])")
	c.expect("a.go", allOfA...)
	c.notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{
		"added": []any{map[string]any{"uri": c.uri("other"), "name": "other"}}, "removed": []any{},
	}})
	c.edit("other/o.go", "C.twice(xs[i])", "2 * xs[i]")
	c.expect("other/o.go")
	c.close("other/o.go")
	c.expect("a.go", allOfA...)
}

// TestCancel cancels requests, before and after they were answered; all are
// answered.
func TestCancel(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA...)
	for i := range 20 {
		id := jsonrpc2.ID{Str: fmt.Sprintf("mine-%d", i), IsString: true}
		call, err := c.conn.DispatchCall(context.Background(), "textDocument/codeAction", map[string]any{
			"textDocument": map[string]any{"uri": c.uri("a.go")},
			"range":        c.span(string(c.texts["a.go"]), 0, len(c.texts["a.go"])), "context": map[string]any{"diagnostics": []any{}},
		}, jsonrpc2.PickID(id))
		if err != nil {
			t.Fatal(err)
		}
		c.notify("$/cancelRequest", map[string]any{"id": id})
		var list []action
		const cancelled = -32800
		rpc := new(jsonrpc2.Error)
		if err := call.Wait(context.Background(), &list); errors.As(err, &rpc) && rpc.Code == cancelled {
			continue
		} else if err != nil || len(list) == 0 {
			t.Fatalf("actions %v, error %v", list, err)
		}
	}
	c.notify("$/cancelRequest", map[string]any{"id": "never"})
	c.wantTitles(c.actions("a.go", "C.add"), "Ignore cgoloop here: write the reason; Explain cgoloop")
}

// TestFailures holds that the server lives whatever the go command says.
func TestFailures(t *testing.T) {
	c := start(t, module, nil)
	c.save("go.mod", "modul example.com/m\n")
	c.open("a.go")
	c.wait("what is wrong with go.mod", func() bool {
		return slices.ContainsFunc(c.messages, func(m string) bool { return strings.Contains(m, "unknown directive: modul") })
	})
	c.save("go.mod", "module example.com/m\n\ngo 1.26\n")
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri("go.mod"), "type": 2}}})
	c.expect("a.go", allOfA...)

	// A file that comes, and one that goes.
	c.save("d.go", "package m\n\nvar both2 = both\n")
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri("d.go"), "type": 1}}})
	c.open("d.go")
	c.edit("d.go", "both2", "each2")
	c.apply(c.fixOfBoth())
	if got := string(c.texts["d.go"]); !strings.Contains(got, "var each2 = each") {
		t.Errorf("d.go is\n%s", got)
	}

	// Nonsense from the client.
	c.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": c.uri("never.go"), "version": 1}})
	c.notify("textDocument/didOpen", "nonsense")
	if err := c.conn.Call(context.Background(), "textDocument/bogus", nil, nil); err == nil {
		t.Error("a method that there is not works")
	}
	c.edit("a.go", "var each", "var both")
	c.expect("a.go", allOfA...)
}

// fixOfBoth waits for the fix of a.go that also edits d.go.
func (c *client) fixOfBoth() action {
	c.t.Helper()
	for range int(patience / pause) {
		for _, a := range c.actions("a.go", "both") {
			if len(a.Edit.DocumentChanges) == 3 {
				return a
			}
		}
		time.Sleep(pause)
	}
	c.t.Fatal("the fix does not edit d.go")
	return action{}
}

func TestSettings(t *testing.T) {
	c := start(t, module, map[string]any{"disable": []string{"probe"}})
	c.open("a.go")
	c.expect("a.go", allOfA[2])
	c.mu.Lock()
	c.settings = map[string]any{"enable": []string{"probe"}}
	c.mu.Unlock()
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	c.expect("a.go", allOfA[:2]...)
	c.mu.Lock()
	c.settings = map[string]any{"disable": []string{"prob"}}
	c.mu.Unlock()
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	c.wait("what is wrong with the settings", func() bool {
		return slices.ContainsFunc(c.messages, func(m string) bool {
			return strings.HasPrefix(m, `showMessage: cgolint: settings: there is no check or group "prob"; did you mean probe?`)
		})
	})
	c.mu.Lock()
	c.settings = map[string]any{"buildFlags": []string{"-tags=none"}, "env": map[string]string{"CGO_ENABLED": "1"}}
	c.mu.Unlock()
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	c.expect("a.go", allOfA...)
}

func TestConfigFile(t *testing.T) {
	c := start(t, "-- .cgolint.yml --\ndisable: [probe]"+module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA[2])
	c.save(".cgolint.yml", "enable: [probe]\n")
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri(".cgolint.yml"), "type": 2}}})
	c.expect("a.go", allOfA[:2]...)
	c.save(".cgolint.yml", "enable: [prob]\n")
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri(".cgolint.yml"), "type": 2}}})
	c.wait("what is wrong with the file", func() bool {
		return slices.ContainsFunc(c.messages, func(m string) bool {
			return strings.HasPrefix(m, "showMessage: cgolint: "+c.dir+`/.cgolint.yml: there is no check or group "prob"; did you mean probe?`)
		})
	})
	c.expect("a.go", allOfA...)
}

func TestShutdown(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA...)
	begun := slices.Contains(c.progress, "begin")
	c.wait("the end of the progress", func() bool { return !begun || slices.Contains(c.progress, "end") })
	c.wait("the wish to watch files", func() bool { return c.watching })
	c.call("shutdown", nil, nil)
	c.notify("exit", nil)
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("after shutdown and exit: %v", err)
	}

	c = start(t, module, nil)
	if err := c.conn.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Wait(); err == nil {
		t.Error("the server does not mind that the client went away")
	}
}
