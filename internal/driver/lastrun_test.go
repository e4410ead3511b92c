package driver

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/cgolint/cgolint/internal/diskcache"
	"github.com/cgolint/cgolint/internal/manifest"
)

// A module whose findings are remembered.
const remembered = `
-- .cgolint.yml --
contracts: lib.contracts
-- lib.contracts --
library lib
f	1	retained	Manual
-- go.mod --
module example.com/m

go 1.26

require example.com/replaced v1.0.0

replace example.com/replaced => ../replaced
-- p/p.go --
package p

// #cgo CFLAGS: -I${SRCDIR}/../include
// #include "a.h"
import "C"

import "example.com/replaced"

var X = replaced.X
-- p/embedded.c --
int f(void) { return 1; }
-- p/p.h --
-- p/other_windows.go --
package p
-- p/p_test.go --
package p_test
-- include/a.h --
-- empty/README --
-- ../replaced/go.mod --
module example.com/replaced
-- ../replaced/replaced.go --
package replaced

var X int
`

func layOut(t *testing.T, archive string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "m")
	for _, f := range txtar.Parse([]byte(archive)).Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// manifestOf returns what a run over packages depends on, as if all was
// written long ago.
func manifestOf(dir string, packages ...string) *manifest.Manifest {
	d := &dependencies{
		opts: &options{packages: packages}, dir: dir, above: make(map[string]bool),
		record: manifest.NewRecorder(time.Now().Add(time.Hour)),
	}
	if !d.find() {
		return nil
	}
	return d.manifest()
}

// TestRemembered holds that each kind of change is noticed.
func TestRemembered(t *testing.T) {
	for _, test := range []struct {
		name, pattern, file, text string
		holds                     bool
	}{
		{"what is no part of a package", "./...", "p/notes.txt.new/x.txt", "", false}, // a folder, that may be one
		{"text in a folder of no package", "./...", "empty/README", "new", true},
		{"Go file", "./...", "p/p.go", "package p\n", false},
		{"test", "./...", "p/p_test.go", "package p\n", false},
		{"file for another system", "./...", "p/other_windows.go", "package q\n", false},
		{"C file", "./...", "p/embedded.c", "int f(void) { return 2; }\n", false},
		{"header of the package", "./...", "p/p.h", "int g(void);\n", false},
		{"new file", "./p", "p/new.go", "package p\n", false},
		{"first file of a folder", "./...", "empty/new.go", "package empty\n", false},
		{"new package", "./...", "fresh/new.go", "package fresh\n", false},
		{"new package by its path", "example.com/m/...", "fresh/new.go", "package fresh\n", false},
		{"new package where one is named", "./p", "fresh/new.go", "package fresh\n", true},
		{"go.mod", "./p", "go.mod", "module example.com/n\n", false},
		{"go.sum", "./p", "go.sum", "\n", false},
		{"go.work", "./p", "go.work", "go 1.26\n\nuse .\n", false},
		{"go.work above", "./p", "../go.work", "go 1.26\n\nuse ./m\n", false},
		{"vendor", "./p", "vendor/modules.txt", "", false},
		{"module within", "./p", "p/go.mod", "module example.com/m/p\n", false},
		{"replaced module", "./p", "../replaced/replaced.go", "package replaced\n\nvar X string\n", false},
		{"its go.mod", "./p", "../replaced/go.mod", "module example.com/replaced\n\ngo 1.26\n", false},
		{"configuration", "./p", ".cgolint.yml", "disable: [all]\n", false},
		{"its other name", "./p", ".cgolint.yaml", "", false},
		{"contracts", "./p", "lib.contracts", "library lib\n", false},
		{"copy of the registry", "./p", "internal/registry/doc.go", "package registry\n", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := layOut(t, remembered)
			m := manifestOf(dir, test.pattern)
			if m == nil || !m.Holds() {
				t.Fatal("nothing holds before the change")
			}
			write(t, filepath.Join(dir, test.file), test.text)
			if m.Holds() != test.holds {
				t.Errorf("after the change it holds: %v, want %v", m.Holds(), test.holds)
			}
		})
	}
}

// TestForgotten holds what keeps a run from being remembered.
func TestForgotten(t *testing.T) {
	dir := layOut(t, remembered)
	write(t, filepath.Join(dir, "broken", "x.go"), "package")
	if manifestOf(dir, "./...") != nil {
		t.Error("a package that cannot be parsed")
	}
	t.Setenv("GOFLAGS", "-overlay=overlay.json")
	if manifestOf(dir, "./p") != nil {
		t.Error("files stand for others")
	}
	for _, flags := range [][]string{{"-fix"}, {"-diff"}, {"-timings"}, {"-a"}, {"-overlay=x"}, {"-mod=mod"}, {"-modfile=x"}, {"-toolexec=x"}} {
		if opts, err := parseFlags(nil, flags); err != nil || opts.repeatable() {
			t.Errorf("%v: %v", flags, err)
		}
	}
	if opts, err := parseFlags(nil, []string{"-tags=a", "-race", "-mod=vendor", "-json"}); err != nil || !opts.repeatable() {
		t.Errorf("a run as most: %v", err)
	}
}

// TestKey holds what tells runs apart.
func TestKey(t *testing.T) {
	t.Setenv("X", "1")
	t.Setenv("TERM", "xterm")
	of := func(dir string, args ...string) diskcache.Key {
		opts, err := parseFlags(nil, args)
		if err != nil {
			t.Fatal(err)
		}
		return opts.key(dir)
	}
	key := of("/d", "./p")
	if of("/d", "-json", "./p") != key {
		t.Error("the format is asked of nobody else")
	}
	for _, args := range [][]string{{"./q"}, {"./p", "./q"}, {"-tags=x", "./p"}, {"-confidence=low", "./p"}, {"-registry=module", "./p"}} {
		if of("/d", args...) == key {
			t.Errorf("%q is as good as ./p", args)
		}
	}
	if of("/e", "./p") == key {
		t.Error("the directory makes no difference")
	}
	t.Setenv("TERM", "dumb")
	if of("/d", "./p") != key {
		t.Error("the terminal makes a difference")
	}
	t.Setenv("X", "2")
	if of("/d", "./p") == key {
		t.Error("the environment makes no difference")
	}
}
