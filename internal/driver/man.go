package driver

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// man is the command man: it prints a page for man, made of the help.
func (p *Program) man(args []string, stdout, stderr io.Writer) int {
	switch {
	case IsHelp(args):
		fmt.Fprint(stdout, "usage: cgolint man\n\nPrints a manual page, for \"cgolint man | man -l -\" or a file cgolint.1.\n")
		return exitClean
	case len(args) > 0:
		return fail(stderr, errors.New("man: no arguments are expected"))
	}
	w := bufio.NewWriter(stdout)
	writeMan(w, p.Checks.Analyzers())
	if err := w.Flush(); err != nil {
		return fail(stderr, err)
	}
	return exitClean
}

// writeMan writes the page, in the macros of man(7).
func writeMan(w io.Writer, analyzers []*analysis.Analyzer) {
	first, rest, _ := strings.Cut(usage, "\n")
	_, rest, _ = strings.Cut(rest, "Usage:")
	commands, rest, _ := strings.Cut(strings.TrimSpace(rest), "\n\nPackages")
	fmt.Fprintf(w, ".TH CGOLINT 1\n.SH NAME\ncgolint \\- %s\n", roff(strings.TrimSuffix(strings.TrimPrefix(first, "Cgolint "), ".")))
	fmt.Fprintf(w, ".SH SYNOPSIS\n.nf\n")
	for line := range strings.Lines(commands) {
		fmt.Fprintf(w, "%s\n", roff(strings.TrimSpace(line)))
	}
	fmt.Fprintf(w, ".fi\n.SH DESCRIPTION\n%s\n", roff("Packages"+strings.TrimSpace(rest)))
	fmt.Fprintf(w, ".SH CHECKS\n")
	for _, a := range analyzers {
		fmt.Fprintf(w, ".TP\n.B %s\n%s\n", roff(a.Name), roff(summaryOf(a)))
	}
	fmt.Fprintf(w, ".SH OPTIONS\n")
	newOwnFlagSet(new(options)).VisitAll(func(f *flag.Flag) {
		name, text := flag.UnquoteUsage(f)
		if name != "" {
			name = "=" + name
		}
		fmt.Fprintf(w, ".TP\n.B %s\n%s\n", roff("-"+f.Name+name), roff(text))
	})
	fmt.Fprintf(w, ".SH SEE ALSO\n%s\n", roff("https://github.com/cgolint/cgolint/blob/main/docs"))
}

// roff escapes a text for troff.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
