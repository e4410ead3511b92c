package edit

import (
	"bytes"
	"go/ast"
	"go/token"
	"strings"
)

// AddAfter adds statements after another: on lines of their own behind its
// line, or on its line where more code is there.
func (f *File) AddAfter(stmt ast.Stmt, lines ...string) {
	rest := f.Source[f.offset(stmt.End()):]
	rest = bytes.TrimRight(rest[:indexOrEnd(rest, '\n')], "\r")
	text := bytes.TrimSpace(rest)
	if len(text) > 0 && !bytes.HasPrefix(text, []byte("//")) {
		f.Insert(stmt.End(), "; "+strings.Join(lines, "; "))
		return
	}
	newline := "\n" + f.LineIndentation(stmt.Pos())
	f.Insert(stmt.End()+token.Pos(len(rest)), newline+strings.Join(lines, newline))
}

// AddBefore adds statements before another: on lines of their own before its
// line, or on its line where more code is there.
func (f *File) AddBefore(stmt ast.Stmt, lines ...string) {
	start := f.offset(stmt.Pos())
	before := f.Source[bytes.LastIndexByte(f.Source[:start], '\n')+1 : start]
	if len(bytes.TrimSpace(before)) > 0 {
		f.Insert(stmt.Pos(), strings.Join(lines, "; ")+"; ")
		return
	}
	newline := "\n" + string(before)
	f.Insert(stmt.Pos(), strings.Join(lines, newline)+newline)
}

// Contains reports whether a position is in a node.
func Contains(n ast.Node, pos token.Pos) bool { return n.Pos() <= pos && pos < n.End() }

// Within reports whether a node is all in another.
func Within(n, outer ast.Node) bool { return outer.Pos() <= n.Pos() && n.End() <= outer.End() }

// LineIndentation returns the white space at the beginning of the line of pos.
func (f *File) LineIndentation(pos token.Pos) string {
	line := f.Source[bytes.LastIndexByte(f.Source[:f.offset(pos)], '\n')+1:]
	return string(line[:spaces(line)])
}
