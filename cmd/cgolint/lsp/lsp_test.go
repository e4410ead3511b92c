package lsp_test

import (
	"strings"
	"testing"
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
