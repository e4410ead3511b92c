package cparse_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cgolint/cgolint/internal/cpp"
)

// TestWhole reads what gcc takes.
func TestWhole(t *testing.T) {
	text, err := os.ReadFile("testdata/whole.c")
	if err != nil {
		t.Fatal(err)
	}
	c, errs := newReader(t).read("whole.c", string(text))
	for _, e := range errs {
		t.Error(e)
	}
	if want := strings.Count(string(text), ") { "); c.bodies < want/2 {
		t.Errorf("%d bodies were read", c.bodies)
	}
}

// What cannot be read takes nothing else with it.
func TestRecovery(t *testing.T) {
	const before, after = "int before(void) { return 1; }\n", "\nint after(void) { return before(); }\n"
	r := newReader(t)
	for _, bad := range []string{
		"int n[1 +];", "unknown_t x;", "int f( { return 1; }", "int f(void) { return }", "int f(void) { return (1; }", "struct s { int a b; };",
		"struct s { int a; unknown_t b; } *p;", "typedef struct { int n[before()]; } t, *u;", "int x = { 1, 2 ; };", "enum { A = before() };", "@ 1 2;",
		"extern \"C\" int x;", "int f(void) { if (1) }", "int f(void) { undeclared = 1; }", "int f(int x) { return x.y; }", "template <class T> class X;",
		"int 3x;", "static int f(void) { struct { int a } b; } }", "void f(unknown_t t) { t.x(); }", "int (*f(int)(int))(int);", "return 1;", "}", "};", ")",
		"int f(void) { asm { nop } }", "void f(void) { case; }", "int a[-1];", "struct s { void v; };", "int x = sizeof(struct nope);",
	} {
		c, errs := r.read("x.c", before+bad+after)
		if c.objects["before"] == nil || c.objects["after"] == nil {
			t.Errorf("%s takes %v with it: %q", bad, c.objects, errs)
		}
		if len(errs) == 0 {
			t.Errorf("%s is read", bad)
		}
	}
}

// A text may end anywhere.
func TestTruncated(t *testing.T) {
	text, err := os.ReadFile("testdata/whole.c")
	if err != nil {
		t.Fatal(err)
	}
	_, own, _ := strings.Cut(string(text), "#include <stdint.h>\n")
	own = "typedef long intptr_t; typedef __builtin_va_list va_list;\n" + own
	r := newReader(t)
	for end := 0; end < len(own); end += 97 {
		r.read("x.c", own[:end])
	}
}

// What nests without end is refused, in time that is bearable.
func TestDeep(t *testing.T) {
	r := newReader(t)
	const n = 100000
	for _, text := range []string{
		"int x = " + strings.Repeat("(", n) + "1;", "int x = " + strings.Repeat("-", n) + "1;", "int " + strings.Repeat("(*", n) + "x;", "int f(void) " + strings.Repeat("{", n),
		"int f(void) { " + strings.Repeat("if (1) ", n) + ";}", "int x = " + strings.Repeat("1 ? ", n) + "1;", "int x[] = " + strings.Repeat("{", n),
		"int x = " + strings.Repeat("sizeof ", n) + "1;", strings.Repeat("struct { ", n), "int f(void) { " + strings.Repeat("a = ", n) + "1; }", "int " + strings.Repeat("*", n) + "x;",
		"int x = " + strings.Repeat("1 + ", n) + "1;", "int f(void) { return 1" + strings.Repeat("+ x", 4*n) + "; }", "int x" + strings.Repeat("[1]", n) + ";", "int f" + strings.Repeat("(int (*)", n) + ";", "int f(void) { return 1" + strings.Repeat(", 1", n) + "; }",
		"int f(void) {" + strings.Repeat(" while (1)", n) + "; }", "int f(void) {" + strings.Repeat(" else if (1) ;", n) + " }", "void f(void) { x" + strings.Repeat("->a", n) + "; }",
	} {
		start := time.Now()
		r.read("x.c", text)
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s takes %v", firstOf(text, 40), d)
		}
	}
}

// A macro's text is where the macro is used.
func TestPositions(t *testing.T) {
	r := newReader(t)
	_, errs := r.read("x.c", "#define BAD(x) int x = sizeof(struct nope)\n\n  BAD(a);\n#line 70 \"y.c\"\n int b[\n 1 + ];\n")
	want := []string{"x.c:3:3: sizeof an incomplete type", "y.c:71:6: unexpected ]"}
	if !slices.Equal(errs, want) {
		t.Errorf("the errors are %q, not %q", errs, want)
	}
}

func FuzzUnit(f *testing.F) {
	text, err := os.ReadFile("testdata/whole.c")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#include") {
			f.Add(line)
		}
	}
	layout, err := os.ReadFile("testdata/layout.c")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(layout))
	r := newReader(f)
	f.Fuzz(func(t *testing.T, text string) {
		r.macros = cpp.NewCache() // which keeps the macros of each text
		r.read("x.c", text)
	})
}
