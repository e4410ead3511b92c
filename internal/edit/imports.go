package edit

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// Import returns the file's import of a path, or nil.
func Import(f *ast.File, path string) *ast.ImportSpec {
	for _, spec := range f.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil && p == path {
			return spec
		}
	}
	return nil
}

// ReplaceImport makes an import that has no name of its own one of another
// path.
func (f *File) ReplaceImport(spec *ast.ImportSpec, path string) {
	f.Replace(spec.Path.Pos(), spec.Path.End(), strconv.Quote(path))
}

// DeleteImport deletes an import, and the declaration if it holds no other.
func (f *File) DeleteImport(spec *ast.ImportSpec) {
	for _, d := range f.Syntax.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || spec.Pos() < decl.Pos() || decl.End() <= spec.Pos() {
			continue
		}
		if len(decl.Specs) == 1 {
			f.DeleteDocumented(decl.Pos(), decl.End(), decl.Doc, spec.Comment)
		} else {
			f.DeleteDocumented(spec.Pos(), spec.End(), spec.Doc, spec.Comment)
		}
	}
}

// AddImport adds an import of a path that the file does not import yet. An
// import "C" and its preamble are left as they are.
func (f *File) AddImport(path string) {
	var decls []*ast.GenDecl
	last := f.Syntax.Name.End()
	for _, d := range f.Syntax.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			break
		}
		last = decl.End()
		if !isC(decl) {
			decls = append(decls, decl)
		}
	}
	quoted := strconv.Quote(path)
	switch {
	case len(decls) == 0:
		f.Insert(last, "\n\nimport "+quoted)
	case decls[0].Lparen.IsValid():
		f.addToGroup(decls[0], path, quoted)
	case len(decls) == 1:
		spec := decls[0].Specs[0]
		f.Insert(spec.Pos(), "(\n\t")
		f.Insert(spec.End(), "\n\t"+quoted+"\n)")
	default:
		f.Insert(decls[len(decls)-1].End(), "\nimport "+quoted)
	}
}

func isC(decl *ast.GenDecl) bool {
	for _, spec := range decl.Specs {
		if spec.(*ast.ImportSpec).Path.Value == `"C"` {
			return true
		}
	}
	return false
}

// addToGroup inserts the path among those of the standard library, which by
// custom come first.
func (f *File) addToGroup(decl *ast.GenDecl, path, quoted string) {
	if len(decl.Specs) == 0 {
		f.Insert(decl.Lparen+1, "\n\t"+quoted+"\n")
		return
	}
	var after ast.Spec
	for _, s := range decl.Specs {
		p, err := strconv.Unquote(s.(*ast.ImportSpec).Path.Value)
		first, _, _ := strings.Cut(p, "/")
		if err == nil && p < path && !strings.Contains(first, ".") {
			after = s
		}
	}
	if after == nil {
		f.Insert(decl.Specs[0].Pos(), quoted+"\n\t")
		return
	}
	end := after.End()
	if comment := after.(*ast.ImportSpec).Comment; comment != nil {
		end = comment.End()
	}
	f.Insert(end, "\n\t"+quoted)
}
