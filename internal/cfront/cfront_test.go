package cfront_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/diskcache"
)

// newPackage writes files and returns the package they make.
func newPackage(t *testing.T, files map[string]string) *cfront.Input {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return describe(t, dir)
}

func describe(t *testing.T, dir string) *cfront.Input {
	t.Helper()
	cc, err := ccompiler.Command("")
	if err != nil {
		t.Skip(err)
	}
	c, err := ccompiler.Probe(context.Background(), cc, runtime.GOARCH)
	if err != nil {
		t.Fatal(err)
	}
	in, err := cfront.FromDir(context.Background(), dir, c, ccompiler.ReadEnvironment())
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// functions returns the functions that were read, by unit and name, and the
// errors of the units that were not.
func functions(r *cfront.Result) (names []string, errs []string) {
	for _, u := range r.Lowered() {
		for _, f := range u.Funcs {
			names = append(names, filepath.Base(u.Name)+" "+f.Name)
		}
	}
	slices.Sort(names)
	for _, u := range r.Unread {
		errs = append(errs, filepath.Base(u.Name)+": "+u.Err.Error())
	}
	return names, errs
}

func check(t *testing.T, r *cfront.Result, want ...string) {
	t.Helper()
	names, errs := functions(r)
	if !slices.Equal(names, want) || len(errs) > 0 {
		t.Errorf("read %q, want %q; unread %q", names, want, errs)
	}
}

func read(in *cfront.Input) *cfront.Result { return cfront.Read(context.Background(), in, nil) }

func TestUnits(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go":        "package p\n\n/*\n#cgo CFLAGS: -DWITH_B -Iinclude\n#include <stddef.h>\n#include \"b.h\"\nstatic int a(int x) { return b(x); }\n*/\nimport \"C\"\n",
		"include/b.h": "#pragma once\n#ifdef WITH_B\nint b(int x);\n#endif\nstatic inline int unused(void) { return 1; }\n",
		"b.c":         "#include <b.h>\n#include \"b.h\"\nint b(int x) { return x; }\n",
		"none.go":     "package p\n\n// #include <stdlib.h>\nimport \"C\"\n",
		"other.c":     "//go:build never\n\nint c(void) { return 1; }\n",
	})
	// What a header defines and nobody calls is read in a preamble, where
	// Go may call it, and left out of a .c file.
	check(t, read(in), "a.go a", "a.go unused", "b.c b")
}

func TestPositionsOfPreamble(t *testing.T) {
	in := newPackage(t, map[string]string{"a.go": "package p\n\n/*\nstatic void f(void) {\n}\n*/\nimport \"C\"\n"})
	r := read(in)
	u := r.Lowered()[0]
	i := slices.IndexFunc(u.Funcs, func(f *cir.Func) bool { return f.Name == "f" })
	if i < 0 {
		t.Fatal(functions(r))
	}
	if f := u.Funcs[i]; u.Files[f.Pos.File] != filepath.Join(in.Dir, "a.go") || f.Pos.Line != 4 || f.Pos.Column != 13 {
		t.Errorf("f is at %s:%d:%d", u.Files[f.Pos.File], f.Pos.Line, f.Pos.Column)
	}
}

func TestExportHeader(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go": "package p\n\n// typedef struct { int x; } point;\nimport \"C\"\nimport \"unsafe\"\n\n" +
			"//export goPoint\nfunc goPoint(p *C.point, s string, u unsafe.Pointer, n C.uint) (int, error) { return 0, nil }\n\n//export goNothing\nfunc goNothing() {}\n",
		"b.c": "#include \"_cgo_export.h\"\nint call(point *p) { _GoString_ s = { \"a\", 1 }; goNothing(); return goPoint(p, s, p, 1u).r0; }\n",
	})
	check(t, read(in), "b.c call")
}

// The cache must notice a header that changes, and one that appears where it
// was looked for before.
func TestCache(t *testing.T) {
	cache := diskcache.At(t.TempDir(), 1<<24)
	in := newPackage(t, map[string]string{
		"a.go":       "package p\n\n// #cgo CFLAGS: -Ifirst -Isecond\n// #include <h.h>\n// static int a(void) { return H(); }\nimport \"C\"\n",
		"second/h.h": "static int second(void) { return 2; }\n#define H second\n",
	})
	load := func(want ...string) diskcache.Key {
		t.Helper()
		r := cfront.Read(context.Background(), in, cache)
		check(t, r, want...)
		return r.Digest()
	}
	cold := load("a.go a", "a.go second")
	if warm := load("a.go a", "a.go second"); warm != cold {
		t.Error("the cached unit is another")
	}
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(in.Dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("second/h.h", "static int changed(void) { return 2; }\n#define H changed\n")
	load("a.go a", "a.go changed")
	write("first/h.h", "static int first(void) { return 2; }\n#define H first\n")
	load("a.go a", "a.go first")
	in.Flags = append(in.Flags, "-DX")
	load("a.go a", "a.go first")
}
