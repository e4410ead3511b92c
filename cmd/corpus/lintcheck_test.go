package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompare(t *testing.T) {
	known := []*reading{
		{ID: "same", File: "a.go", Line: 3, Verdict: useful, Reason: "r"},
		{ID: "moved", File: "a.go", Line: 5},
		{ID: "gone", File: "a.go", Line: 7, Verdict: wrong, Reason: "r"},
		{ID: "gone unread", File: "a.go", Line: 8},
		{ID: "back", File: "a.go", Line: 9, Gone: true, Verdict: wrong, Reason: "r"},
		{ID: "long gone", File: "a.go", Line: 9, Gone: true, Verdict: wrong, Reason: "r"},
	}
	found := []*reading{{ID: "same", File: "a.go", Line: 3}, {ID: "moved", File: "b.go", Line: 6}, {ID: "new", Line: 1}, {ID: "back", File: "a.go", Line: 9}}
	merged, c := compare(known, found)
	ids := func(list []*reading) (all []string) {
		for _, r := range list {
			all = append(all, r.ID)
		}
		return all
	}
	for what, diff := range map[string]string{
		"new":   cmp.Diff([]string{"new", "back"}, ids(c.added)),
		"gone":  cmp.Diff([]string{"gone", "gone unread"}, ids(c.gone)),
		"moved": cmp.Diff([]string{"moved"}, ids(c.moved)),
		"known": cmp.Diff([]string{"same", "moved", "new", "back", "gone", "long gone"}, ids(merged)),
	} {
		if diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	if r := merged[1]; r.File != "b.go" || r.Line != 6 || merged[0].Verdict != useful || !merged[4].Gone || merged[3].Gone {
		t.Errorf("known now: %+v", merged)
	}
}

// The tables of the repository can be read, and written as they are.
func TestTables(t *testing.T) {
	modules, err := readModules("modules.tsv")
	if err != nil {
		t.Fatal(err)
	}
	readings, err := readReadings("findings.tsv")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := writeModules(filepath.Join(dir, "modules.tsv"), modules); err != nil {
		t.Fatal(err)
	}
	if err := writeReadings(filepath.Join(dir, "findings.tsv"), readings); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"modules.tsv", "findings.tsv"} {
		if diff := cmp.Diff(readText(t, name), readText(t, filepath.Join(dir, name))); diff != "" {
			t.Errorf("%s is written otherwise: %s", name, diff)
		}
	}
	if want := proofPage(modules, readings); want != readText(t, "../../docs/proof.md") {
		t.Error("docs/proof.md is not what the verdicts say: go run ./cmd/corpus proof")
	}
}

func readText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestProofPage(t *testing.T) {
	var readings []*reading
	for range 20 {
		readings = append(readings, &reading{Check: "cgoloop", Sample: tuned, Verdict: useful})
	}
	readings = append(readings,
		&reading{Check: "cgoloop", Sample: tuned, Verdict: wrong},
		&reading{Check: "cgoloop", Sample: tuned, Verdict: wrong, Gone: true},
		&reading{Check: "mutexid", Sample: fresh, Verdict: pointless},
		&reading{Check: "mutexid", Sample: fresh, Verdict: wrong, Gone: true},
		&reading{Check: "mutexid", Sample: fresh},
	)
	readings = append(readings, &reading{Module: "m", Check: "mutexid", Sample: fresh, Verdict: useful})
	page := proofPage([]*listed{{Path: "m", Drawn: "2026-01-01, first"}, {}, {Drawn: "no: 404"}}, readings)
	for _, want := range []string{"So far 1 modules were drawn; 1 are left.", "| cgoloop | 21 | 95 % | 95 % | 0 |", "| mutexid | 3 | 2 | 1 | 1 |", "| 2026-01-01, first | 1 | 1 | 1 | 1 |", "| 2026-11-24 |  | 2 of 32 | 5 of 15 | 0 of 11 |  | 7 of 58 |", "| 2026-01-01, first |  |  |  | 1 of 1 |  | 1 of 1 |"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
}

// A module is laid out from a copy of its repository, at its commit.
func TestLayoutFromMirror(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	mirror := t.TempDir()
	repository := filepath.Join(mirror, "owner+name", "repo")
	files := map[string]string{
		"go.mod":          "module github.com/owner/name/v2\n\ngo 1.26\n",
		"a.go":            "package name\n\n// int f(void);\nimport \"C\"\n",
		"plain/b.go":      "package plain\n",
		"tagged/c.go":     "//go:build extra\n\npackage tagged\n\n// int f(void);\nimport \"C\"\n",
		"tagged/empty.go": "package tagged\n",
	}
	for name, text := range files {
		name = filepath.Join(repository, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", "all"}} {
		if out, err := exec.Command("git", append([]string{"-C", repository}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
	}
	l := &layout{dir: t.TempDir(), mirror: mirror}
	m := &listed{Path: "github.com/owner/name/v2", Tags: "extra"}
	dir, err := l.of(m)
	if err != nil {
		t.Fatal(err)
	}
	if m.Version != head(repository) || m.Version == "" {
		t.Errorf("the version is %q", m.Version)
	}
	packages, err := patterns(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"github.com/owner/name/v2", "github.com/owner/name/v2/tagged"}, packages); diff != "" {
		t.Error(diff)
	}
	if again, err := l.of(m); again != dir || err != nil {
		t.Errorf("the second time: %q, %v", again, err)
	}
	if _, err := l.of(&listed{Path: "github.com/owner/other"}); err == nil {
		t.Error("a module is laid out that nobody serves")
	}
}
