package cfront

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// At a header that is not there, the parser of itself goes on as if the text
// ended, at which it does not always end. So such a header is served after
// all, with nothing in it but a pragma, at which the unit is left by a panic.

// missingPragma is what the file has in place of a header, with its name.
const missingPragma = "cgolint_missing"

// A missingFile can be read, but for __has_include it does not exist.
type missingFile struct {
	*bytes.Reader
	name string
}

func newMissing(name string) fs.File {
	return &missingFile{bytes.NewReader(fmt.Appendf(nil, "#pragma %s %q\n", missingPragma, name)), name}
}

func (f *missingFile) Stat() (fs.FileInfo, error) { return nil, notExist(f.name) }
func (f *missingFile) Close() error               { return nil }

func notExist(name string) error {
	return &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// isLast reports whether a header is now looked for in the last directory,
// after the one before it, and returns the header's name. The directory alone
// does not tell: a file in it that includes "x.h" looks there first.
func (f *fileSystem) isLast(name string) (header string, ok bool) {
	n := len(f.search)
	if n < 2 {
		return "", false
	}
	header, err := filepath.Rel(f.search[n-1], name)
	return header, err == nil && filepath.IsLocal(header) && f.previous == filepath.Join(f.search[n-2], header)
}

// notFound says that a header is not there, and which line wants it.
func notFound(s *source, files *fileSystem, header string) error {
	include := regexp.MustCompile(`(?m)^[ \t]*#[ \t]*include(_next)?[ \t]*["<]` + regexp.QuoteMeta(header) + `[">]`)
	name, text := s.name, s.text
	at := include.FindIndex(text)
	for _, other := range slices.Sorted(maps.Keys(files.opened)) {
		if at != nil {
			break
		}
		name, text = other, files.opened[other]
		at = include.FindIndex(text)
	}
	if at == nil {
		return fmt.Errorf("include file not found: %s", header)
	}
	line := 1
	for l := range bytes.Lines(text[:at[0]]) {
		line++
		if m := lineDirective.FindSubmatch(l); m != nil {
			line, _ = strconv.Atoi(string(m[1]))
			name = string(m[2])
		}
	}
	return fmt.Errorf("%s:%d: include file not found: %s", name, line, header)
}
