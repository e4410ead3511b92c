package driver

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/quoted"
	"github.com/cgolint/cgolint/internal/suppress"
)

// A target is one line of the file of -matrix: a name, variables of the
// environment and build flags, as staticcheck's -matrix has them:
//
//	windows: GOOS=windows CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc -tags=foo
type target struct {
	name  string
	env   []string // "NAME=value"
	flags []string
}

// readMatrix reads the builds of a file, or of stdin when it is "-".
func readMatrix(name string) ([]target, error) {
	in := io.Reader(os.Stdin)
	if name != "-" {
		text, err := readInput(name, "")
		if err != nil {
			return nil, err
		}
		in = bytes.NewReader(text)
	}
	var builds []target
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		b, err := parseTarget(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", shortPath(name), n, err)
		}
		if slices.ContainsFunc(builds, func(other target) bool { return other.name == b.name }) {
			return nil, fmt.Errorf("%s:%d: there is another build %s", shortPath(name), n, b.name)
		}
		builds = append(builds, b)
	}
	if len(builds) == 0 && lines.Err() == nil {
		return nil, fmt.Errorf("%s names no build", shortPath(name))
	}
	return builds, lines.Err()
}

func parseTarget(line string) (target, error) {
	name, rest, ok := strings.Cut(line, ":")
	b := target{name: strings.TrimSpace(name)}
	if !ok || b.name == "" || strings.ContainsAny(b.name, "= \t") {
		return b, errors.New(`want "NAME: VARIABLE=value... -flag..."`)
	}
	words, err := quoted.Shell(rest)
	if err != nil {
		return b, err
	}
	for _, word := range words {
		switch {
		case strings.HasPrefix(word, "-"):
			b.flags = append(b.flags, word)
		case strings.Index(word, "=") > 0 && len(b.flags) == 0:
			b.env = append(b.env, word)
		default:
			return b, fmt.Errorf("%q is neither a variable, NAME=value, nor a flag, which come last", word)
		}
	}
	return b, nil
}

// lintMatrix lints for each build, and merges what is found: a finding of
// several builds is one.
func (l *linter) lintMatrix() (*report, error) {
	builds, err := readMatrix(l.opts.matrix)
	if err != nil {
		return nil, fmt.Errorf("flag -matrix: %w", err)
	}
	m := &merger{merged: new(report)}
	for _, b := range builds {
		r, err := l.lintTarget(b)
		if err != nil {
			return nil, fmt.Errorf("build %s: %w", b.name, err)
		}
		m.add(b.name, r)
	}
	return m.report(), nil
}

// lintTarget lints with the environment and the flags of a build.
func (l *linter) lintTarget(b target) (*report, error) {
	for _, variable := range b.env {
		name, value, _ := strings.Cut(variable, "=")
		old, was := os.LookupEnv(name)
		if err := os.Setenv(name, value); err != nil {
			return nil, err
		}
		defer func() { // of a process that does nothing else meanwhile
			if was {
				os.Setenv(name, old)
			} else {
				os.Unsetenv(name)
			}
		}()
	}
	own := *l
	opts := *l.opts
	opts.build = slices.Concat(l.opts.build, b.flags)
	own.opts, own.packages, own.homes = &opts, nil, nil
	r, err := own.lint()
	l.noted, l.analysed = own.noted, own.analysed
	if err == nil {
		own.keep(r)
	}
	return r, err
}

// unused is the category of findings about directives that ignore nothing.
const unused = "unused"

// A merger merges the reports of several builds.
type merger struct {
	merged *report
	builds int
}

func (m *merger) add(name string, r *report) {
	m.builds++
	mark := func(list []*found) []*found {
		for _, f := range list {
			f.builds = []string{name}
		}
		return list
	}
	m.merged.findings = merge(m.merged.findings, mark(r.findings))
	m.merged.suppressed = merge(m.merged.suppressed, mark(r.suppressed))
	m.merged.boundaries = append(m.merged.boundaries, r.boundaries...)
	for _, failure := range r.failures {
		m.merged.failures = append(m.merged.failures, fmt.Sprintf("build %s: %s", name, failure))
	}
}

// merge adds findings to those of earlier builds.
func merge(all, more []*found) []*found {
	for _, f := range more {
		i, ok := slices.BinarySearchFunc(all, f, compareFindings)
		if ok {
			all[i].builds = append(all[i].builds, f.builds...)
			continue
		}
		all = slices.Insert(all, i, f)
	}
	return all
}

// report returns the merged report. A directive that ignores nothing in one
// build may be needed in another: it is unused when it is so in all.
func (m *merger) report() *report {
	m.merged.findings = slices.DeleteFunc(m.merged.findings, func(f *found) bool {
		return f.Check == suppress.Check && f.Category == unused && len(f.builds) < m.builds
	})
	for _, f := range slices.Concat(m.merged.findings, m.merged.suppressed) {
		if len(f.builds) == m.builds {
			f.builds = nil // it need not be said
		}
	}
	return m.merged
}
