package preamble

import (
	"go/ast"
	"go/token"
)

// Imports calls f with each import "C" of a file and its preamble, or nil. That
// is the comment of the import or, for one without parentheses, of the
// declaration (cmd/cgo's File.ParseGo).
func Imports(file *ast.File, f func(spec *ast.ImportSpec, doc *ast.CommentGroup)) {
	for _, decl := range file.Decls {
		decl, ok := decl.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			continue
		}
		for _, spec := range decl.Specs {
			spec := spec.(*ast.ImportSpec)
			if spec.Path.Value != `"C"` {
				continue
			}
			doc := spec.Doc
			if doc == nil && len(decl.Specs) == 1 {
				doc = decl.Doc
			}
			f(spec, doc)
		}
	}
}
