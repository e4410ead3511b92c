package cfront_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cfront"
)

// Whatever is wrong with one unit, the others are read.
func TestUnread(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go":        "package p\n\n/*\nstatic int fine(void) { return 1; }\n*/\nimport \"C\"\n",
		"syntax.c":    "int f( {\n",
		"missing.c":   "#include \"not_there.h\"\nint g(void) { return 1; }\n",
		"plus.cpp":    "class X {};\n",
		"bomb.c":      bomb(),
		"error.c":     "#error no such platform\n",
		"fine.c":      "int fine_too(void) { return 1; }\n",
		"recursive.c": "#include \"recursive.c\"\n",
	})
	defer cfront.SetExpansionLimit(1e5)()
	r := read(in)
	names, errs := functions(r)
	if !slices.Contains(names, "a.go fine") || !slices.Contains(names, "fine.c fine_too") {
		t.Error(names)
	}
	for _, want := range []string{"syntax.c: ", "missing.c: ", "plus.cpp: it is not C", "bomb.c: ", "error.c: ", "recursive.c: "} {
		if !slices.ContainsFunc(errs, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("no %q in %q", want, errs)
		}
	}
}

// bomb is a small file whose macros expand to a billion tokens.
func bomb() string {
	var b strings.Builder
	b.WriteString("#define A0 x x x x x x x x x x\n")
	for i := range 9 {
		last := string(rune('0' + i))
		next := string(rune('1' + i))
		b.WriteString("#define A" + next + strings.Repeat(" A"+last, 10) + "\n")
	}
	b.WriteString("int x = sizeof(#A9); int y = A9;\n")
	return b.String()
}

// Without a compiler there are no headers, but what needs none is read.
func TestNoCompiler(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go": "package p\n\n/*\nstatic int f(int x) { return x; }\n*/\nimport \"C\"\n",
		"b.go": "package p\n\n/*\n#include <stdio.h>\nstatic int g(int x) { return x; }\n*/\nimport \"C\"\n",
	})
	in.Compiler = ccompiler.Unknown(in.Build.GOOS, in.Build.GOARCH)
	names, errs := functions(read(in))
	if !slices.Contains(names, "a.go f") || len(errs) != 1 || !strings.HasPrefix(errs[0], "b.go: ") {
		t.Error(names, errs)
	}
}

func TestNoTime(t *testing.T) {
	in := newPackage(t, map[string]string{"a.go": "package p\n\n/*\nstatic int f(int x) { return x; }\n*/\nimport \"C\"\n"})
	in.Late = func() bool { return true }
	if names, errs := functions(read(in)); len(names) > 0 || len(errs) != 1 {
		t.Error(names, errs)
	}
}

// A pipe or a device in place of a header must not be waited for.
func TestNoDevice(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no devices")
	}
	in := newPackage(t, map[string]string{"a.go": "package p\n\n/*\n#include \"/dev/zero\"\nstatic int f(int x) { return x; }\n*/\nimport \"C\"\n"})
	if names, errs := functions(read(in)); len(names) > 0 || len(errs) != 1 {
		t.Error(names, errs)
	}
}

// cgo includes <stddef.h> before preambles and in _cgo_export.h.
func TestStddef(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go": "package p\n\n/*\nstatic size_t a(void *p) { return p == NULL ? 0 : sizeof(ptrdiff_t); }\n*/\nimport \"C\"\n\n//export goNothing\nfunc goNothing() {}\n",
		"b.c":  "#include \"_cgo_export.h\"\nsize_t b(void *p) { return p == NULL; }\n",
	})
	check(t, read(in), "a.go a", "b.c b")
	in.Compiler = ccompiler.Unknown(in.Build.GOOS, in.Build.GOARCH)
	check(t, read(in), "a.go a", "b.c b")
}

// A header that is not there ends its unit, whatever follows, and is said with
// the line that wants it; one that is asked for first, or that is found in a
// directory searched earlier, does not. Of an unfinished text, what stands
// before its end is read.
func TestMissingHeader(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go":          "package p\n\n/*\n#cgo CFLAGS: -Ifirst -Ilast\n#include \"last.h\"\n#if __has_include(<nope.h>)\n#include <nope.h>\n#endif\nstatic int fine(void) { return 1; }\n*/\nimport \"C\"\n",
		"first/part.h":  "static int part(void) { return 1; }\n",
		"last/last.h":   "#include \"part.h\"\n", // which last does not have
		"star.c":        "#include \"here.h\"\n",
		"here.h":        "#include <nope/nope.h>\n* const",
		"name.c":        "int f(void) { return 1; }\n#include \"nope.h\"\nint *",
		"unfinished.c":  "int g(void) { return 1; }\nchar *",
		"unfinished2.c": "int h(void) { return (char * const",
	})
	for _, compiler := range []*ccompiler.Compiler{in.Compiler, ccompiler.Unknown(in.Build.GOOS, in.Build.GOARCH)} {
		in.Compiler = compiler
		names, errs := functions(read(in))
		if want := []string{"a.go fine", "a.go part", "unfinished.c g"}; !slices.Equal(names, want) {
			t.Errorf("read %q, want %q", names, want)
		}
		all := strings.Join(errs, "\n")
		for _, want := range []string{"here.h:1: include file not found: nope/nope.h", "name.c:2: include file not found: nope.h", "unfinished.c: ", "unfinished2.c: "} {
			if !strings.Contains(all, want) {
				t.Errorf("no %q in:\n%s", want, all)
			}
		}
	}
}
