package fixes

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"strconv"
	"strings"
)

// removeImports returns text, a Go file made from s by fixes, without the
// imports that had a use in s and have none now, and without the second of
// two that import the same package under the same name, as two fixes may add.
func (s *source) removeImports(text []byte) ([]byte, error) {
	fset, f, err := parse(s.name, text)
	if err != nil {
		return nil, fmt.Errorf("leaves a file that does not parse: %w", err)
	}
	used := packageNames(f)
	seen := make(map[string]bool)
	var drop []*ast.ImportSpec
	for _, spec := range f.Imports {
		key := importKey(spec)
		if key == `"C"` {
			continue // also several times, each with its preamble
		}
		if seen[key] || s.imports[key] && isUsed(s.used, spec) && !isUsed(used, spec) {
			drop = append(drop, spec)
		}
		seen[key] = true
	}
	if drop == nil {
		return text, nil
	}
	return replace(text, cut(fset, f, text, drop)), nil
}

// cut returns the edits that remove the import specs, with their lines and
// comments, and the declarations in which none is left.
func cut(fset *token.FileSet, f *ast.File, text []byte, drop []*ast.ImportSpec) []Edit {
	gone := make(map[ast.Spec]bool)
	for _, spec := range drop {
		gone[spec] = true
	}
	var edits []Edit
	for _, decl := range f.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.IMPORT {
			break // imports come first
		}
		var cuts []Edit
		for _, spec := range gen.Specs {
			if gone[spec] {
				spec := spec.(*ast.ImportSpec)
				cuts = append(cuts, lineOf(fset, text, spec, spec.Doc, spec.Comment))
			}
		}
		if len(cuts) > 0 && len(cuts) == len(gen.Specs) {
			cuts = []Edit{lineOf(fset, text, gen, gen.Doc, lastComment(gen))}
		}
		edits = append(edits, cuts...)
	}
	return edits
}

// lastComment returns the comment after an import declaration that has no
// parentheses, or nil.
func lastComment(gen *ast.GenDecl) *ast.CommentGroup {
	if gen.Lparen.IsValid() {
		return nil
	}
	return gen.Specs[0].(*ast.ImportSpec).Comment
}

// lineOf returns the edit that removes n with its comments: the whole line
// where nothing else is on it.
func lineOf(fset *token.FileSet, text []byte, n ast.Node, doc, comment *ast.CommentGroup) Edit {
	start, end := offset(fset, n.Pos()), offset(fset, n.End())
	if doc != nil {
		start = offset(fset, doc.Pos())
	}
	if comment != nil {
		end = offset(fset, comment.End())
	}
	lineStart, lineEnd := start, end
	for lineStart > 0 && isBlank(text[lineStart-1]) {
		lineStart--
	}
	for lineEnd < len(text) && isBlank(text[lineEnd]) {
		lineEnd++
	}
	atStart := lineStart == 0 || text[lineStart-1] == '\n'
	if atStart && lineEnd < len(text) && text[lineEnd] == '\n' {
		return Edit{Start: lineStart, End: lineEnd + 1}
	}
	// Something else is on the line: take the semicolon that ends the
	// import, which may also end the declaration before it.
	if lineEnd < len(text) && text[lineEnd] == ';' {
		end = lineEnd + 1
	}
	return Edit{Start: start, End: end}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }

func offset(fset *token.FileSet, pos token.Pos) int {
	return fset.File(pos).Offset(pos)
}

// importsEnd returns the offset after the last import's line, or after the
// package clause's where there is none.
func importsEnd(fset *token.FileSet, f *ast.File, text []byte) int {
	end := offset(fset, f.Name.End())
	for _, decl := range f.Decls {
		if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.IMPORT {
			end = offset(fset, gen.End())
		}
	}
	if i := strings.IndexByte(string(text[end:]), '\n'); i >= 0 {
		return end + i + 1
	}
	return len(text)
}

// importKey returns the name, if any, and the path of an import.
func importKey(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name + " " + spec.Path.Value
	}
	return spec.Path.Value
}

// isImport reports whether text, inserted between the imports of a file, adds
// imports and nothing else.
func isImport(text string) bool {
	text = strings.TrimLeft(text, "; \t\r\n")
	for _, file := range []string{"package p; " + text, "package p; import (" + text + "\n)"} {
		f, err := parser.ParseFile(token.NewFileSet(), "", file, parser.ImportsOnly)
		if err != nil || len(f.Imports) == 0 {
			continue
		}
		f, err = parser.ParseFile(token.NewFileSet(), "", file, parser.SkipObjectResolution)
		if err == nil && onlyImports(f) {
			return true
		}
	}
	return false
}

func onlyImports(f *ast.File) bool {
	for _, decl := range f.Decls {
		if gen, ok := decl.(*ast.GenDecl); !ok || gen.Tok != token.IMPORT {
			return false
		}
	}
	return true
}

// packageNames returns the identifiers of f that stand before a dot and are
// declared nowhere in f, as names of imported packages are.
func packageNames(f *ast.File) map[string]bool {
	names := make(map[string]bool)
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && id.Obj == nil {
				names[id.Name] = true
			}
		}
		return true
	})
	return names
}

// isUsed reports whether one of the names is, or could be, that of the
// imported package. For blank and dot imports it reports false.
func isUsed(names map[string]bool, spec *ast.ImportSpec) bool {
	if spec.Name != nil {
		return names[spec.Name.Name]
	}
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return false
	}
	for _, name := range likelyNames(p) {
		if names[name] {
			return true
		}
	}
	return false
}

// likelyNames returns the names that a package with this import path may
// have by the customs of the field: the last element, without a major version
// (".v2", or the element "v2") and without "go-", "-go" and ".go"; also the
// part after the last dash or dot.
func likelyNames(importPath string) []string {
	base := path.Base(importPath)
	if isMajor(base) {
		base = path.Base(path.Dir(importPath))
	}
	if stem, version, ok := strings.Cut(base, "."); ok && isMajor(version) {
		base = stem
	}
	names := []string{base}
	for _, cut := range []string{
		strings.TrimPrefix(base, "go-"),
		strings.TrimPrefix(base, "go"),
		strings.TrimSuffix(base, "-go"),
		strings.TrimSuffix(base, ".go"),
		base[strings.LastIndexAny(base, "-.")+1:],
		strings.ReplaceAll(base, "-", "_"),
		strings.ReplaceAll(base, "-", ""),
	} {
		if cut != base {
			names = append(names, cut)
		}
	}
	return names
}

// isMajor reports whether elem is a major version, as "v2".
func isMajor(elem string) bool {
	digits, ok := strings.CutPrefix(elem, "v")
	if !ok {
		return false
	}
	_, err := strconv.ParseUint(digits, 10, 32)
	return err == nil
}
