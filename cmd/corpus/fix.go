package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A fixer applies all fixes to copies of modules, and looks what became of
// them.
type fixer struct {
	cgolint string
	checks  []string // flags that select checks
	test    bool     // also run the packages' tests
	dir     string   // of the copies
}

// fixed is what the fixes made of the packages of one module.
type fixed struct {
	module                     string
	findings, offered, applied int
	checks                     map[string]int // fixes offered, by check
	left                       map[string]int // of these, what is offered still when all were applied
	builds, passes, idempotent outcome
}

func newFixed(module string) *fixed {
	return &fixed{module: module, checks: make(map[string]int), left: make(map[string]int)}
}

// An outcome is whether something holds.
type outcome int

const (
	unasked outcome = iota
	holds
	fails
)

func (o outcome) String() string { return [...]string{"-", "yes", "NO"}[o] }

func outcomeOf(ok bool) outcome {
	if ok {
		return holds
	}
	return fails
}

// A module is a module whose packages a folder names.
type module struct {
	path, dir string
	packages  []string
}

// fix applies the fixes to the modules of the packages that the folders name,
// and prints a row for each module.
func (x *fixer) fix(folders []string) error {
	fmt.Println("| module | findings | fixes offered | applied | builds | tests pass | idempotent |")
	fmt.Println("|---|--:|--:|--:|---|---|---|")
	total := newFixed("all")
	failed := 0
	for i, folder := range folders {
		modules, err := modulesOf(folder)
		if err != nil {
			fmt.Fprintf(os.Stderr, "corpus: %s: %v\n", folder, err)
			failed++
		}
		for j, m := range modules {
			f, err := x.fixModule(m, folder, filepath.Join(x.dir, fmt.Sprintf("%d-%d", i, j)))
			if err != nil {
				fmt.Fprintf(os.Stderr, "corpus: %s: %v\n", m.path, err)
				failed++
				continue
			}
			f.print()
			total.add(f)
		}
	}
	total.print()
	total.printChecks()
	if failed > 0 {
		return fmt.Errorf("%d modules failed", failed)
	}
	if slices.Contains([]outcome{total.builds, total.passes, total.idempotent}, fails) {
		return errors.New("not all fixes are right")
	}
	return nil
}

// modulesOf returns the modules of a folder's packages. The standard library
// is none.
func modulesOf(folder string) ([]*module, error) {
	packages, err := patterns(folder)
	if err != nil {
		return nil, err
	}
	args := append([]string{"list", "-find", "-f", "{{with .Module}}{{.Path}}\t{{.Dir}}\t{{$.ImportPath}}{{end}}"}, packages...)
	_, out, err := costOf(folder, "go", args...)
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var modules []*module
	for line := range strings.Lines(string(out)) {
		parts := strings.Split(strings.TrimSpace(line), "\t")
		if len(parts) != 3 {
			continue
		}
		i := slices.IndexFunc(modules, func(m *module) bool { return m.path == parts[0] })
		if i < 0 {
			i = len(modules)
			modules = append(modules, &module{path: parts[0], dir: parts[1]})
		}
		modules[i].packages = append(modules[i].packages, parts[2])
	}
	return modules, nil
}

// fixModule applies the fixes to a copy of a module in dir. A module without
// fixes is not copied: its copy would have to be built anew.
func (x *fixer) fixModule(m *module, folder, dir string) (*fixed, error) {
	f := newFixed(m.path)
	_, out, err := costOf(folder, x.cgolint, append(x.listing(), m.packages...)...)
	if err != nil {
		return nil, fmt.Errorf("cgolint: %w", err)
	}
	if f.findings, err = offers(out, f.checks); err != nil {
		return nil, err
	}
	for _, n := range f.checks {
		f.offered += n
	}
	if f.offered == 0 {
		return f, nil
	}
	if err := m.copyTo(dir); err != nil {
		return nil, err
	}
	c := &moduleCopy{fixer: x, module: m, dir: dir}
	before := c.state()
	if err := c.applyAll(f); err != nil || f.applied == 0 {
		return f, err
	}
	after := c.state()
	if err := c.left(f); err != nil {
		return nil, err
	}
	f.builds = outcomeOf(before.build != "" || after.build == "" && after.vet == before.vet)
	if f.builds == fails {
		fmt.Fprintf(os.Stderr, "corpus: %s in %s after the fixes:\n%s\n%s\n", m.path, dir, after.build, after.vet)
	}
	if x.test && before.test == "" {
		if f.passes = outcomeOf(after.test == ""); f.passes == fails {
			fmt.Fprintf(os.Stderr, "corpus: %s in %s: go test after the fixes:\n%s\n", m.path, dir, after.test)
		}
	}
	return f, nil
}

// listing returns the arguments with which cgolint lists findings.
func (x *fixer) listing() []string {
	return slices.Concat(lintFlags, x.checks, []string{"--"})
}

// offers adds to a map how many findings of each check offer a fix, as cgolint
// -json prints them, and returns how many there are in all.
func offers(out []byte, checks map[string]int) (findings int, err error) {
	all, err := readFindings(out)
	for _, f := range all {
		if len(f.Fixes) > 0 {
			checks[f.Check]++
		}
	}
	return len(all), err
}

func (f *fixed) print() {
	fmt.Printf("| %s | %d | %d | %d | %v | %v | %v |\n", f.module, f.findings, f.offered, f.applied, f.builds, f.passes, f.idempotent)
}

func (f *fixed) add(other *fixed) {
	f.findings += other.findings
	f.offered += other.offered
	f.applied += other.applied
	f.builds = max(f.builds, other.builds)
	f.passes = max(f.passes, other.passes)
	f.idempotent = max(f.idempotent, other.idempotent)
	for check, n := range other.checks {
		f.checks[check] += n
	}
	for check, n := range other.left {
		f.left[check] += n
	}
}

// printChecks prints how many fixes each check offers, and what is left of them.
func (f *fixed) printChecks() {
	fmt.Println("\n| check | fixes offered | left |\n|---|--:|--:|")
	for _, check := range slices.Sorted(maps.Keys(f.checks)) {
		fmt.Printf("| %s | %d | %d |\n", check, f.checks[check], f.left[check])
	}
}
