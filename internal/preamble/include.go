package preamble

import (
	"bytes"
	"strings"
)

// Include returns the edit of the Go file src that adds an #include of a
// header, <stdlib.h> say, to the preamble that the comments are: below the
// includes that begin it or, where there are none, above its first line of C,
// but below macros, which may say what the header declares. It fails where
// [Append] does.
func Include(src []byte, comments []Span, header string) (offset int, insert string, ok bool) {
	t := Extract(src, comments)
	line := "#include " + header
	last, first := includes(t.C)
	switch {
	case last >= 0:
		offset, insert = t.below(src, last, line)
	case first >= 0:
		offset, insert = t.above(src, first, line)
	default:
		return Append(src, comments, line+"\n")
	}
	if bytes.Contains(src, []byte("\r\n")) {
		insert = strings.ReplaceAll(insert, "\n", "\r\n")
	}
	return offset, insert, true
}

// includes returns the offsets of two lines of a C text: of the last of the
// includes that begin it and stand in no condition, and of the first line that
// has more than macros and #cgo lines. What is not there is -1.
func includes(c string) (last, first int) {
	last, first = -1, -1
	depth, comment, continued := 0, false, false
	for offset, line := range lines(c) {
		line = strings.TrimSpace(line)
		word := directive(line)
		switch {
		case comment || continued:
		case word == "if", word == "ifdef", word == "ifndef":
			depth++
		case word == "endif":
			depth--
		case word == "include" && depth == 0:
			last = offset
		case line != "" && word == "" && !strings.HasPrefix(line, "//") && !strings.HasPrefix(line, "/*"):
			if first < 0 {
				first = offset
			}
			return last, first
		}
		if first < 0 && !continued && line != "" && word != "define" && word != "cgo" {
			first = offset
		}
		comment = endsInComment(line, comment)
		continued = strings.HasSuffix(line, `\`)
	}
	return last, first
}

// directive returns the word behind the # of a line of C, or "".
func directive(line string) string {
	rest, ok := strings.CutPrefix(line, "#")
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " \t")
	end := strings.IndexFunc(rest, func(r rune) bool { return r < 'a' || 'z' < r })
	if end < 0 {
		end = len(rest)
	}
	return rest[:end]
}

// endsInComment reports whether a line of C ends in a comment that goes on in
// the next line. within tells whether it begins in one.
func endsInComment(line string, within bool) bool {
	for {
		mark := "/*"
		if within {
			mark = "*/"
		}
		_, rest, found := strings.Cut(line, mark)
		if !found {
			return within
		}
		line, within = rest, !within
	}
}

// below returns the edit that adds a line of C below the one at an offset of
// the text, with the same in front of it.
func (t *Text) below(src []byte, offset int, add string) (at int, insert string) {
	line, _, more := strings.Cut(t.C[offset:], "\n")
	line = strings.TrimRight(line, " \t\r")
	at = t.Source(offset + len(line))
	insert = "\n" + t.margin(src, offset) + add
	if !more {
		insert += "\n" // the comment ends on the line
	}
	return at, insert
}

// above returns the edit that adds a line of C and an empty one above the line
// at an offset of the text.
func (t *Text) above(src []byte, offset int, add string) (at int, insert string) {
	margin := t.margin(src, offset)
	blank := strings.TrimRight(margin, " \t")
	at = t.Source(offset + len(t.C[offset:]) - len(strings.TrimLeft(t.C[offset:], " \t")))
	return at, add + "\n" + blank + "\n" + margin
}

// margin returns what stands in the Go file in front of the line of C at an
// offset of the text: white space, and the marker of a line comment.
func (t *Text) margin(src []byte, offset int) string {
	start := t.Source(offset)
	begin := bytes.LastIndexByte(src[:start], '\n') + 1
	margin := string(src[begin:start])
	c := t.C[offset:]
	margin += c[:len(c)-len(strings.TrimLeft(c, " \t"))]
	if before, after, found := strings.Cut(margin, "/*"); found {
		return before + after
	}
	return margin
}
