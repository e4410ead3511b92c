package driver

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/cgolint/cgolint/internal/finding"
)

// printText prints findings: on a terminal in full, with a summary on stderr;
// otherwise one per line.
func (p *printer) printText(out io.Writer, r *report) error {
	if isTerminal(out) {
		err := p.printFull(out, r)
		if err == nil && len(r.findings) > 0 {
			fmt.Fprintln(p.stderr, summary(r.findings, p.opts.unsafe))
		}
		return err
	}
	w := bufio.NewWriter(out)
	for _, f := range r.findings {
		p.printLine(w, f)
	}
	return w.Flush()
}

// printFull prints findings with the code that they are about and rest on.
func (p *printer) printFull(out io.Writer, r *report) error {
	w := bufio.NewWriter(out)
	s := &snippets{w: w, texts: make(sources), paint: painter(isTerminal(out) && wantsColor()), why: p.opts.verbose, columns: columns(out)}
	for _, f := range r.findings {
		s.finding(f)
	}
	return w.Flush()
}

// printLine prints a finding in one line, and its evidence in more when that
// was asked for.
func (p *printer) printLine(w io.Writer, f *found) {
	fmt.Fprintf(w, "%s: %s (%s)%s\n", shortPosition(f.Start), f.Message, f.Check, f.remark())
	if p.opts.related {
		for _, rel := range f.Related {
			fmt.Fprintf(w, "\t%s: %s\n", shortPosition(rel.Start), rel.Message)
		}
	}
	if f.NoFix != "" && p.opts.verbose {
		fmt.Fprintf(w, "\tno fix: %s\n", f.NoFix)
	}
}

// remark says in brackets what is special about a finding: the builds that it
// is of, and that it is ignored.
func (f *found) remark() string {
	text := ""
	if f.builds != nil {
		text = " [" + strings.Join(f.builds, ", ") + "]"
	}
	if f.Suppressed != "" {
		text += " [ignored: " + f.Suppressed + "]"
	}
	return text
}

// wantsColor reports whether the user's terminal shows colors
// (https://no-color.org).
func wantsColor() bool {
	term := os.Getenv("TERM")
	return os.Getenv("NO_COLOR") == "" && term != "" && term != "dumb"
}

// summary counts the findings and the fixes.
func summary(findings []*found, unsafe bool) string {
	safe, others, ignored := 0, 0, 0
	for _, f := range findings {
		switch {
		case f.Suppressed != "":
			ignored++
		case f.fix(unsafe) != nil:
			safe++
		case len(f.Fixes) > 0:
			others++
		}
	}
	text := plural(len(findings)-ignored, "finding")
	if ignored > 0 {
		text += fmt.Sprintf(", and %d ignored", ignored)
	}
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
