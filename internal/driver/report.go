package driver

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/cgolint/cgolint/internal/htmlreport"
)

const reportUsage = `usage: cgolint report [-o FILE] [flags] [packages]

Writes one page, report.html unless -o names another: a picture of what crosses
between Go and C, the findings with their code, and what is known of the C. The
page is self-contained. The exit status is 0, or 2 when something could not be
analysed.

Flags are those that say which findings there are, such as -enable and -NAME,
build flags, and -C.
`

// page is the command report.
func (p *Program) page(args []string, stdout, stderr io.Writer) int {
	file := ""
	l, packages, err := p.command(args, stdout, stderr, func(fs *flag.FlagSet) []string {
		fs.StringVar(&file, "o", "report.html", "")
		addSelectionFlags(fs, p.Checks.Analyzers())
		return []string{"o"}
	})
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, reportUsage)
		return exitClean
	case err != nil:
		return fail(stderr, fmt.Errorf("report: %w", err))
	}
	if l.opts.packages = packages; len(packages) == 0 {
		l.opts.packages = []string{"."}
	}
	if err := checkOutput(file); err != nil {
		return fail(stderr, fmt.Errorf("report: flag -o: %w", err))
	}
	r, err := l.lint()
	if err != nil {
		return fail(stderr, err)
	}
	var text bytes.Buffer
	if err := l.page(r).Write(&text); err != nil {
		return fail(stderr, fmt.Errorf("report: %w", err))
	}
	if err := writeOutput(file, text.Bytes()); err != nil {
		return fail(stderr, fmt.Errorf("report: %w", err))
	}
	fmt.Fprintf(stderr, "cgolint: %s in %s\n", plural(len(r.findings), "finding"), file)
	return l.status(r, false)
}

// page returns what the page of a report shows.
func (l *linter) page(r *report) *htmlreport.Report {
	texts := make(sources)
	page := &htmlreport.Report{
		Title: title(l.opts.packages), Packages: r.boundaries, Failures: r.failures,
		Text: texts.text, Path: shortPath, Short: moduleCacheName(l.opts.goCommand.env("", "GOMODCACHE")),
		Summary: func(name string) string {
			if check := l.program.Checks.Lookup(name); check != nil {
				return summaryOf(check.Analyzer)
			}
			return ""
		},
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		page.Version = info.Main.Version
	}
	for _, f := range r.findings {
		page.Findings = append(page.Findings, &f.Finding)
	}
	return page
}

// moduleCacheName returns a function that returns the names of files for
// readers: without the module cache of whoever made the page.
func moduleCacheName(cache string) func(name string) string {
	return func(name string) string {
		if rest, ok := strings.CutPrefix(name, cache+string(filepath.Separator)); ok && cache != "" {
			return rest
		}
		return shortPath(name)
	}
}

// title names what was linted: the module when all of it was, or else the
// packages as they were named.
func title(packages []string) string {
	named := strings.Join(packages, " ")
	dir, err := os.Getwd()
	if err != nil {
		return named
	}
	file := moduleFile(dir)
	text, err := os.ReadFile(file)
	if err != nil {
		return named
	}
	module := modfile.ModulePath(text)
	switch {
	case module == "", !slices.ContainsFunc(packages, isFolder):
		return named
	case (named == "./..." || named == ".") && filepath.Dir(file) == dir:
		return module
	}
	return module + " " + named
}
