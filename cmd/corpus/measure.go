package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// tools are the programs that a measurement runs.
type tools struct {
	cgolint string
	self    string   // which counts, as a tool of go vet
	checks  []string // flags that select checks
}

// newTools builds cgolint in dir.
func newTools(dir string, checks []string) (*tools, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	t := &tools{cgolint: filepath.Join(dir, "cgolint"), self: self, checks: checks}
	if out, err := exec.Command("go", "build", "-o", t.cgolint, "github.com/cgolint/cgolint/cmd/cgolint").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, out)
	}
	return t, nil
}

// cold makes the next run of cgolint one without results in the build cache. A
// vet tool's results are cached by its content, so bytes at its end that no
// build had before do.
func (t *tools) cold() error {
	f, err := os.OpenFile(t.cgolint, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(rand.Text())
	return errors.Join(err, f.Close())
}

// A measurement is what was found out about the packages of a folder.
type measurement struct {
	packages map[string]counts
	findings []finding

	cgolint, vet timing
}

// counts are those of one package.
type counts struct{ files, calls, findings int }

// timing is how long two runs took, the first without earlier results.
type timing struct{ cold, cached time.Duration }

// A finding is one of the findings that cgolint -json prints.
type finding struct {
	Check   string
	Package string
	File    string
	Message string
	Start   struct{ Line, Column int }
}

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
	// Vet flags are part of the key of vet's results. This one changes
	// nothing, as no function has such a name.
	unheardOf := "-printf.funcs=corpus" + rand.Text()
	vet := append([]string{"vet", unheardOf}, packages...)
	m.vet.cold, _, _ = timed(folder, "go", vet...)
	m.vet.cached, _, _ = timed(folder, "go", vet...)
	lint := slices.Concat([]string{"-json", "-exit-zero"}, t.checks, packages)
	var out []byte
	if m.cgolint.cold, out, err = timed(folder, t.cgolint, lint...); err != nil {
		return nil, fmt.Errorf("cgolint: %w", err)
	}
	// A run is not remembered that began less than two seconds after a
	// change, as of the program itself.
	time.Sleep(2500 * time.Millisecond)
	_, _, _ = timed(folder, t.cgolint, lint...)
	m.cgolint.cached, _, _ = timed(folder, t.cgolint, lint...)
	var result struct{ Findings []finding }
	if err := json.Unmarshal(out, &result); err != nil {
		return nil, fmt.Errorf("cgolint -json: %w", err)
	}
	m.findings = result.Findings
	for _, f := range m.findings {
		c := m.packages[f.Package]
		c.findings++
		m.packages[f.Package] = c
	}
	return m, nil
}

// timed runs a program in a folder and returns how long it took and what it
// wrote to its standard output.
func timed(folder, name string, args ...string) (time.Duration, []byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = folder
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, stderr.Bytes())
	}
	return time.Since(start), stdout.Bytes(), err
}

func (m *measurement) print(folder string) {
	for i, path := range slices.Sorted(maps.Keys(m.packages)) {
		c := m.packages[path]
		fmt.Printf("| %s | %d | %d | %d |", path, c.files, c.calls, c.findings)
		if i == 0 {
			fmt.Print(m.times())
		} else {
			fmt.Print(" | | | |") // the times are of the whole folder
		}
		fmt.Println()
	}
	if len(m.packages) == 0 {
		fmt.Printf("| %s, no cgo | 0 | 0 | %d |%s\n", folder, len(m.findings), m.times())
	}
}

func (m *measurement) times() string {
	return fmt.Sprintf(" %.2f | %.2f | %.2f | %.2f |", m.cgolint.cold.Seconds(), m.cgolint.cached.Seconds(), m.vet.cold.Seconds(), m.vet.cached.Seconds())
}

func (m *measurement) add(other *measurement) {
	if m.packages == nil {
		m.packages = make(map[string]counts)
	}
	maps.Copy(m.packages, other.packages)
	m.findings = append(m.findings, other.findings...)
	m.cgolint.cold += other.cgolint.cold
	m.cgolint.cached += other.cgolint.cached
	m.vet.cold += other.vet.cold
	m.vet.cached += other.vet.cached
}

func (m *measurement) printTotal() {
	var sum counts
	for _, c := range m.packages {
		sum.files += c.files
		sum.calls += c.calls
	}
	fmt.Printf("| %d packages | %d | %d | %d |%s\n", len(m.packages), sum.files, sum.calls, len(m.findings), m.times())
	fmt.Printf("\ncgolint takes %.2f of go vet's time cold, %.2f cached\n",
		m.cgolint.cold.Seconds()/m.vet.cold.Seconds(), m.cgolint.cached.Seconds()/m.vet.cached.Seconds())
}
