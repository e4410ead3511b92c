package preamble

import (
	"bytes"
	"strings"
)

// Append returns the edit of the Go file src that adds C text, of whole
// lines, after an empty line at the end of the preamble that the comments
// are: the offset to insert at, and what, in the form of the last comment. It
// fails where there is no comment, and for text that would end it.
func Append(src []byte, comments []Span, text string) (offset int, insert string, ok bool) {
	if len(comments) == 0 || strings.Contains(text, "*/") {
		return 0, "", false
	}
	start, end, line := body(src, comments[len(comments)-1])
	if start < 0 {
		return 0, "", false
	}
	newline := "\n"
	if bytes.HasPrefix(src[end:], []byte("\r\n")) || bytes.Contains(src[start:end], []byte("\r\n")) {
		newline = "\r\n"
	}
	text = "\n" + strings.TrimSuffix(text, "\n")
	if !line {
		if !endsLine(src[start:end]) {
			text = "\n" + text
		}
		return end, strings.ReplaceAll(text+"\n", "\n", newline), true
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight("// "+l, " ")
	}
	return end, newline + strings.Join(lines, newline), true
}

// endsLine reports whether text ends with a newline, but for blanks.
func endsLine(text []byte) bool {
	text = bytes.TrimRight(text, " \t")
	return len(text) == 0 || text[len(text)-1] == '\n'
}
