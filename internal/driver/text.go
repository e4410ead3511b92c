package driver

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/cgolint/cgolint/internal/finding"
)

// printText prints findings, one per line; on a terminal with the line of the
// source, and with a summary on stderr.
func (l *linter) printText(findings []*found) error {
	w := bufio.NewWriter(l.stdout)
	source := isTerminal(l.stdout)
	lines := make(map[string][]string) // of files, by name
	for _, f := range findings {
		fmt.Fprintf(w, "%s: %s (%s)\n", shortPosition(f.Start), f.Message, f.Check)
		if source {
			printSource(w, lines, f)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if source && len(findings) > 0 {
		fmt.Fprintln(l.stderr, summary(findings, l.opts.unsafe))
	}
	return nil
}

// printSource prints the line of a finding and marks what it is about.
func printSource(w io.Writer, lines map[string][]string, f *found) {
	text, ok := lines[f.Start.File]
	if !ok {
		data, _ := os.ReadFile(f.Start.File) // without it, there is nothing to show
		text = strings.Split(string(data), "\n")
		lines[f.Start.File] = text
	}
	if f.Start.Line < 1 || f.Start.Line > len(text) {
		return
	}
	line := strings.TrimRight(text[f.Start.Line-1], "\r")
	start := f.Start.Column - 1
	if start < 0 || start > len(line) {
		return
	}
	end := len(line)
	if f.End.Line == f.Start.Line {
		end = min(max(f.End.Column-1, start), len(line))
	}
	fmt.Fprintf(w, "\t%s\n\t%s^%s\n", line, blank(line[:start]),
		strings.Repeat("~", max(utf8.RuneCountInString(line[start:end])-1, 0)))
}

// blank returns white space that is as wide as text.
func blank(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, text)
}

// summary counts the findings and the fixes.
func summary(findings []*found, unsafe bool) string {
	safe, others := 0, 0
	for _, f := range findings {
		switch {
		case f.fix(unsafe) != nil:
			safe++
		case len(f.Fixes) > 0:
			others++
		}
	}
	text := plural(len(findings), "finding")
	if safe > 0 {
		text += fmt.Sprintf("; -fix applies %s", plural(safe, "fix"))
	}
	if others > 0 {
		text += fmt.Sprintf("; -fix -unsafe applies %d that change behavior", others)
	}
	return text
}

func shortPosition(p finding.Position) string {
	return fmt.Sprintf("%s:%d:%d", shortPath(p.File), p.Line, p.Column)
}

// shortPath returns the name relative to the working directory if the file is
// below it.
func shortPath(name string) string {
	dir, err := os.Getwd()
	if err != nil {
		return name
	}
	rel, err := filepath.Rel(dir, name)
	if err != nil || !filepath.IsLocal(rel) {
		return name
	}
	return rel
}
