package lsp_test

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A found is a finding as all drivers have it: column in bytes, file relative
// to the tree.
type found struct {
	File           string
	Line, Column   int
	Check, Message string
}

func sorted(list []found) []found {
	slices.SortFunc(list, func(a, b found) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column,
			strings.Compare(a.Check, b.Check), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(list)
}

// A tree is a module that all drivers look at: the packages that the checks
// are tested on. Without CGOLINT_DRIVERS=all it is a part of them.
type tree struct {
	testing.TB
	dir      string
	packages []string // directories, relative
}

func newTree(t testing.TB) *tree {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	tr := &tree{TB: t, dir: dir}
	tr.must(os.CopyFS(dir, os.DirFS("../../../testdata/src")))
	registry, err := filepath.Abs("../../../registry")
	tr.must(err)
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	tr.must(err)
	tr.must(os.WriteFile(filepath.Join(dir, "go.mod"), bytes.ReplaceAll(mod, []byte("../../registry"), []byte(registry)), 0o666))
	all := os.Getenv("CGOLINT_DRIVERS") == "all"
	tr.must(filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		goFiles, err := filepath.Glob(filepath.Join(name, "*.go"))
		if len(goFiles) > 0 && (all || slices.Contains([]string{"basic", "strides"}, e.Name())) {
			tr.packages = append(tr.packages, strings.TrimPrefix(name, dir+"/"))
		}
		return err
	}))
	return tr
}

func (tr *tree) must(err error) {
	tr.Helper()
	if err != nil {
		tr.Fatal(err)
	}
}

// patterns are the packages for a command line.
func (tr *tree) patterns() []string {
	var list []string
	for _, p := range tr.packages {
		list = append(list, "./"+p)
	}
	return list
}

// output runs a command in the tree, which may end with an error because of
// what it finds, and returns what it prints.
func (tr *tree) output(name string, args ...string) []byte {
	tr.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = tr.dir
	cmd.Env = append(os.Environ(), "CGOLINT_TEST_MAIN=1", "GOWORK=off", "GOPROXY=off", "GOLANGCI_LINT_CACHE="+filepath.Join(tr.dir, ".cache"))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || len(out) == 0) {
		tr.Fatalf("%s: %v\n%s", name, err, stderr.Bytes())
	}
	return out
}

func (tr *tree) at(name string, line, column int, check, message string) found {
	return found{strings.TrimPrefix(name, tr.dir+"/"), line, column, check, message}
}
