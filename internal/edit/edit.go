// Package edit makes the text edits of a suggested fix: it deletes statements
// and declarations together with the lines they stand on, replaces expressions,
// and adds and removes imports. The result is correct Go in gofmt's form but
// for the alignment of comments and fields.
package edit

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A File collects edits of one file.
type File struct {
	Syntax *ast.File
	Source []byte

	edits   []analysis.TextEdit
	deleted []span
	dropped *ast.ImportSpec // by DeleteImport
	added   []importSpec    // by AddImport
}

// A span is an extent in Source.
type span struct{ start, end int }

func (f *File) offset(pos token.Pos) int { return int(pos - f.Syntax.FileStart) }
func (f *File) pos(offset int) token.Pos { return f.Syntax.FileStart + token.Pos(offset) }

// Replace replaces the text from pos to end.
func (f *File) Replace(pos, end token.Pos, text string) {
	f.edits = append(f.edits, analysis.TextEdit{Pos: pos, End: end, NewText: []byte(text)})
}

// Insert inserts text at pos.
func (f *File) Insert(pos token.Pos, text string) { f.Replace(pos, pos, text) }

// Delete deletes a statement, a field or a specification, with its line when
// nothing else is on it. A comment that stays on the line is kept.
func (f *File) Delete(pos, end token.Pos) {
	f.deleted = append(f.deleted, span{f.offset(pos), f.offset(end)})
}

// DeleteDocumented is Delete for a declaration with the comments that
// document it.
func (f *File) DeleteDocumented(pos, end token.Pos, doc, comment *ast.CommentGroup) {
	if doc != nil {
		pos = doc.Pos()
	}
	if comment != nil {
		end = comment.End()
	}
	f.Delete(pos, end)
}

// Edits returns the edits in order. It is called once, when all are made.
func (f *File) Edits() []analysis.TextEdit {
	f.editImports()
	edits := slices.Clone(f.edits)
	for _, s := range f.merged() {
		s = f.widen(s)
		edits = append(edits, analysis.TextEdit{Pos: f.pos(s.start), End: f.pos(s.end)})
	}
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int { return cmp.Compare(a.Pos, b.Pos) })
	return edits
}

// merged returns the deletions, those joined that have nothing but white
// space and semicolons between them.
func (f *File) merged() []span {
	spans := slices.Clone(f.deleted)
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	var joined []span
	for _, s := range spans {
		if n := len(joined); n > 0 {
			last := &joined[n-1]
			if s.start <= last.end || len(bytes.Trim(f.Source[last.end:s.start], "; \t\r\n")) == 0 {
				last.end = max(last.end, s.end)
				continue
			}
		}
		joined = append(joined, s)
	}
	return joined
}

// widen extends a deletion to what would otherwise be left over: the line,
// a semicolon, an empty line at the start or end of a block.
func (f *File) widen(s span) span {
	lineStart := bytes.LastIndexByte(f.Source[:s.start], '\n') + 1
	lineEnd := s.end + indexOrEnd(f.Source[s.end:], '\n')
	before := bytes.TrimSpace(f.Source[lineStart:s.start])
	after := bytes.TrimSpace(f.Source[s.end:lineEnd])
	switch {
	case bytes.HasPrefix(after, []byte(";")):
		s.end += bytes.IndexByte(f.Source[s.end:], ';') + 1
		s.end += spaces(f.Source[s.end:])
	case len(before) == 0 && len(after) == 0:
		return f.widenLines(span{lineStart, min(lineEnd+1, len(f.Source))})
	case bytes.HasSuffix(before, []byte(";")):
		s.start = lineStart + bytes.LastIndexByte(f.Source[lineStart:s.start], ';')
	case len(before) == 0:
		s.end += spaces(f.Source[s.end:])
	default:
		s.start -= spacesBefore(f.Source[:s.start])
	}
	return s
}

// widenLines extends a deletion of whole lines by the empty lines that would
// then begin or end a block, or double.
func (f *File) widenLines(s span) span {
	before := bytes.TrimRight(f.Source[:s.start], " \t\r\n")
	after := bytes.TrimLeft(f.Source[s.end:], " \t\r\n")
	emptyBefore := bytes.Count(f.Source[len(before):s.start], []byte("\n")) > 1
	if bytes.HasSuffix(before, []byte("{")) || bytes.HasSuffix(before, []byte("(")) || emptyBefore {
		blank := f.Source[s.end : len(f.Source)-len(after)]
		s.end += bytes.LastIndexByte(blank, '\n') + 1
	}
	if emptyBefore && (bytes.HasPrefix(after, []byte("}")) || bytes.HasPrefix(after, []byte(")")) || len(after) == 0) {
		s.start = len(before) + indexOrEnd(f.Source[len(before):s.start], '\n') + 1
	}
	return s
}

func indexOrEnd(b []byte, c byte) int {
	if i := bytes.IndexByte(b, c); i >= 0 {
		return i
	}
	return len(b)
}

func spaces(b []byte) int       { return len(b) - len(bytes.TrimLeft(b, " \t")) }
func spacesBefore(b []byte) int { return len(b) - len(bytes.TrimRight(b, " \t")) }

// Indentation returns the white space before pos, where a statement begins.
func (f *File) Indentation(pos token.Pos) string {
	before := f.Source[:f.offset(pos)]
	return string(before[len(before)-spacesBefore(before):])
}
