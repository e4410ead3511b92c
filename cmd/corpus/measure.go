package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// tools are the programs that a measurement runs.
type tools struct {
	cgolint string
	self    string   // which counts, as a tool of go vet
	checks  []string // flags that select checks
	rounds  int
	without []string // lists of checks; each list is left out of a run of its own
}

// newTools builds cgolint in dir.
func newTools(dir string, checks []string) (*tools, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	t := &tools{cgolint: filepath.Join(dir, "cgolint"), self: self, checks: checks, rounds: 1}
	return t, build(t.cgolint)
}

// build builds cgolint.
func build(program string) error {
	if out, err := exec.Command("go", "build", "-o", program, "github.com/cgolint/cgolint/cmd/cgolint").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	return nil
}

// A measurement is what was found out about the packages of a folder.
type measurement struct {
	packages map[string]counts
	findings []finding
	costs    []cost // by kind; those of cold runs that leave checks out follow
}

// counts are those of one package.
type counts struct{ files, calls, findings int }

func (t *tools) measure(folder string) (*measurement, error) {
	packages, err := patterns(folder)
	if err != nil {
		return nil, err
	}
	m := new(measurement)
	// Counting goes first: it leaves in the build cache what both need.
	if m.packages, err = t.count(folder, packages); err != nil {
		return nil, err
	}
	all := make([][]cost, runKinds+len(t.without))
	for range t.rounds {
		if err := t.round(folder, packages, m, all); err != nil {
			return nil, err
		}
	}
	for _, costs := range all {
		m.costs = append(m.costs, median(costs))
	}
	for _, f := range m.findings {
		c := m.packages[f.Package]
		c.findings++
		m.packages[f.Package] = c
	}
	return m, nil
}

// round runs everything once, adds what it costs to the columns, and keeps the
// findings.
func (t *tools) round(folder string, packages []string, m *measurement, columns [][]cost) error {
	add := func(column int, c cost) { columns[column] = append(columns[column], c) }
	vet := coldVet(packages)
	for _, kind := range []int{vetCold, vetCached} {
		c, _, _ := costOf(folder, "go", vet...) // what go vet finds is an error
		add(kind, c)
	}
	for i, checks := range t.without {
		var off []string
		for name := range strings.SplitSeq(checks, ",") {
			off = append(off, "-"+name+"=false")
		}
		c, _, err := t.cold(folder, slices.Concat(t.checks, off), packages)
		if err != nil {
			return err
		}
		add(runKinds+i, c)
	}
	c, out, err := t.cold(folder, t.checks, packages)
	if err != nil {
		return err
	}
	add(lintCold, c)
	if c, err = t.cached(folder, slices.Concat(lintFlags, t.checks, packages)); err != nil {
		return err
	}
	add(lintCached, c)
	m.findings, err = readFindings(out)
	return err
}

// cold runs cgolint without earlier results.
func (t *tools) cold(folder string, checks, packages []string) (cost, []byte, error) {
	if err := t.forget(); err != nil {
		return cost{}, nil, err
	}
	return costOf(folder, t.cgolint, slices.Concat(lintFlags, checks, packages)...)
}

// cached runs cgolint after a run that is remembered.
func (t *tools) cached(folder string, args []string) (cost, error) {
	time.Sleep(untilRemembered)
	if _, _, err := costOf(folder, t.cgolint, args...); err != nil {
		return cost{}, err
	}
	c, _, err := costOf(folder, t.cgolint, args...)
	return c, err
}
