package driver

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/config"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/internal/toolchain"
)

// A report is what one analysis of the packages found.
type report struct {
	findings   []*found
	suppressed []*found // those that the user has ignored
	boundaries []*boundary.Package
	failures   []string // what could not be analysed, and why
}

// lint analyses the packages that the options name.
func (l *linter) lint() (*report, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	l.remember(dir)
	if err := toolchain.Check(l.opts.goCommand.env("", "GOVERSION")); err != nil {
		return nil, err
	}
	c, err := config.OfModule(dir)
	if err != nil {
		return nil, err
	}
	here, err := l.program.configure(c, l.opts.tool)
	if err != nil {
		return nil, err
	}
	for _, text := range c.Unmatched() {
		l.note("%s", text)
	}
	named, err := newPatterns(l.opts, dir)
	if err != nil {
		return nil, err
	}
	l.analysed = time.Now()
	off := make(chan cgoOff, 1)
	go func() { off <- findCgoOff(l.opts) }()
	flags := namedFlags(l.opts.packages, dir)
	v, err := l.vet(flags, l.opts.packages)
	if err != nil {
		return nil, err
	}
	r := new(report)
	cgo := <-off
	l.noteCgoOff(r, cgo)
	if cgo.leavesNone(v) {
		v = new(vetted)
	}
	r.fail(l, v)
	if v.failed && len(v.trees) == 0 {
		if v, err = l.vetLoadable(flags); err != nil {
			return nil, err
		}
		r.fail(l, v)
	}
	if err := errors.Join(r.add(l.program.Checks, named, v.trees), r.takeBoundaries(l.program)); err != nil {
		return nil, err
	}
	l.noteUnread(r)
	l.placeRegistry(r)
	if err := l.heedBaseline(r, func(key finding.Key) bool { return here.ran(key.Check) && named.match(key.Package, "") }); err != nil {
		return nil, err
	}
	return r, l.heedNewFrom(r)
}

// noteUnread prints what could not be analysed, which is no finding.
func (l *linter) noteUnread(r *report) {
	r.findings = slices.DeleteFunc(r.findings, func(f *found) bool {
		if !isNamed(l.program.Unread, f.Check) && !isNamed(l.program.Late, f.Check) {
			return false
		}
		l.note("%s: %s", f.Package, f.Message)
		return true
	})
}

// isNamed reports whether a is the analyzer of a name.
func isNamed(a *analysis.Analyzer, name string) bool { return a != nil && a.Name == name }

// fail adds to the failures what go vet said. A text that comes without an
// error is only printed.
func (r *report) fail(l *linter, v *vetted) {
	said := byPackage(v.text)
	if !v.failed && !l.opts.verbose {
		said = withoutWarnings(said)
	}
	switch {
	case !v.failed && len(said) > 0:
		fmt.Fprintln(l.stderr, strings.Join(said, "\n"))
	case !v.failed:
	case v.text == "":
		r.failures = append(r.failures, "cgolint: go vet failed without a reason")
	default:
		for _, text := range said {
			if !slices.Contains(r.failures, text) {
				r.failures = append(r.failures, text)
			}
		}
	}
}

// withoutWarnings leaves out packages of which warnings of the C compiler are
// said: the go command shows them when it compiles the package, and not again
// until it changes.
func withoutWarnings(said []string) []string {
	return slices.DeleteFunc(said, func(text string) bool {
		return strings.HasPrefix(text, "# ") && compilerWarning.MatchString(text)
	})
}

// compilerWarning begins a warning of a compiler of C.
var compilerWarning = lazyregexp.New(`(?m)^\S.*: warning: `)

// byPackage returns what go vet says of each package, in their order: it says
// it as it comes.
func byPackage(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if len(all) == 0 || strings.HasPrefix(line, "# ") {
			all = append(all, "")
		}
		all[len(all)-1] += line
	}
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	slices.Sort(all)
	return all
}

// vetLoadable runs go vet again, without the packages that do not load, on
// account of which it did nothing at all.
func (l *linter) vetLoadable(flags []string) (*vetted, error) {
	nothing := new(vetted)
	pkgs, err := list(l.opts, l.opts.packages, nil)
	if err != nil {
		return nothing, nil // go vet has said why
	}
	var paths []string
	for _, p := range pkgs {
		if !p.Incomplete && p.Error == nil {
			paths = append(paths, p.ImportPath)
		}
	}
	if len(paths) == 0 || len(paths) == len(pkgs) {
		return nothing, nil
	}
	return l.vet(flags, paths)
}
