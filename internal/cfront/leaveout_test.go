package cfront_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/diskcache"
)

// refusedBody is right C whose second parameter name the parser takes for a
// redeclaration of the first.
const refusedBody = `{
	return ((void *(*)(const char *name))p)(name);
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
		for _, want := range []string{"a.go: the body of refused_here: ", "b.c: the body of refused_in_header: ", "the body of refused_in_file: "} {
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

// What is refused outside of bodies, or in the text of a macro, cannot be
// left out.
func TestRefusedElsewhere(t *testing.T) {
	in := newPackage(t, map[string]string{
		"a.go":      "package p\n\n// static int fine(void) { return 1; }\nimport \"C\"\n",
		"outside.c": "int f(int x) { return x; }\nint n[f(1) +];\n",
		"macro.c":   "#define BODY(t) { return ((void *(*)(const char *name))p)(name); }\nvoid *g(void *p, const char *name) BODY(1)\n",
	})
	names, errs := functions(read(in))
	if want := []string{"a.go fine"}; !slices.Equal(names, want) || len(errs) != 2 {
		t.Errorf("read %q, want %q; unread %q", names, want, errs)
	}
}
