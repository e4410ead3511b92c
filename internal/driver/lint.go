package driver

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A report is what one analysis of the packages found.
type report struct {
	findings []*finding
	failures []string // what could not be analysed, and why
}

// lint analyses the packages that the options name.
func (l *linter) lint() (*report, error) {
	if len(enabled(l.analyzers, l.opts.tool)) == 0 {
		return nil, fmt.Errorf("no checks are left to run: %s", strings.Join(l.opts.tool, " "))
	}
	l.analysed = time.Now()
	pkgs, err := list(l.opts, true, l.opts.packages)
	if err != nil {
		return nil, err
	}
	if n := cgoIsOff(pkgs); n > 0 {
		l.note("cgo is off (CGO_ENABLED=0), so the cgo files of %s were not seen; set CGO_ENABLED=1 and have a C compiler", plural(n, "package"))
	}
	v, err := l.vet(namedFlags(pkgs), l.opts.packages)
	if err != nil {
		return nil, err
	}
	r := new(report)
	r.fail(l, v)
	if v.failed && len(v.trees) == 0 {
		if v, err = l.vetLoadable(pkgs); err != nil {
			return nil, err
		}
		r.fail(l, v)
	}
	if err := r.add(l.analyzers, pkgs, v.trees); err != nil {
		return nil, err
	}
	return r, nil
}

// fail adds to the failures what go vet said. A text that comes without an
// error, as a warning of the C compiler, is only printed.
func (r *report) fail(l *linter, v *vetted) {
	switch {
	case !v.failed && v.text != "":
		fmt.Fprintln(l.stderr, v.text)
	case !v.failed:
	case v.text == "":
		r.failures = append(r.failures, "cgolint: go vet failed without a reason")
	case !slices.Contains(r.failures, v.text):
		r.failures = append(r.failures, v.text)
	}
}

// vetLoadable runs go vet again, without the packages that do not load, on
// account of which it did nothing at all.
func (l *linter) vetLoadable(pkgs []*listed) (*vetted, error) {
	nothing := new(vetted)
	if len(pkgs) == 1 {
		return nothing, nil
	}
	deep, err := list(l.opts, false, l.opts.packages)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, p := range deep {
		if !p.Incomplete && p.Error == nil {
			paths = append(paths, p.ImportPath)
		}
	}
	if len(paths) == 0 || len(paths) == len(deep) {
		return nothing, nil
	}
	return l.vet(namedFlags(pkgs), paths)
}

// namedFlags returns a flag for the vet tool if one of the packages is not of
// the main module. What the tool answers for these is different when they are
// only imported, which the go command's cache cannot tell, so the cache is
// not shared with runs that do not name them. See prepareUnit.
func namedFlags(pkgs []*listed) []string {
	var others []string
	for _, p := range pkgs {
		if !p.isMain() {
			others = append(others, p.ImportPath)
		}
	}
	if others == nil {
		return nil
	}
	slices.Sort(others)
	return []string{fmt.Sprintf("-%s=%x", namedFlag, sha256.Sum256([]byte(strings.Join(others, "\n"))))}
}
