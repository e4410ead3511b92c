// Package preamble reads the C text that stands in the comment above
// import "C": which C text cgo sees, where each byte of it stands in the
// Go file, and what its #cgo lines say.
//
// It reads bytes, not syntax trees, because go/ast drops carriage returns
// from comments and with them the way back to offsets.
package preamble

import (
	"bytes"
	"sort"
	"strings"
)

// A Text is the C text of one preamble, as cgo hands it to the C compiler:
// comment markers removed, #cgo lines kept (blank them with
// [Text.WithoutDirectives]).
type Text struct {
	// C is the C source. Each line comment contributes one line.
	C string

	segments []segment
}

// A segment is a run of bytes that stands in the C text as in the Go file.
type segment struct {
	c      int // offset in Text.C
	source int // offset in the Go file
	n      int
}

// A Span is a comment in a Go file: byte offsets, half open. An End beyond
// the comment's real end (go/ast computes it from a text without carriage
// returns, so it may also be too small) is corrected by Extract.
type Span struct{ Start, End int }

// Extract returns the C text of the comments, which belong to one group of
// the Go file src and are in source order. A span that does not start with
// a comment marker inside src contributes nothing.
func Extract(src []byte, comments []Span) *Text {
	t := new(Text)
	var c strings.Builder
	for _, span := range comments {
		start, end, line := body(src, span)
		if start < 0 {
			continue
		}
		t.segments = append(t.segments, segment{c.Len(), start, end - start})
		c.Write(src[start:end])
		if line {
			c.WriteByte('\n')
		}
	}
	t.C = c.String()
	return t
}

// body returns the extent of the text between the comment's markers, and
// whether it is a line comment. start is -1 when there is no comment.
func body(src []byte, span Span) (start, end int, line bool) {
	if span.Start < 0 || span.Start+2 > len(src) {
		return -1, 0, false
	}
	start = span.Start + 2
	rest := src[start:]
	switch string(src[span.Start:start]) {
	case "//":
		end = len(rest)
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			end = i
		}
		return start, start + len(bytes.TrimSuffix(rest[:end], []byte("\r"))), true
	case "/*":
		if i := bytes.Index(rest, []byte("*/")); i >= 0 {
			return start, start + i, false
		}
	}
	return -1, 0, false
}

// Source returns the offset in the Go file of the byte at offset in t.C.
// An offset of a byte that is not in the Go file, such as the newline that
// ends a line comment, gives the end of the text before it.
func (t *Text) Source(offset int) int {
	i := sort.Search(len(t.segments), func(i int) bool { return t.segments[i].c > offset }) - 1
	if i < 0 {
		if len(t.segments) > 0 {
			return t.segments[0].source
		}
		return 0
	}
	s := t.segments[i]
	return s.source + min(offset-s.c, s.n)
}

// WithoutDirectives returns the C text with #cgo lines blanked, as cgo does
// before compiling (cmd/cgo's File.ParseGo). Offsets and line numbers do
// not change.
func (t *Text) WithoutDirectives() string {
	c := []byte(t.C)
	for offset, line := range lines(t.C) {
		if isDirective(line) {
			for i := range len(line) {
				c[offset+i] = ' '
			}
		}
	}
	return string(c)
}

// lines yields each line of s without its newline, by its offset.
func lines(s string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for offset := 0; offset < len(s); {
			line, _, _ := strings.Cut(s[offset:], "\n")
			if !yield(offset, line) {
				return
			}
			offset += len(line) + 1
		}
	}
}
