// Package driver is the program cgolint: it runs analyzers over packages,
// shows what they find and applies their fixes.
//
// It has two faces. Started by the go command (go vet -vettool=cgolint), it
// is a vet tool, which analyses one package per process. Started by a person,
// it starts "go vet" with itself as the tool, so that the go command's build
// graph and cache serve both: packages are analysed in parallel, after the
// packages they import, and only when something changed.
package driver

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/profile"
)

// The exit status of the program.
const (
	exitClean    = 0 // nothing was found
	exitFindings = 1 // something was found; with -diff, there is a difference
	exitFailure  = 2 // something could not be analysed, or not be fixed
)

// A Program is what the driver needs from its main package: the checks, and the
// analyzers for its commands.
type Program struct {
	// Checks are the checks whose findings are shown.
	Checks finding.Catalogue

	// Unread reports what could not be analysed. It is run with -v. It may
	// be nil.
	Unread *analysis.Analyzer

	// Late reports what there was no time for. It is run when all else is
	// done, and shown always. It may be nil.
	Late *analysis.Analyzer

	// Boundary reports one diagnostic for a package that uses cgo, whose
	// message is a [boundary.Package] in JSON. It is run for the commands why
	// and report. It may be nil.
	Boundary *analysis.Analyzer
}

// Main runs the program with the arguments of the process, and ends the
// process.
func Main(p Program) {
	args := os.Args[1:]
	if isVettool(args) {
		p.vettool(args) // does not return
	}
	os.Exit(p.run(args, os.Stdout, os.Stderr))
}

// commands are those of the program that lint and show it in their own way.
var commands = map[string]func(p *Program, args []string, stdout, stderr io.Writer) int{
	"completion": (*Program).completion,
	"man":        (*Program).man,
	"report":     (*Program).page,
	"version":    (*Program).version,
	"why":        (*Program).why,
}

// run is the program as a person starts it.
func (p *Program) run(args []string, stdout, stderr io.Writer) int {
	analyzers := p.Checks.Analyzers()
	if len(args) > 0 {
		switch args[0] {
		case "help":
			if IsHelp(args[1:]) {
				return help(analyzers, nil, stdout, stderr)
			}
			if len(args) == 2 && commands[args[1]] != nil {
				return commands[args[1]](p, []string{"-help"}, stdout, stderr)
			}
			return help(analyzers, args[1:], stdout, stderr)
		case "-version", "--version":
			return p.version(args[1:], stdout, stderr)
		}
		if command := commands[args[0]]; command != nil {
			return command(p, args[1:], stdout, stderr)
		}
	}
	opts, err := parseFlags(analyzers, args)
	if errors.Is(err, flag.ErrHelp) {
		return help(analyzers, nil, stdout, stderr)
	}
	if err != nil {
		return fail(stderr, err)
	}
	if opts.chdir != "" {
		if err := os.Chdir(opts.chdir); err != nil {
			return fail(stderr, fmt.Errorf("flag -C: %w", err))
		}
	}
	l := &linter{printer: printer{opts, p, stderr}, timings: make(timings), analyzers: analyzers, stdout: stdout}
	return l.run()
}

// fail prints the reason why the program could not run.
func fail(stderr io.Writer, err error) int {
	fmt.Fprintf(stderr, "cgolint: %v\n", err)
	return exitFailure
}

// A linter is one run of the program.
type linter struct {
	printer
	analyzers []*analysis.Analyzer
	stdout    io.Writer
	noted     []string  // what was printed by note
	analysed  time.Time // when the analysis started
	profile   *profile.Profile
	packages  []*listed // see listed
	timings   timings
	memory    *memory                 // nil when nothing is kept
	homes     map[string]registryHome // by the roots of modules
}

// run lints, applies fixes when asked to, and prints what is left.
func (l *linter) run() int {
	if err := errors.Join(l.opts.checkOutputs(), l.readProfile()); err != nil {
		return fail(l.stderr, err)
	}
	lint := l.lint
	if l.opts.matrix != "" {
		lint = l.lintMatrix
	}
	r, err := lint()
	if err != nil {
		return fail(l.stderr, err)
	}
	l.measure(r)
	switch {
	case l.opts.diff:
		return l.diff(r)
	case l.opts.fix:
		if r, err = l.fixAll(r); err != nil {
			return fail(l.stderr, err)
		}
		l.measure(r)
	}
	rank(r)
	if err := l.print(r); err != nil {
		return fail(l.stderr, err)
	}
	return l.status(r, l.fails(r))
}

// fails reports whether what was found makes the run fail.
func (l *linter) fails(r *report) bool {
	return slices.ContainsFunc(r.findings, func(f *found) bool { return f.Severity().AtLeast(l.opts.failOn) }) && !l.opts.exitZero
}

// status ends a run: it prints the failures, which come last so that they are
// seen, and returns the exit status.
func (l *linter) status(r *report, found bool) int {
	l.keep(r)
	for _, failure := range r.failures {
		fmt.Fprintln(l.stderr, failure)
	}
	if words := l.opts.packages; len(r.failures) > 0 && strings.Contains(r.failures[0], "package "+words[0]+" is not in std") {
		l.note("%s", helpForWord(words, l.program.Checks.Names()))
	}
	switch {
	case len(r.failures) > 0:
		return exitFailure
	case found:
		return exitFindings
	}
	return exitClean
}

// note prints a line to stderr, once.
func (l *linter) note(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if !slices.Contains(l.noted, line) {
		l.noted = append(l.noted, line)
		fmt.Fprintln(l.stderr, "cgolint: "+strings.TrimSuffix(line, "\n"))
	}
}

// plural returns "1 noun" or "n nouns".
func plural(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "x"):
		return fmt.Sprintf("%d %ses", n, noun)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
