package driver

import (
	"context"
	"crypto/sha256"
	"fmt"
	"go/build"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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
	pkgs, v, err := l.listAndVet()
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

// listAndVet runs go list and go vet: both at once where the packages are
// named as folders, since these are rarely outside the main module, so that
// what go vet is to be told is known beforehand.
func (l *linter) listAndVet() ([]*listed, *vetted, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var early *vetted
	var earlyErr error
	var running sync.WaitGroup
	if areFolders(l.opts.packages) {
		running.Go(func() { early, earlyErr = l.vet(ctx, nil, l.opts.packages) })
	}
	off := make(chan int, 1)
	go func() { off <- unseen(l.opts, l.opts.packages) }()
	pkgs, err := list(l.opts, true, l.opts.packages)
	if err != nil {
		cancel()
	}
	flags := namedFlags(pkgs)
	if flags != nil {
		cancel() // what it was told is wrong
	}
	running.Wait()
	if n := <-off; n > 0 {
		l.note("cgo is off (CGO_ENABLED=0), so the cgo files of %s were not seen; set CGO_ENABLED=1 and have a C compiler", plural(n, "package"))
	}
	if err != nil {
		return nil, nil, err
	}
	if flags != nil || early == nil && earlyErr == nil {
		early, earlyErr = l.vet(context.Background(), flags, l.opts.packages)
	}
	return pkgs, early, earlyErr
}

// areFolders reports whether all patterns are paths in the file system.
func areFolders(patterns []string) bool {
	return !slices.ContainsFunc(patterns, func(p string) bool {
		return !build.IsLocalImport(p) && !filepath.IsAbs(p)
	})
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
	return l.vet(context.Background(), namedFlags(pkgs), paths)
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
