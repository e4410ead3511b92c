package lsp

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff"
)

// A mapper converts byte offsets in a text to positions and back. Lines end
// with "\n", "\r\n" or "\r".
type mapper struct {
	text  []byte
	lines []int // offsets of their starts
}

func newMapper(text []byte) *mapper {
	m := &mapper{text: text, lines: []int{0}}
	for i, b := range text {
		if b == '\n' || b == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			m.lines = append(m.lines, i+1)
		}
	}
	return m
}

// position returns the position of an offset.
func (m *mapper) position(offset int) position {
	offset = min(max(offset, 0), len(m.text))
	line := 0
	for lo, hi := 0, len(m.lines); lo < hi; { // the last line that starts at or before it
		if mid := (lo + hi) / 2; m.lines[mid] <= offset {
			line, lo = mid, mid+1
		} else {
			hi = mid
		}
	}
	return position{line, utf16Len(m.text[m.lines[line]:offset])}
}

func (m *mapper) span(start, end int) span { return span{m.position(start), m.position(end)} }

// offset returns the offset of a position. A character beyond the line's end
// is its end.
func (m *mapper) offset(p position) (int, error) {
	if p.Line == len(m.lines) && p.Character == 0 {
		return len(m.text), nil
	}
	if p.Line < 0 || p.Line >= len(m.lines) {
		return 0, fmt.Errorf("line %d of a text with %d", p.Line, len(m.lines))
	}
	offset := m.lines[p.Line]
	for units := 0; units < p.Character && offset < len(m.text); {
		r, size := utf8.DecodeRune(m.text[offset:])
		if r == '\n' || r == '\r' {
			break
		}
		units += max(utf16.RuneLen(r), 1)
		offset += size
	}
	return offset, nil
}

func utf16Len(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		n += max(utf16.RuneLen(r), 1)
		text = text[size:]
	}
	return n
}

// change returns text after a change of it.
func change(text []byte, c contentChange) ([]byte, error) {
	if c.Range == nil {
		return []byte(c.Text), nil
	}
	m := newMapper(text)
	start, err1 := m.offset(c.Range.Start)
	end, err2 := m.offset(c.Range.End)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	if start > end {
		return nil, fmt.Errorf("the range %v ends before it starts", *c.Range)
	}
	return bytes.Join([][]byte{text[:start], []byte(c.Text), text[end:]}, nil), nil
}

// edits returns the edits that make new of old.
func edits(old, new []byte) []textEdit {
	m := newMapper(old)
	var list []textEdit
	for _, e := range udiff.Bytes(old, new) {
		list = append(list, textEdit{m.span(e.Start, e.End), e.New})
	}
	return list
}

// moved returns where the extent from start to end of old is in new, if the
// text there is the same: before or after all that differs.
func moved(old, new []byte, start, end int) (int, int, bool) {
	limit := min(len(old), len(new))
	prefix := 0
	for prefix < limit && old[prefix] == new[prefix] {
		prefix++
	}
	suffix := 0
	for suffix < limit-prefix && old[len(old)-1-suffix] == new[len(new)-1-suffix] {
		suffix++
	}
	switch shift := len(new) - len(old); {
	case end <= prefix:
		return start, end, true
	case start >= len(old)-suffix:
		return start + shift, end + shift, true
	}
	return 0, 0, false
}

// fileOf returns the file that a URI names.
func fileOf(uri string) (string, error) {
	name, err := pathOf(uri, runtime.GOOS == "windows")
	if err != nil {
		return "", err
	}
	return filepath.Clean(filepath.FromSlash(name)), nil
}

// pathOf returns the path that a URI names, with slashes. Windows has drives.
func pathOf(uri string, windows bool) (string, error) {
	u, err := url.Parse(uri)
	if err != nil {
		return "", err
	}
	if u.Scheme != "file" {
		return "", fmt.Errorf("%s is not a file", uri)
	}
	switch {
	case !windows:
		return u.Path, nil
	case u.Host != "":
		return "//" + u.Host + u.Path, nil // a share
	}
	return strings.TrimPrefix(u.Path, "/"), nil // of "/C:/x"
}

func uriOf(name string) string {
	return uriOfPath(filepath.ToSlash(name))
}

// uriOfPath returns the URI of a path with slashes.
func uriOfPath(name string) string {
	u := url.URL{Scheme: "file", Path: name}
	if share, ok := strings.CutPrefix(name, "//"); ok {
		host, rest, _ := strings.Cut(share, "/")
		u.Host, u.Path = host, "/"+rest
	} else if !strings.HasPrefix(name, "/") {
		u.Path = "/" + name
	}
	return u.String()
}
