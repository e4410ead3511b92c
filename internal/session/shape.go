package session

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// A shape is what the go command and cgo read of a Go file, beside the Go
// code that only the compiler reads.
type shape struct {
	head  string          // build constraints, the package clause and the imports with their comments: the preamble
	names map[cName]bool  // the C names that are used
	paths map[string]bool // the import paths
}

// A cName is a C name in the form that it is used in: cgo makes something
// else of a call, of one with two results and of a mere mention.
type cName struct {
	name string
	use  string
}

// shapeOf returns the shape of a file. Of one that does not parse, it is as
// much as can be seen.
func shapeOf(name string, text []byte) shape {
	s := shape{names: make(map[cName]bool), paths: make(map[string]bool)}
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if f == nil {
		return s
	}
	var head strings.Builder
	for _, group := range f.Comments {
		for _, c := range group.List {
			if c.Pos() < f.Package && strings.HasPrefix(c.Text, "//go:build") || strings.HasPrefix(c.Text, "//export ") {
				head.WriteString(c.Text + "\n")
			}
		}
	}
	head.WriteString(f.Name.Name + "\n")
	for _, decl := range f.Decls {
		if decl, ok := decl.(*ast.GenDecl); ok && decl.Tok == token.IMPORT {
			s.addImports(&head, decl)
		}
	}
	s.head = head.String()
	s.addNames(f)
	return s
}

func (s *shape) addImports(head *strings.Builder, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ImportSpec)
		s.paths[strings.Trim(spec.Path.Value, "`\"")] = true
		if spec.Path.Value != `"C"` {
			continue
		}
		for _, doc := range []*ast.CommentGroup{decl.Doc, spec.Doc} {
			if doc == nil {
				continue
			}
			for _, c := range doc.List {
				head.WriteString(c.Text + "\n")
			}
		}
	}
}

// addNames finds the uses of C names.
func (s *shape) addNames(f *ast.File) {
	use := make(map[ast.Expr]string)
	called := func(left int, right []ast.Expr) {
		if left == 2 && len(right) == 1 {
			if call, ok := ast.Unparen(right[0]).(*ast.CallExpr); ok {
				use[ast.Unparen(call.Fun)] = "call with error"
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			called(len(n.Lhs), n.Rhs)
		case *ast.ValueSpec:
			called(len(n.Names), n.Values)
		case *ast.CallExpr:
			if fun := ast.Unparen(n.Fun); use[fun] == "" {
				use[fun] = "call"
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "C" {
				s.names[cName{n.Sel.Name, use[n]}] = true
			}
		}
		return true
	})
}

// namesByPackage returns the C names that the files of each root use.
func (m *metadata) namesByPackage() map[string]map[cName]bool {
	all := make(map[string]map[cName]bool)
	for _, u := range m.roots {
		names := make(map[cName]bool)
		for _, file := range u.GoFiles {
			for name := range m.shapes[file].names {
				names[name] = true
			}
		}
		all[u.ID] = names
	}
	return all
}

// outdated reports whether the go command and cgo would say something else
// of a file of u than they did.
func (m *metadata) outdated(u *unit, file string, now shape) bool {
	if now.head != m.shapes[file].head {
		return true
	}
	for path := range now.paths {
		if path != "C" && u.imports[path] == nil && !m.shapes[file].paths[path] {
			return true
		}
	}
	for name := range now.names {
		if !m.names[u.ID][name] {
			return true
		}
	}
	return false
}
