package main

import (
	"encoding/json"
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
	builds, passes, idempotent outcome
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

// A module is a module of which a folder names packages.
type module struct {
	path, dir string
	packages  []string
}

// fix applies the fixes to the modules of the packages that the folders name,
// and prints a row for each module.
func (x *fixer) fix(folders []string) error {
	fmt.Println("| module | findings | fixes offered | applied | builds | tests pass | idempotent |")
	fmt.Println("|---|--:|--:|--:|---|---|---|")
	total := fixed{module: "all", checks: make(map[string]int)}
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
	_, out, err := timed(folder, "go", args...)
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
	f := &fixed{module: m.path, checks: make(map[string]int)}
	if err := x.count(m, folder, f); err != nil || f.offered == 0 {
		return f, err
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

// count counts the findings, and those that offer a fix.
func (x *fixer) count(m *module, folder string, f *fixed) error {
	args := slices.Concat([]string{"-json", "-exit-zero"}, x.checks, []string{"--"}, m.packages)
	_, out, err := timed(folder, x.cgolint, args...)
	if err != nil {
		return fmt.Errorf("cgolint: %w", err)
	}
	var report struct {
		Findings []struct {
			Check string
			Fixes []json.RawMessage
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return fmt.Errorf("cgolint -json: %w", err)
	}
	f.findings = len(report.Findings)
	for _, finding := range report.Findings {
		if len(finding.Fixes) > 0 {
			f.offered++
			f.checks[finding.Check]++
		}
	}
	return nil
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
}

// printChecks prints how many fixes each check offers.
func (f *fixed) printChecks() {
	fmt.Println("\n| check | fixes offered |\n|---|--:|")
	for _, check := range slices.Sorted(maps.Keys(f.checks)) {
		fmt.Printf("| %s | %d |\n", check, f.checks[check])
	}
}
