package session_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cgolint/cgolint/internal/session"
	"github.com/cgolint/cgolint/internal/toolchain"
)

func (*isBad) AFact() {}

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
