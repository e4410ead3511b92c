package edit

import (
	"go/ast"
	"testing"
)

// TestAdd adds statements beside the one that calls here.
func TestAdd(t *testing.T) {
	for _, test := range []struct{ name, body, before, after string }{
		{"line", "\n\there()\n\tb()\n", "\n\tx()\n\ty()\n\there()\n\tb()\n", "\n\there()\n\tx()\n\ty()\n\tb()\n"},
		{"comment", "\n\there() // why\n", "\n\tx()\n\ty()\n\there() // why\n", "\n\there() // why\n\tx()\n\ty()\n"},
		{"one line", " here() ", " x(); y(); here() ", " here(); x(); y() "},
		{"among others", "\n\ta(); here(); b()\n", "\n\ta(); x(); y(); here(); b()\n", "\n\ta(); here(); x(); y(); b()\n"},
		{"block comment", "\n\there() /* why */; b()\n", "\n\tx()\n\ty()\n\there() /* why */; b()\n", "\n\there(); x(); y() /* why */; b()\n"},
		{"in a block", "\n\tif c { here() } // why\n", "\n\tif c { x(); y(); here() } // why\n", "\n\tif c { here(); x(); y() } // why\n"},
		{"last of a line", "\n\ta(); here()\n", "\n\ta(); x(); y(); here()\n", "\n\ta(); here()\n\tx()\n\ty()\n"},
		{"windows", "\r\n\there()\r\n", "\r\n\tx()\n\ty()\n\there()\r\n", "\r\n\there()\n\tx()\n\ty()\r\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for want, add := range map[string]func(f *File, s ast.Stmt){
				test.before: func(f *File, s ast.Stmt) { f.AddBefore(s, "x()", "y()") },
				test.after:  func(f *File, s ast.Stmt) { f.AddAfter(s, "x()", "y()") },
			} {
				got := apply(t, "package p\n\nfunc f() {"+test.body+"}\n", func(f *File) {
					ast.Inspect(f.Syntax, func(n ast.Node) bool {
						if stmt, ok := n.(*ast.ExprStmt); ok && stmt.X.(*ast.CallExpr).Fun.(*ast.Ident).Name == "here" {
							add(f, stmt)
						}
						return true
					})
				})
				if want := "package p\n\nfunc f() {" + want + "}\n"; got != want {
					t.Errorf("got\n%q\nwant\n%q", got, want)
				}
			}
		})
	}
}
