package driver

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cgolint/cgolint/internal/finding"
)

// formats are the forms in which findings are printed, by the value of the
// flag -format.
var formats = map[string]func(l *linter, r *report) error{
	"text":   func(l *linter, r *report) error { return l.printText(l.stdout, r.findings) },
	"json":   func(l *linter, r *report) error { return printJSON(l.stdout, r) },
	"github": (*linter).printGitHub,
	"gitlab": (*linter).printGitLab,
	"sarif":  (*linter).printSARIF,
}

// formatNames are the names of the formats, for messages.
func formatNames() string { return strings.Join(slices.Sorted(maps.Keys(formats)), ", ") }

// checkFormat settles which format was asked for, by -format or by -json.
func (o *options) checkFormat() error {
	switch {
	case o.json && o.format != "text" && o.format != "json":
		return fmt.Errorf("flags -json and -format=%s cannot be used together", o.format)
	case o.json:
		o.format = "json"
	case formats[o.format] == nil:
		return fmt.Errorf("flag -format: there is no format %q; there are %s", o.format, formatNames())
	}
	if o.diff && o.format != "text" {
		return fmt.Errorf("flags -diff and -format=%s cannot be used together: a diff is the output", o.format)
	}
	return nil
}

// print prints the report in the format that was asked for.
func (l *linter) print(r *report) error { return formats[l.opts.format](l, r) }

// repositoryPath returns a file's name as the tools of a forge have it, with
// slashes: relative to the directory that the variable of the environment
// names, where the forge's runner checked the repository out, or to the
// working directory.
func repositoryPath(variable, name string) string {
	if root := os.Getenv(variable); root != "" {
		if rel, err := filepath.Rel(root, name); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(shortPath(name))
}

// sources are the texts of files, read once each. What cannot be read is
// empty.
type sources map[string]string

func (s sources) text(name string) string {
	text, ok := s[name]
	if !ok {
		data, _ := os.ReadFile(name)
		text = string(data)
		s[name] = text
	}
	return text
}

// characters returns the position with its column in characters.
func (s sources) characters(p finding.Position) finding.Position {
	line := 1
	for text := range strings.Lines(s.text(p.File)) {
		if line == p.Line && p.Column-1 <= len(text) && p.Column > 0 {
			p.Column = utf8.RuneCountInString(text[:p.Column-1]) + 1
			break
		}
		line++
	}
	return p
}

// position returns the position of a byte offset, with its column in
// characters.
func (s sources) position(name string, offset int) finding.Position {
	text := s.text(name)
	before := text[:min(offset, len(text))]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return finding.Position{File: name, Line: strings.Count(before, "\n") + 1, Column: utf8.RuneCountInString(line) + 1}
}
