package cgoretain_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPrograms runs programs in which C uses what it keeps after Go has
// collected garbage, before and after the fix. The golden files are what the
// fix makes, as Test proves.
func TestPrograms(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds programs")
	}
	for _, p := range []struct{ name, before, after string }{
		{"later", "jobs that are something else", "all jobs done"},
		{"laterpin", "buffers that are something else", "all buffers read"},
		{"latercheck", "has Go pointer to unpinned Go pointer", "event 1, event 2"},
	} {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join("..", "..", "testdata", "src", "cgoretain", p.name)
			out, err := run(t, filepath.Join(dir, "main.go"))
			if err == nil || !strings.Contains(out, p.before) {
				t.Errorf("before the fix: %v\n%swant a failure, %q", err, out, p.before)
			}
			out, err = run(t, filepath.Join(dir, "main.go.golden"))
			if err != nil || !strings.Contains(out, p.after) {
				t.Errorf("after the fix: %v\n%swant %q", err, out, p.after)
			}
		})
	}
}

// run builds a program of one file, with checkptr, and runs it.
func run(t *testing.T, file string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	registry, err := filepath.Abs(filepath.Join("..", "..", "registry"))
	if err != nil {
		t.Fatal(err)
	}
	const path = "github.com/cgolint/cgolint/registry"
	mod := "module program\n\ngo 1.26\n\nrequire " + path + " v0.0.0\n\nreplace " + path + " => " + registry + "\n"
	for name, text := range map[string]string{"main.go": string(text), "go.mod": mod} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-gcflags=-d=checkptr", "-o", "program", ".")
	build.Dir, build.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	program := exec.Command(filepath.Join(dir, "program"))
	program.Env = append(os.Environ(), "GODEBUG=cgocheck=1")
	out, err := program.CombinedOutput()
	return string(out), err
}
