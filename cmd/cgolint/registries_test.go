package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/analyzers/globalmap"
)

const registries = "globalmap/registries"

// TestRegistries holds globalmap against registries after real ones, whose
// program lets eight goroutines work with each: all must be found, and
// rebuilt by -fix -unsafe or have a comment with the reason why not, in the
// words of the check's documentation. Under the race detector the program
// must print the same before and after.
func TestRegistries(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program twice with the race detector")
	}
	dir := copyTestModule(t)
	before := runRegistries(t, dir)
	checkFound(t, dir)
	cgolint(t, dir, "-fix", "-unsafe")
	after := runRegistries(t, dir)
	if before != after {
		t.Errorf("the program prints\n%s\nbefore the fixes, and after them\n%s", before, after)
	}
	checkLeft(t, dir)
}

// copyTestModule copies the module of the test packages, so that it can be
// changed, and requires the registry's module as a user does who wants it.
func copyTestModule(t *testing.T) string {
	t.Helper()
	src, err := filepath.Abs("../../testdata/src")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, registries), os.DirFS(filepath.Join(src, registries))); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(src, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.ToSlash(filepath.Dir(filepath.Dir(src)))
	mod = bytes.ReplaceAll(mod, []byte("=> ../../"), []byte("=> "+root+"/"))
	mod = bytes.ReplaceAll(mod, []byte("=> ./"), []byte("=> "+filepath.ToSlash(src)+"/"))
	mod = append(mod, "\nrequire github.com/cgolint/cgolint/registry v0.0.0\n"...)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), mod, 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// runRegistries returns what the program prints, built with the race
// detector.
func runRegistries(t *testing.T, dir string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "registries")
	run(t, dir, "go", "build", "-race", "-o", program, "./"+registries)
	return run(t, dir, program)
}

func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	out, err := command(dir, name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return string(out)
}

func command(dir, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOFLAGS=-mod=mod", "CGO_ENABLED=1")
	return cmd
}

// cgolint runs the check on the registries and returns what it says of each.
func cgolint(t *testing.T, dir string, flags ...string) map[string]string {
	t.Helper()
	args := append(flags, "-globalmap", "-confidence=low", "-exit-zero", "./"+registries+"/...")
	said := make(map[string]string)
	for line := range strings.Lines(run(t, dir, "cgolint", args...)) {
		if m := findingLine.FindStringSubmatch(line); m != nil {
			said[m[1]] += m[2] + "\n"
		}
	}
	return said
}

// findingLine matches what is said of a map.
var findingLine = regexp.MustCompile(`^globalmap/registries/(\w+)/[^:]*:\d+:\d+: (.*) \(globalmap\)`)

// checkFound reports the registries of which nothing is said.
func checkFound(t *testing.T, dir string) {
	t.Helper()
	found := cgolint(t, dir)
	for name := range reasons(t, dir) {
		if found[name] == "" {
			t.Errorf("%s: the registry is not found", name)
		}
	}
}

// checkLeft holds the registries that are still reported against the reasons
// in their comments.
func checkLeft(t *testing.T, dir string) {
	t.Helper()
	doc := strings.Join(strings.Fields(globalmap.Analyzer.Doc), " ")
	left := cgolint(t, dir)
	list := reasons(t, dir)
	for _, name := range slices.Sorted(maps.Keys(list)) {
		switch reason := list[name]; {
		case left[name] == "" && reason == "":
			t.Logf("%s: rebuilt", name)
		case left[name] == "":
			t.Errorf("%s: rebuilt, but a comment says that it is not, because %s", name, reason)
		case reason == "":
			t.Errorf("%s: not rebuilt, and no comment says why", name)
		case !strings.Contains(doc, reason):
			t.Errorf("%s: not rebuilt because %s, which the documentation of the check does not say", name, reason)
		default:
			t.Logf("%s: not rebuilt: %s", name, reason)
		}
	}
}

var noFix = regexp.MustCompile(`(?m)^\s*// No fix: (.*)$`)

// reasons returns the registries with the reason why there is no fix, or "".
func reasons(t *testing.T, dir string) map[string]string {
	t.Helper()
	list := make(map[string]string)
	root := os.DirFS(filepath.Join(dir, registries))
	names, err := fs.Glob(root, "*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(text, []byte(`import "C"`)) {
			continue
		}
		registry := filepath.Dir(name)
		list[registry] += ""
		if m := noFix.FindSubmatch(text); m != nil {
			list[registry] = string(m[1])
		}
	}
	return list
}
