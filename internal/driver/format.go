package driver

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cgolint/cgolint/internal/finding"
)

// A printer prints reports.
type printer struct {
	opts    *options
	program *Program
	stderr  io.Writer
}

// formats are the forms in which findings are printed, by the value of the
// flag -format.
var formats = map[string]func(p *printer, w io.Writer, r *report) error{
	"checkstyle": (*printer).printCheckstyle,
	"full":       (*printer).printFull,
	"github":     (*printer).printGitHub,
	"gitlab":     (*printer).printGitLab,
	"json":       (*printer).printJSON,
	"junit":      (*printer).printJUnit,
	"sarif":      (*printer).printSARIF,
	"text":       (*printer).printText,
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

// print prints the report in the format that was asked for, and writes it to
// files in those that they are to have.
func (l *linter) print(r *report) error {
	if err := formats[l.opts.format](&l.printer, l.stdout, l.shown(r, l.opts.format)); err != nil {
		return err
	}
	for _, o := range l.opts.outputs {
		var text bytes.Buffer
		if err := formats[o.format](&l.printer, &text, l.shown(r, o.format)); err != nil {
			return fmt.Errorf("flag -o: %s: %w", o.file, err)
		}
		if err := writeOutput(o.file, text.Bytes()); err != nil {
			return fmt.Errorf("flag -o: %w", err)
		}
	}
	switch {
	case !l.opts.timings:
	case len(l.timings) == 0:
		l.note("no package was analysed now, so there are no timings: -a analyses all anew")
	default:
		l.timings.print(l.stderr)
	}
	if l.opts.stats {
		printStats(l.stderr, r)
	}
	return nil
}

// shown returns the report with the findings that were ignored among the others,
// if they are to be shown and the format can tell them apart.
func (p *printer) shown(r *report, format string) *report {
	if !p.opts.showIgnored || !slices.Contains([]string{"full", "json", "sarif", "text"}, format) {
		return r
	}
	all := *r
	all.findings = slices.Concat(r.findings, r.suppressed)
	slices.SortStableFunc(all.findings, compareFindings)
	return &all
}

// A destination is a file that gets the findings in a format.
type destination struct{ format, file string }

// parseOutput parses the value of the flag -o.
func parseOutput(text string) (destination, error) {
	format, file, ok := strings.Cut(text, "=")
	switch {
	case !ok || file == "":
		return destination{}, errors.New("want format=file")
	case formats[format] == nil:
		return destination{}, fmt.Errorf("there is no format %q; there are %s", format, formatNames())
	}
	return destination{format, file}, nil
}

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
