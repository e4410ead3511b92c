package ccompiler_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/cpp"
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

func TestParseFlags(t *testing.T) {
	f := ccompiler.ParseFlags([]string{
		"-DNAME", "-D", "LEVEL=2", "-DTEXT=\"a b\"", "-UOLD", "-Iinclude", "-I", "/opt/include", "-Iinclude", "-isystem", "sys",
		"-iquote", "q", "-include", "pre.h", "-std=gnu11", "-pthread", "-O2", "-fplugin=evil.so", "-Wall", "-m64",
	}, "/src")
	want := &ccompiler.Flags{
		Macros: []string{"#define NAME 1", "#define LEVEL 2", "#define TEXT \"a b\"", "#undef OLD",
			"#undef __STDC_VERSION__", "#undef __STRICT_ANSI__", "#define __STDC_VERSION__ 201112L", "#define _REENTRANT 1"},
		Quote: []string{"/src/q"}, Include: []string{"/src/include", "/opt/include"}, System: []string{"/src/sys"},
		Prelude: []string{"pre.h"}, Unheeded: []string{"-O2", "-fplugin=evil.so", "-Wall"},
	}
	if diff := cmp.Diff(want, f, cmpopts.IgnoreUnexported(ccompiler.Flags{})); diff != "" {
		t.Error(diff)
	}
}

func TestStrictStandard(t *testing.T) {
	f := ccompiler.ParseFlags([]string{"-std=c99"}, "/")
	if !slices.Contains(f.Macros, "#define __STRICT_ANSI__ 1") || !slices.Contains(f.Macros, "#define __STDC_VERSION__ 199901L") {
		t.Error(f.Macros)
	}
	if f := ccompiler.ParseFlags([]string{"-ansi"}, "/"); slices.ContainsFunc(f.Macros, func(m string) bool { return strings.HasPrefix(m, "#define __STDC_VERSION__") }) {
		t.Error("C90 has a version:", f.Macros)
	}
}

// A flag must not become a preprocessor line of its own.
func TestMacroStaysOnItsLine(t *testing.T) {
	f := ccompiler.ParseFlags([]string{"-DX=1\n#include \"/etc/passwd\""}, "/")
	if len(f.Macros) != 1 || strings.Contains(f.Macros[0], "\n") {
		t.Errorf("%q", f.Macros)
	}
}

func TestCommand(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "my cc")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	args, err := ccompiler.Command("'" + program + "' -m64")
	if err != nil || !slices.Equal(args, []string{program, "-m64"}) {
		t.Error(args, err)
	}
	if _, err := ccompiler.Command("no-such-compiler -O2"); !errors.Is(err, ccompiler.ErrNone) || !strings.Contains(err.Error(), "no-such-compiler") {
		t.Error(err)
	}
}

func TestProbe(t *testing.T) {
	args, err := ccompiler.Command("")
	if err != nil {
		t.Skip(err)
	}
	c, err := ccompiler.Probe(context.Background(), args, runtime.GOARCH)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(c.Macros, "#define __SIZE_TYPE__ ") {
		t.Error("the compiler does not tell __SIZE_TYPE__")
	}
	if len(c.Include) == 0 || !filepath.IsAbs(c.Include[0]) {
		t.Error(c.Include)
	}
}

// Clang does not tell __FLT_EVAL_METHOD__, which headers ask for.
func TestProbeOfClang(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no shell scripts")
	}
	for macros, want := range map[string]string{
		"#define __clang__ 1":                                "0",
		"#define __clang__ 1\n#define __i386__ 1":            "2",
		"#define __clang__ 1\n#define __FLT_EVAL_METHOD__ 1": "1",
	} {
		program := filepath.Join(t.TempDir(), "cc")
		if err := os.WriteFile(program, []byte("#!/bin/sh\ncat <<'EOF'\n"+macros+"\nEOF\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		c, err := ccompiler.Probe(context.Background(), []string{program}, runtime.GOARCH)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(c.Macros, "#define __FLT_EVAL_METHOD__ "+want+"\n") {
			t.Errorf("%q, want %s", c.Macros, want)
		}
	}
}

// A compiler that hangs, fails or prints nonsense is no compiler.
func TestProbeOfBrokenCompilers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no shell scripts")
	}
	for name, script := range map[string]string{"fails": "exit 1", "silent": "true", "nonsense": "echo hello"} {
		t.Run(name, func(t *testing.T) {
			program := filepath.Join(t.TempDir(), "cc")
			if err := os.WriteFile(program, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
				t.Fatal(err)
			}
			if _, err := ccompiler.Probe(context.Background(), []string{program}, runtime.GOARCH); err == nil {
				t.Error("there is no error")
			}
		})
	}
	t.Run("hangs", func(t *testing.T) {
		program := filepath.Join(t.TempDir(), "cc")
		if err := os.WriteFile(program, []byte("#!/bin/sh\nsleep 60\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
		defer cancel()
		if _, err := ccompiler.Probe(ctx, []string{program}, runtime.GOARCH); err == nil {
			t.Error("there is no error")
		}
	})
}

func TestEnvironment(t *testing.T) {
	file := filepath.Join(t.TempDir(), "env")
	if err := os.WriteFile(file, []byte("CGO_CFLAGS=-DFROM_FILE '-I/a dir'\nCGO_CPPFLAGS=-DCPP\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOENV", file)
	t.Setenv("CGO_CFLAGS", "")
	t.Setenv("CGO_CPPFLAGS", "-DEXPORTED")
	env := ccompiler.ReadEnvironment()
	if diff := cmp.Diff([]string{"-DEXPORTED", "-DFROM_FILE", "-I/a dir"}, env.Flags()); diff != "" {
		t.Error(diff)
	}
}

func TestPkgConfigRefusesFlags(t *testing.T) {
	if _, err := ccompiler.ReadEnvironment().PkgConfig(context.Background(), []string{"--define-variable=x=y"}); err == nil {
		t.Error("a flag is taken for a package")
	}
}

// Without a compiler, the parser must still have what it cannot do without.
func TestUnknown(t *testing.T) {
	for _, arch := range []string{"amd64", "386", "arm64", "riscv64"} {
		macros := ccompiler.Unknown("linux", arch).Macros
		names := ctoken.NewNames()
		pp := cpp.New(cpp.Config{Names: names, Macros: cpp.NewCache(), Limit: 1000},
			ctoken.NewFile("<predefined>", []byte(macros), names),
			ctoken.NewFile("x.c", []byte("__SIZE_TYPE__ n; char fits[sizeof n == sizeof(void *) ? 1 : -1]; void *f(__PTRDIFF_TYPE__ d);"), names))
		p := cparse.New(pp, ctype.NewTarget("linux", arch, macros), false)
		p.Unit(nil)
		if len(p.Errors) > 0 {
			t.Errorf("%s: %v", arch, p.Errors)
		}
	}
}
