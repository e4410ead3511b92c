package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/finding"
)

// TestCreate writes a check into a copy of the module, and runs its test and
// those of the catalogue.
func TestCreate(t *testing.T) {
	root := copyModule(t)
	if err := create(root, check{"cgotodo", finding.Perf}); err != nil {
		t.Fatal(err)
	}
	run(t, root, "go", "test", "./analyzers", "./analyzers/cgotodo")
	if err := create(root, check{"cgotodo", finding.Perf}); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("a check that is there is written again: %v", err)
	}
}

func TestNames(t *testing.T) {
	for _, c := range []check{{"cgo_x", finding.Perf}, {"Cgox", finding.Perf}, {"", finding.Perf}, {"cgox", "none"}} {
		if err := create(t.TempDir(), c); err == nil {
			t.Errorf("%v is accepted", c)
		}
	}
}

// copyModule copies what the tests of one check and the catalogue need.
func copyModule(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	from := filepath.Join("..", "..")
	for _, name := range []string{"go.mod", "go.sum", "registry", "analyzers", "passes", "internal", "docs", "testdata/src/go.mod"} {
		copyTree(t, filepath.Join(from, name), filepath.Join(root, name))
	}
	for _, check := range dirs(t, filepath.Join(from, "analyzers")) { // the catalogue's test asks for them
		copyTree(t, filepath.Join(from, "testdata", "src", check, "limits"), filepath.Join(root, "testdata", "src", check, "limits"))
	}
	return root
}

func dirs(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		return os.WriteFile(name, text, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, dir string, command ...string) {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(command, " "), err, out)
	}
}
