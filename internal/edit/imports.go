package edit

import (
	"go/ast"
	"go/token"
	"slices"
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

// DeleteImport deletes an import, and the declaration if it holds no other.
func (f *File) DeleteImport(spec *ast.ImportSpec) { f.dropped = spec }

// AddImport adds an import of a path that the file does not import yet. An
// import "C" and its preamble are left as they are.
func (f *File) AddImport(path string) { f.AddNamedImport("", path) }

// AddNamedImport is AddImport under a name, unless it is empty.
func (f *File) AddNamedImport(name, path string) {
	if s := (importSpec{name, path}); !slices.Contains(f.added, s) {
		f.added = append(f.added, s)
	}
}

// An importSpec is an import to be added.
type importSpec struct{ name, path string }

func (s importSpec) String() string {
	if s.name != "" {
		return s.name + " " + strconv.Quote(s.path)
	}
	return strconv.Quote(s.path)
}

// editImports makes the edits for the imports that are deleted and added. One
// that is alone in its declaration is replaced.
func (f *File) editImports() {
	added := f.added
	if spec := f.dropped; spec != nil {
		decl := f.declOf(spec)
		switch alone := len(decl.Specs) == 1; {
		case len(added) > 0 && (alone || !isModule(added[0].path) && spec.Comment == nil):
			f.Replace(spec.Pos(), spec.End(), added[0].String())
			added = added[1:]
			f.dropped = nil // its place is taken
		case alone:
			f.DeleteDocumented(decl.Pos(), decl.End(), decl.Doc, spec.Comment)
		default:
			f.DeleteDocumented(spec.Pos(), spec.End(), spec.Doc, spec.Comment)
		}
	}
	for _, s := range added {
		f.addImport(s)
	}
}

func (f *File) declOf(spec *ast.ImportSpec) *ast.GenDecl {
	for _, d := range f.Syntax.Decls {
		if decl, ok := d.(*ast.GenDecl); ok && decl.Pos() <= spec.Pos() && spec.Pos() < decl.End() {
			return decl
		}
	}
	return &ast.GenDecl{} // not reached: the specs of a file are in its declarations
}

func (f *File) addImport(s importSpec) {
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
	switch {
	case len(decls) == 0:
		f.Insert(last, "\n\nimport "+s.String())
	case decls[0].Lparen.IsValid():
		f.addToGroup(decls[0], s)
	case len(decls) == 1:
		spec := decls[0].Specs[0].(*ast.ImportSpec)
		f.Insert(spec.Pos(), "(\n\t")
		f.Insert(spec.End(), separator(spec, s)+s.String()+"\n)")
	default:
		f.Insert(decls[len(decls)-1].End(), "\nimport "+s.String())
	}
}

// separator returns what to put between an import and one that is added
// after it: an empty line between those of std and of modules.
func separator(spec *ast.ImportSpec, s importSpec) string {
	if p, err := strconv.Unquote(spec.Path.Value); err == nil && isModule(s.path) && !isModule(p) {
		return "\n\n\t"
	}
	return "\n\t"
}

func isC(decl *ast.GenDecl) bool {
	for _, spec := range decl.Specs {
		if spec.(*ast.ImportSpec).Path.Value == `"C"` {
			return true
		}
	}
	return false
}

// addToGroup inserts an import among those of the standard library, which by
// custom come first, or at the end when it is none of them.
func (f *File) addToGroup(decl *ast.GenDecl, s importSpec) {
	var first, after *ast.ImportSpec
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ImportSpec)
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil || spec == f.dropped {
			continue
		}
		if first == nil {
			first = spec
		}
		if isModule(s.path) || p < s.path && !isModule(p) {
			after = spec
		}
	}
	switch {
	case first == nil:
		f.Insert(decl.Lparen+1, "\n\t"+s.String()+"\n")
	case after == nil:
		f.Insert(first.Pos(), s.String()+"\n\t")
	default:
		end := after.End()
		if after.Comment != nil {
			end = after.Comment.End()
		}
		f.Insert(end, separator(after, s)+s.String())
	}
}

// isModule reports whether an import path is of a module, rather than of the
// standard library: its first element has a dot.
func isModule(path string) bool {
	host, _, _ := strings.Cut(path, "/")
	return strings.Contains(host, ".")
}
