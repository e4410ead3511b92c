package ctoken_test

import (
	"os"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/ctoken"
)

// spell writes the tokens of a text with a blank between them.
func spell(text string) string {
	names := ctoken.NewNames()
	f := ctoken.NewFile("x.c", []byte(text), names)
	var all []string
	for _, t := range f.Tokens {
		switch {
		case t.Kind == ctoken.EOF:
		case t.Name != 0:
			all = append(all, names.Text(t.Name))
		default:
			all = append(all, t.Kind.String())
		}
	}
	return strings.Join(all, " ")
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"a+++b":                    "a ++ + b",
		"x->y...z.5e+3f":           "x -> y ... z .5e+3f",
		"L\"a\\\"b\" u8'c' 'd'":    "L\"a\\\"b\" u8'c' 'd'",
		"a/* b */c // d\ne":        "a c e",
		"a // b \\\n c\nd":         "a d",
		"ab\\\ncd e\\\n f":         "abcd e f",
		"\"ab\\\ncd\"":             "\"abcd\"",
		"<:1:> <%%> %: %:%:":       "[ 1 ] { } # ##",
		"a<<=b>>=c<=d>=e==f!=g":    "a <<= b >>= c <= d >= e == f != g",
		"0x1p-3 1'000'000 0b1 1.2": "0x1p-3 1'000'000 0b1 1.2",
		"don't":                    "don '  t",
		"a&&b&c&=d":                "a && b & c &= d",
		"é\\u00e9$":                "é\\u00e9$",
	} {
		if got := spell(text); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") || strings.Count(got, " ") > strings.Count(want, " ") {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// Known words have the same names everywhere.
func TestWords(t *testing.T) {
	names := ctoken.NewNames()
	for _, word := range []string{"__typeof__", "include", "packed", "_Thread_local"} {
		if names.Intern([]byte(word)) != ctoken.Word(word) {
			t.Errorf("%s has another name", word)
		}
	}
	if k := ctoken.KeywordOf(names.Intern([]byte("__inline"))); k != ctoken.Inline {
		t.Errorf("__inline is keyword %d", k)
	}
	if k := ctoken.KeywordOf(names.Intern([]byte("inlined"))); k != ctoken.NoKeyword {
		t.Errorf("inlined is keyword %d", k)
	}
}

func TestGuard(t *testing.T) {
	names := ctoken.NewNames()
	for text, want := range map[string]string{
		"/* c */\n#ifndef A_H\n#define A_H\n#if 1\n#else\n#endif\nint x;\n#endif\n": "A_H",
		"#if !defined(A_H)\n#endif":            "A_H",
		"#ifndef A_H\n#endif\nint x;\n":        "",
		"int x;\n#ifndef A_H\n#endif\n":        "",
		"#ifndef A_H\n#else\nint y;\n#endif\n": "",
	} {
		if got := names.Text(ctoken.NewFile("x.h", []byte(text), names).Guard); got != want {
			t.Errorf("%q is under %q, want %q", text, got, want)
		}
	}
}

func TestLine(t *testing.T) {
	f := ctoken.NewFile("x.c", []byte("a\n\n  b\n"), ctoken.NewNames())
	if line, column := f.Line(int(f.Tokens[1].Pos)); line != 3 || column != 3 {
		t.Errorf("b is at %d:%d", line, column)
	}
}

func FuzzFile(f *testing.F) {
	f.Add("#if 1\nint x = 'a' + \"b\" L'c'\n#endif\\\n %:%: ??= \\u00e9 /* ")
	f.Fuzz(func(t *testing.T, text string) {
		file := ctoken.NewFile("x.c", []byte(text), ctoken.NewNames())
		for _, tok := range file.Tokens {
			file.Line(int(tok.Pos))
		}
	})
}

// BenchmarkFile splits the file that CGOLINT_C names.
func BenchmarkFile(b *testing.B) {
	name := os.Getenv("CGOLINT_C")
	if name == "" {
		b.Skip("CGOLINT_C names no file")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		ctoken.NewFile(name, text, ctoken.NewNames())
	}
}
