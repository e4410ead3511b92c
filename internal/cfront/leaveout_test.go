package cfront_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/diskcache"
)

// refusedBody is what no compiler takes.
const refusedBody = `{
	return p->member_of_void + name;
}`

// A function body that the parser refuses is left out, and the rest is read:
// from the file, from a header, from a preamble, and from the cache.
func TestLeaveOutBody(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go": "package p\n\n/*\nstatic int before(int x) { return x; }\nstatic void *refused_here(void *p, const char *name) " + refusedBody +
			"\nstatic int after(int x) { return before(x); }\n*/\nimport \"C\"\n",
		"b.c": "#include \"b.h\"\nvoid *refused_in_file(void *p, const char *name)\n" + refusedBody +
			"\nvoid *lookup(void *p) { return refused_in_header(p, \"x\"); }\n",
		"b.h": "static void *refused_in_header(void *p, const char *name) " + refusedBody + "\n",
	})
	cache := diskcache.At(t.TempDir(), 1<<24)
	for _, state := range []string{"cold", "cached"} {
		r := cfront.Read(context.Background(), in, cache)
		names, errs := functions(r)
		if want := []string{"a.go after", "a.go before", "b.c lookup"}; !slices.Equal(names, want) {
			t.Errorf("%s: read %q, want %q", state, names, want)
		}
		all := strings.Join(errs, "\n")
		for _, want := range []string{"a.go: the body of refused_here: ", "the body of refused_in_header: ", "the body of refused_in_file: "} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %q in %q", state, want, errs)
			}
		}
		if len(errs) != 2 {
			t.Errorf("%s: %d units are not whole: %q", state, len(errs), errs)
		}
		for _, u := range r.Unread {
			if !u.Partial {
				t.Errorf("%s: %s is not said to be read in part", state, u.Name)
			}
		}
	}
}

// A body that comes from a macro is left out as well.
func TestRefusedInMacro(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go":    "package p\n\n// static int fine(void) { return 1; }\nimport \"C\"\n",
		"macro.c": "#define BODY(t) { return p->t; }\nvoid *g(void *p, const char *name) BODY(x)\nint h(void) { return 1; }\n",
	})
	names, errs := functions(read(in))
	if want := []string{"a.go fine", "macro.c h"}; !slices.Equal(names, want) || len(errs) != 1 || !strings.Contains(errs[0], "macro.c: the body of g: ") {
		t.Errorf("read %q, want %q; unread %q", names, want, errs)
	}
}

// A declaration that the parser refuses is left out, with those that use it,
// and the rest is read.
func TestLeaveOutDeclaration(t *testing.T) {
	for name, text := range map[string]string{
		"syntax":                          "int f(int x) { return x; }\nint n[f(1) +];\nint g(int x) { return f(x); }\n",
		"its users":                       "int f(int x) { return x; }\ntypedef int bad[f(1) +];\nbad one;\nint uses(void) { return one[0]; }\nint g(int x) { return f(x); }\n",
		"within conditions":               "#if 1\nint f(int x) {\n#else\nint f(long x) {\n#endif\n  return x; }\nint n[f(1) +];\nint g(int x) { return f(x); }\n",
		"between C++ brackets":            "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint f(int x) { return x; }\nint n[f(1) +];\nint g(int x) { return f('{'); /* { */ }\n#ifdef __cplusplus\n}\n#endif\n",
		"a function whose declaration is": "int f(int x) { return x; }\nchar *lost(int n[f(1) +]);\nchar *uses(void) { return lost(0); }\nint g(int x) { return f(x); }\n",
		"of several lines":                "int f(int x) { return x; }\nstruct s {\n  int a;\n  int n[f(1) +];\n};\n#define IN_IT 1\nint g(int x) { return f(x); }\n",
	} {
		t.Run(name, func(t *testing.T) {
			in := newPackage(t, map[string]string{"a.go": "package p\n\nimport \"C\"\n", "x.c": text})
			r := read(in)
			names, errs := functions(r)
			if want := []string{"x.c f", "x.c g"}; !slices.Equal(names, want) || len(errs) != 1 || !strings.Contains(errs[0], "x.c: a declaration: ") {
				t.Errorf("read %q, want %q; unread %q", names, want, errs)
			}
			if len(r.Unread) != 1 || !r.Unread[0].Partial {
				t.Errorf("it is not said that x.c is read in part: %v", r.Unread)
			}
		})
	}
}

// Declarations of a header are left out as well.
func TestLeaveOutOfHeader(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go":  "package p\n\n/*\n#include \"bad.h\"\nstatic int f(int x) { return known(x); }\n*/\nimport \"C\"\n",
		"bad.h": "typedef int bad[known(1) +];\nstatic int known(int x) { return x; }\n",
	})
	names, errs := functions(read(in))
	if want := []string{"a.go f", "a.go known"}; !slices.Equal(names, want) || len(errs) != 1 {
		t.Errorf("read %q, want %q; unread %q", names, want, errs)
	}
}

// What compilers take and parsers stumble over.
func TestWhole(t *testing.T) {
	for name, text := range map[string]string{
		"thread variable":   "extern __thread __typeof__(int) per_thread;\nint f(void) { return per_thread; }\n",
		"packed bit fields": "#pragma pack(push, 1)\ntypedef union { struct { unsigned a : 3; unsigned b : 29; }; unsigned raw; } u;\ntypedef struct { u f; unsigned char tail; char ok[5]; } s;\n#pragma pack(pop)\ntypedef char ten[sizeof(s) == 10 ? 1 : -1];\nint f(void) { return sizeof(ten); }\n",
		"parameter in cast": "void *f(void *p, const char *name) { return ((void *(*)(const char *name))p)(name); }\n",
		"blocks":            "typedef int (^block)(int); void take(void (^)(void), block _Nonnull b);\nint f(void) { return 1; }\n",
	} {
		in := newPackage(t, map[string]string{"a.go": "package p\n\nimport \"C\"\n", "x.c": text})
		if names, errs := functions(read(in)); !slices.Equal(names, []string{"x.c f"}) || len(errs) > 0 {
			t.Errorf("%s: read %q, unread %q", name, names, errs)
		}
	}
}

// What glibc declares for clang is a type to the parser already.
func TestFloatTypedefs(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go":            "package p\n\n/*\n#include \"floatn-common.h\"\nstatic _Float32 f(_Float32 x) { return x; }\n*/\nimport \"C\"\n",
		"floatn-common.h": "#if 1\ntypedef float _Float32;\n  typedef double _Float32x;\n#endif\n",
	})
	names, errs := functions(read(in))
	if want := []string{"a.go f"}; !slices.Equal(names, want) || len(errs) > 0 {
		t.Errorf("read %q, want %q; unread %q", names, want, errs)
	}
}
