package preamble_test

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/preamble"
)

// extract returns the preamble of a Go file's first import "C".
func extract(t testing.TB, src string) *preamble.Text {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", src, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var spans []preamble.Span
	for _, c := range f.Decls[0].(*ast.GenDecl).Doc.List {
		spans = append(spans, preamble.Span{Start: fset.Position(c.Pos()).Offset, End: fset.Position(c.End()).Offset})
	}
	return preamble.Extract([]byte(src), spans)
}

func TestExtract(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"line comments", "package p\n\n// #include <a.h>\n//int f(void);\nimport \"C\"\n", " #include <a.h>\nint f(void);\n"},
		{"block comment", "package p\n\n/*\nint f(void);\n*/\nimport \"C\"\n", "\nint f(void);\n"},
		{"both", "package p\n\n//int a;\n/*int b;\n*/\n//int c;\nimport \"C\"\n", "int a;\nint b;\nint c;\n"},
		{"carriage returns", "package p\r\n\r\n// int a;\r\n/*\r\nint f(void);\r\n*/\r\nimport \"C\"\r\n", " int a;\n\r\nint f(void);\r\n"},
		{"line comment inside a block", "package p\n\n/*\nint f(void); // f\n*/\nimport \"C\"\n", "\nint f(void); // f\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := extract(t, test.src)
			if text.C != test.want {
				t.Errorf("C text is %q, want %q", text.C, test.want)
			}
			for i := range text.C {
				at := text.Source(i)
				if text.C[i] != '\n' && test.src[at] != text.C[i] {
					t.Errorf("byte %d (%q) is said to stand at %d, where the file has %q", i, text.C[i], at, test.src[at])
				}
			}
		})
	}
}

func TestDirectives(t *testing.T) {
	text := extract(t, `package p

/*
#cgo CFLAGS: -DA=1 -I"${SRCDIR}/my include"
  #cgo linux,!android darwin LDFLAGS: -lfoo 'a b' c\ d
#cgo pkg-config: libpng zlib
#cgo noescape keep
#cgo	nocallback keep
#cgo
#cgo LDFLAGS -lm
#cgo : x
#cgo CFLAG: -O2
#cgo noescape a b
#cgo CFLAGS: "open
#cgonot a directive
int f(void);
*/
import "C"
`)
	type row struct {
		verb, conditions, args, err string
	}
	want := []row{
		{"CFLAGS", "", "-DA=1|-I${SRCDIR}/my include", ""},
		{"LDFLAGS", "linux,!android|darwin", "-lfoo|a b|c d", ""},
		{"pkg-config", "", "libpng|zlib", ""},
		{"noescape", "", "keep", ""},
		{"nocallback", "", "keep", ""},
		{"", "", "", "#cgo line has no colon after its verb"},
		{"", "", "", "#cgo line has no verb before its colon"},
		{"CFLAG", "", "-O2", `#cgo line has the unknown verb "CFLAG"`},
		{"noescape", "", "a|b", "#cgo noescape takes one C function name, not 2"},
		{"CFLAGS", "", "open", "#cgo line has an unclosed quote"},
	}
	var got []row
	for _, d := range text.Directives() {
		r := row{d.Verb, strings.Join(d.Conditions, "|"), strings.Join(d.Args, "|"), ""}
		if d.Err != nil {
			r.err = d.Err.Error()
		}
		got = append(got, r)
		if !strings.HasPrefix(text.C[d.Offset:], d.Text) {
			t.Errorf("%q does not stand at offset %d", d.Text, d.Offset)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("directives are\n%q\nwant\n%q", got, want)
	}
	c := text.WithoutDirectives()
	if len(c) != len(text.C) || strings.Count(c, "\n") != strings.Count(text.C, "\n") {
		t.Errorf("blanking directives moved the text:\n%s", c)
	}
	if strings.Contains(c, "#cgo ") || !strings.Contains(c, "#cgonot a directive\nint f(void);") {
		t.Errorf("without directives the text is\n%s", c)
	}
}

// FuzzExtract holds, for any bytes and any spans, that the C text maps back
// into the file, and that nothing panics.
func FuzzExtract(f *testing.F) {
	f.Add([]byte("package p\n\n// #cgo CFLAGS: -Da\n/*int f(void);\r\n*/\nimport \"C\"\n"), 11, 31)
	f.Add([]byte("/*"), 0, 0)
	f.Add([]byte("//\r\n"), 0, 4)
	f.Fuzz(func(t *testing.T, src []byte, first, second int) {
		text := preamble.Extract(src, []preamble.Span{{Start: first}, {Start: second}})
		for i := range len(text.C) {
			if at := text.Source(i); at < 0 || at > len(src) || at < len(src) && text.C[i] != '\n' && src[at] != text.C[i] {
				t.Fatalf("byte %d of %q is said to stand at %d of %q", i, text.C, at, src)
			}
		}
		if got := text.WithoutDirectives(); len(got) != len(text.C) {
			t.Fatalf("blanking directives made %q of %q", got, text.C)
		}
	})
}

// FuzzDirectives holds our reading of flag lines against go/build's: what it
// accepts we accept, with the same flags.
func FuzzDirectives(f *testing.F) {
	f.Add("CFLAGS: -DA=1 -I/inc 'a b'")
	f.Add(`linux LDFLAGS: -lm c\ d`)
	f.Add("pkg-config: a b")
	f.Add("noescape f")
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\n\r\x00") || strings.Contains(line, "*/") {
			return // not one line of a comment
		}
		src := "package p\n\n/*\n#cgo " + line + "\n*/\nimport \"C\"\n"
		if _, err := parser.ParseFile(token.NewFileSet(), "a.go", src, parser.ImportsOnly); err != nil {
			return
		}
		directives := extract(t, src).Directives()
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "a.go"), []byte(src), 0o666); err != nil {
			t.Fatal(err)
		}
		context := build.Default
		context.CgoEnabled = true
		pkg, err := context.ImportDir(dir, 0)
		if err != nil {
			return // go/build also refuses unsafe characters, which is not ours to judge
		}
		for _, d := range directives {
			if d.Err != nil && len(d.Conditions) == 0 { // else go/build may not have looked further
				t.Fatalf("go/build accepts %q, we say: %v", d.Text, d.Err)
			}
			if d.Verb == "CFLAGS" && len(d.Conditions) == 0 && !namesPath(line) && !slices.Equal(pkg.CgoCFLAGS, d.Args) && len(pkg.CgoCFLAGS)+len(d.Args) > 0 {
				t.Fatalf("go/build reads %q from %q, we read %q", pkg.CgoCFLAGS, d.Text, d.Args)
			}
		}
	})
}

// namesPath reports whether a line may have a flag whose path go/build makes
// absolute.
func namesPath(line string) bool {
	for _, part := range []string{"${SRCDIR}", "-I", "-L"} {
		if strings.Contains(line, part) {
			return true
		}
	}
	return false
}
