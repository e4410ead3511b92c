package edit

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// apply parses src, lets edit work on it, and returns the result.
func apply(t *testing.T, src string, edit func(f *File)) string {
	t.Helper()
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	f := &File{Syntax: syntax, Source: []byte(src)}
	edit(f)
	var out bytes.Buffer
	last := 0
	for _, e := range f.Edits() {
		start, end := f.offset(e.Pos), f.offset(e.End)
		if start < last {
			t.Fatalf("edit at %d begins before %d", start, last)
		}
		out.Write(f.Source[last:start])
		out.Write(e.NewText)
		last = end
	}
	out.Write(f.Source[last:])
	if _, err := parser.ParseFile(fset, "x.go", out.Bytes(), 0); err != nil {
		t.Errorf("%v\n%s", err, out.String())
	}
	return out.String()
}

// TestDelete deletes the statements that call drop.
func TestDelete(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"line", "\n\ta()\n\tdrop()\n\tb()\n", "\n\ta()\n\tb()\n"},
		{"first", "\n\tdrop()\n\tdrop()\n\n\tb()\n", "\n\tb()\n"},
		{"last", "\n\ta()\n\n\tdrop()\n", "\n\ta()\n"},
		{"between empty lines", "\n\ta()\n\n\tdrop()\n\n\tb()\n", "\n\ta()\n\n\tb()\n"},
		{"all", "\n\tdrop()\n", "\n"},
		{"comment stays", "\n\tdrop() // why\n\tb()\n", "\n\t// why\n\tb()\n"},
		{"comment above stays", "\n\t// why\n\tdrop()\n\tb()\n", "\n\t// why\n\tb()\n"},
		{"one line, first", " drop(); b() ", " b() "},
		{"one line, middle", " a(); drop(); b() ", " a(); b() "},
		{"one line, last", " a(); drop() ", " a() "},
		{"one line, only", " drop() ", " "},
		{"one line, two", " drop(); drop(); b() ", " b() "},
		{"several on a line of many", "\n\tdrop(); drop()\n\tb()\n", "\n\tb()\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := apply(t, "package p\n\nfunc f() {"+test.body+"}\n", func(f *File) {
				ast.Inspect(f.Syntax, func(n ast.Node) bool {
					if stmt, ok := n.(*ast.ExprStmt); ok && stmt.X.(*ast.CallExpr).Fun.(*ast.Ident).Name == "drop" {
						f.Delete(stmt.Pos(), stmt.End())
					}
					return true
				})
			})
			if want := "package p\n\nfunc f() {" + test.want + "}\n"; got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestAddImport(t *testing.T) {
	const rest = "\n\nvar x int\n"
	for _, test := range []struct{ name, src, want string }{
		{"none", "package p", "package p\n\nimport \"sync/atomic\""},
		{"one", "package p\n\nimport \"fmt\"", "package p\n\nimport (\n\t\"fmt\"\n\t\"sync/atomic\"\n)"},
		{"group", "package p\n\nimport (\n\t\"fmt\"\n\t\"sync\" // for locks\n\t\"time\"\n\n\t\"example.com/a\"\n)", "package p\n\nimport (\n\t\"fmt\"\n\t\"sync\" // for locks\n\t\"sync/atomic\"\n\t\"time\"\n\n\t\"example.com/a\"\n)"},
		{"first of a group", "package p\n\nimport (\n\t\"time\"\n)", "package p\n\nimport (\n\t\"sync/atomic\"\n\t\"time\"\n)"},
		{"single ones", "package p\n\nimport \"fmt\"\nimport \"time\"", "package p\n\nimport \"fmt\"\nimport \"time\"\nimport \"sync/atomic\""},
		{"cgo", "package p\n\n// #include <a.h>\nimport \"C\"", "package p\n\n// #include <a.h>\nimport \"C\"\n\nimport \"sync/atomic\""},
		{"cgo and group", "package p\n\n// #include <a.h>\nimport \"C\"\n\nimport (\n\t\"fmt\"\n)", "package p\n\n// #include <a.h>\nimport \"C\"\n\nimport (\n\t\"fmt\"\n\t\"sync/atomic\"\n)"},
		{"empty group", "package p\n\nimport ()", "package p\n\nimport (\n\t\"sync/atomic\"\n)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := apply(t, test.src+rest, func(f *File) { f.AddImport("sync/atomic") })
			if got != test.want+rest {
				t.Errorf("got\n%s\nwant\n%s", got, test.want+rest)
			}
		})
	}
}

func TestAddImportOfModule(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"", "package p\n\nimport (\n\t\"fmt\"\n)\n", "package p\n\nimport (\n\t\"fmt\"\n\n\t\"example.com/a\"\n)\n"},
		{"b", "package p\n\nimport (\n\t\"fmt\"\n\n\t\"example.com/x\" // x\n)\n", "package p\n\nimport (\n\t\"fmt\"\n\n\t\"example.com/x\" // x\n\tb \"example.com/a\"\n)\n"},
	} {
		if got := apply(t, test.src, func(f *File) { f.AddNamedImport(test.name, "example.com/a") }); got != test.want {
			t.Errorf("got\n%s\nwant\n%s", got, test.want)
		}
	}
}

func TestDeleteImport(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"only", "package p\n\nimport \"sync\"\n\nvar x int\n", "package p\n\nvar x int\n"},
		{"group", "package p\n\nimport (\n\t\"fmt\"\n\t\"sync\" // for locks\n)\n", "package p\n\nimport (\n\t\"fmt\"\n)\n"},
		{"group of one", "package p\n\nimport (\n\t\"sync\"\n)\n\nvar x int\n", "package p\n\nvar x int\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := apply(t, test.src, func(f *File) { f.DeleteImport(Import(f.Syntax, "sync")) })
			if got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// TestSwapImport deletes one import and adds another.
func TestSwapImport(t *testing.T) {
	for _, test := range []struct{ name, src, path string }{
		{"single", "package p\n\nimport \"sync\"\n\nvar x int\n", "example.com/a"},
		{"group of one", "package p\n\nimport (\n\t\"sync\"\n)\n\nvar x int\n", "example.com/a"},
		{"last of a group", "package p\n\nimport (\n\t\"fmt\"\n\t\"sync\"\n)\n", "example.com/a"},
		{"last, std", "package p\n\nimport (\n\t\"fmt\"\n\t\"sync\"\n)\n", "sync/atomic"},
		{"first", "package p\n\nimport (\n\t\"sync\"\n\t\"time\"\n)\n", "sync/atomic"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := apply(t, test.src, func(f *File) {
				f.DeleteImport(Import(f.Syntax, "sync"))
				f.AddImport(test.path)
			})
			if !strings.Contains(got, `"`+test.path+`"`) || strings.Contains(got, `"sync"`) {
				t.Errorf("got\n%s", got)
			}
		})
	}
}
