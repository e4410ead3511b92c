package cpp_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/cpp"
	"github.com/cgolint/cgolint/internal/ctoken"
)

// preprocess returns the tokens of main.c with a blank between them.
func preprocess(files map[string]string) (string, error) { return preprocessAs(false, files) }

func preprocessAs(clang bool, files map[string]string) (string, error) {
	names := ctoken.NewNames()
	tokens := make(map[string]*ctoken.File)
	for name, text := range files {
		tokens[name] = ctoken.NewFile(name, []byte(text), names)
	}
	p := cpp.New(cpp.Config{
		Names: names, Macros: cpp.NewCache(), Limit: 1e6, System: []string{"include", "second"},
		Open:   func(name string) *ctoken.File { return tokens[name] },
		Exists: func(name string) bool { return tokens[name] != nil },
		Clang:  clang, Features: clang,
	}, tokens["main.c"])
	var all []string
	for {
		t := p.Next()
		if t.Kind == ctoken.EOF {
			return strings.Join(all, " "), p.Err()
		}
		all = append(all, string(p.Spell(nil, t)))
	}
}

func TestMacros(t *testing.T) {
	for text, want := range map[string]string{
		"#define A B\n#define B A\nA B":                                        "A B",
		"#define f(x) x+f(x)\nf(f(1)) f":                                       "1 + f ( 1 ) + f ( 1 + f ( 1 ) ) f",
		"#define s(x) #x\n#define t(x) s(x)\n#define N 3\ns(N  \"a\\n\") t(N)": `"N \"a\\n\"" "3"`,
		"#define c(a,b) a##b\nc(x,1) c(,y) c(z,) c(<,<=)":                      "x1 y z <<=",
		"#define p(f,...) g(f,##__VA_ARGS__)\np(1) p(1,2,3)":                   "g ( 1 ) g ( 1 , 2 , 3 )",
		"#define p(f,a...) g(f,a)\np(1,2)":                                     "g ( 1 , 2 )",
		"#define v(x,...) h(x __VA_OPT__(,) __VA_ARGS__)\nv(1) v(1,2)":         "h ( 1 ) h ( 1 , 2 )",
		"#define E\n#define F(x) [x]\nF(E) F() F(\n1\n)":                       "[ ] [ ] [ 1 ]",
		"#define A() 1\nA () A\n(2)":                                           "1 1",
		"#define hash_hash # ## #\n#define mkstr(a) # a\n#define in(a) mkstr(a)\n#define j(c,d) in(c hash_hash d)\nj(x, y)": `"x ## y"`,
		"#define t(x,y,z) x ## y ## z\nt(1,2,3) t(,4,5) t(6,,7) t(8,9,) t(10,,) t(,11,) t(,,12) t(,,)":                      "123 45 67 89 10 11 12",
		"#define x 3\n#define f(a) f(x * (a))\n#undef x\n#define x 2\n#define g f\n#define z z[0]\nf(y+1) + f(f(z))":        "f ( 2 * ( y + 1 ) ) + f ( 2 * ( f ( 2 * ( z [ 0 ] ) ) ) )",
		"#define g(x) x\n#define e g\ne(e)(1)":                                           "g ( 1 )",
		"__LINE__\n__LINE__\n#line 9 \"q.c\"\n__LINE__ __FILE__ __COUNTER__ __COUNTER__": `1 2 9 "q.c" 0 1`,
		"#pragma push_macro(\"A\")\n#define A 1\nA\n#pragma pop_macro(\"A\")\nA":         "1 A",
	} {
		if got, err := preprocess(map[string]string{"main.c": text}); got != want || err != nil {
			t.Errorf("%s\nis  %s (%v)\nnot %s", text, got, err, want)
		}
	}
}

func TestConditions(t *testing.T) {
	for cond, want := range map[string]bool{
		"1 + 2 * 3 == 7": true, "(1 ? 2 : 3) == 2": true, "-1 > 0u": true, "'a' == 97 && L'\\x41' == 65": true,
		"defined A && defined(B) && !defined C": true, "A - 1": false, "B": true, "UNKNOWN": false, "1 / 0": false,
		"0 && (1 / 0)": false, "1 << 4 >> 2 == 4": true, "~0 == -1": true, "0x10 == 020 && 0b11 == 3 && 1'000 == 1000ull": true,
		"__has_include(<there.h>) && __has_include(\"there.h\") && !__has_include(<nope.h>)": true, "defined __has_include": true,
		"__has_attribute(__packed__) && !__has_attribute(nope)": true, "(2, 3) == 3": true, "F(2) == 4": true, "(": false, "NOPE(1)": false,
	} {
		text := "#define A 1\n#define B A\n#define F(x) (x + 2)\n#if " + cond + "\nyes\n#else\nno\n#endif\n"
		got, _ := preprocess(map[string]string{"main.c": text, "include/there.h": ""})
		if (got == "yes") != want || got != "yes" && got != "no" {
			t.Errorf("#if %s is %s", cond, got)
		}
	}
}

// clang's stddef.h asks so before it defines size_t.
func TestBuildingModule(t *testing.T) {
	text := "#if !defined(_SIZE_T) || (__has_feature(modules) && !__building_module(_Builtin_stddef))\nsize_t\n#endif\n"
	if got, err := preprocessAs(true, map[string]string{"main.c": text}); got != "size_t" || err != nil {
		t.Errorf("it is %q (%v)", got, err)
	}
}

func TestGroups(t *testing.T) {
	for text, want := range map[string]string{
		"#if 0\na\n#elif 1\nb\n#elif 1\nc\n#else\nd\n#endif\ne":   "b e",
		"#ifdef A\n#if 1\na\n#else\nb\n#endif\n#else\nc\n#endif":  "c",
		"#ifndef A\n#if 0\na\n#else\nb\n#endif\n#else\nc\n#endif": "b",
		"#if 0\nit's \"odd\n#error no\n#endif\nx":                 "x",
		"#define f(x) x\nf(1\n#ifdef A\n2\n#else\n3\n#endif\n)":   "1 3",
		"#if 1\na":                    "a",
		"#if 0\na":                    "",
		"#else\na\n#endif\n#endif\nb": "a b",
		"#elifdef A\na\n#elifndef A\nb\n#endif\nc":               "a b c",
		"#if 0\n#elifdef A\na\n#elifndef A\nb\n#else\nc\n#endif": "b",
		"%:define Q 1\nQ":           "1",
		"#\n# 12 \"x.c\"\n__LINE__": "12",
		"a _Pragma(\"once\") b\n#pragma omp parallel\n#unknown thing\nc": "a b c",
	} {
		if got, err := preprocess(map[string]string{"main.c": text}); got != want || err != nil {
			t.Errorf("%s\nis  %s (%v)\nnot %s", text, got, err, want)
		}
	}
}

func TestInclude(t *testing.T) {
	files := map[string]string{
		"main.c":          "#include \"sub/a.h\"\n#include <a.h>\n#include <once.h>\n#include <once.h>\n#include <guard.h>\n#include <guard.h>\n#define H <twice.h>\n#include H\n#include H\n",
		"sub/a.h":         "sub_a\n#include \"b.h\"\n",
		"sub/b.h":         "sub_b\n",
		"include/a.h":     "first_a\n#include_next <a.h>\n",
		"second/a.h":      "second_a\n#include_next <b.h>\n#if __has_include_next(<b.h>)\nbad\n#endif\n",
		"include/once.h":  "#pragma once\nonce\n",
		"include/guard.h": "#ifndef G\n#define G\nguard\n#endif\n",
		"second/twice.h":  "twice\n",
	}
	got, err := preprocess(files)
	if want := "sub_a sub_b first_a second_a"; got != want || err == nil || !cpp.IsMissing(err) || !strings.Contains(err.Error(), "second/a.h:2: include file not found: b.h") {
		t.Errorf("%s, %v", got, err)
	}
	files["second/a.h"] = "second_a\n"
	if got, err := preprocess(files); got != "sub_a sub_b first_a second_a once guard twice twice" || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}

// What never ends is cut off.
func TestLimits(t *testing.T) {
	bomb := "#define A0 x x x x x x x x x x\n"
	for i := range 9 {
		bomb += "#define A" + string(rune('1'+i)) + strings.Repeat(" A"+string(rune('0'+i)), 10) + "\n"
	}
	for _, text := range []string{bomb + "A9", "#include \"main.c\"\n", "#error no\n", "#include\n"} {
		if _, err := preprocess(map[string]string{"main.c": text}); err == nil {
			t.Errorf("no error for %q", text)
		}
	}
}

func FuzzNext(f *testing.F) {
	f.Add("#define f(x,...) #x x##__VA_ARGS__ __VA_OPT__(x)\nf(f(1),f)(\n#if f(1)\n#elif defined x\n#else\n#endif\n)_Pragma(\"pack(push,1)\")")
	f.Add("#include \"main.c\"\n#line 3 \"x\"\n__LINE__ __FILE__\n#pragma pack(1)\n#pragma push_macro(\"f\")\n")
	f.Fuzz(func(t *testing.T, text string) {
		preprocess(map[string]string{"main.c": text})
	})
}
