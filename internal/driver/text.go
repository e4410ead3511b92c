package driver

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// printText prints findings, one per line; on a terminal with the line of the
// source, and with a summary on stderr.
func (l *linter) printText(findings []*finding) error {
	w := bufio.NewWriter(l.stdout)
	source := isTerminal(l.stdout)
	lines := make(map[string][]string) // of files, by name
	for _, f := range findings {
		fmt.Fprintf(w, "%s: %s (%s)\n", shortPosition(f.start), f.message, f.check)
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
func printSource(w io.Writer, lines map[string][]string, f *finding) {
	text, ok := lines[f.start.File]
	if !ok {
		data, _ := os.ReadFile(f.start.File) // without it, there is nothing to show
		text = strings.Split(string(data), "\n")
		lines[f.start.File] = text
	}
	if f.start.Line < 1 || f.start.Line > len(text) {
		return
	}
	line := strings.TrimRight(text[f.start.Line-1], "\r")
	start := f.start.Column - 1
	if start < 0 || start > len(line) {
		return
	}
	end := len(line)
	if f.end.Line == f.start.Line {
		end = min(max(f.end.Column-1, start), len(line))
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
func summary(findings []*finding, unsafe bool) string {
	safe, others := 0, 0
	for _, f := range findings {
		switch {
		case f.fix(unsafe) != nil:
			safe++
		case len(f.fixes) > 0:
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

func shortPosition(p position) string {
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
