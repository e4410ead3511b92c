package lsp_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"
)

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
