package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A linter is a cgolint of this checkout, with what it has found so far.
type linter struct {
	program string
	found   map[string][]finding // by import path
}

// A finding is the part of cgolint's JSON that is looked at.
type finding struct {
	Check string
	File  string
	Start struct{ Line int }
}

func newLinter(work string) (*linter, error) {
	l := &linter{program: filepath.Join(work, "cgolint"), found: make(map[string][]finding)}
	out, err := exec.Command("go", "build", "-o", l.program, "./cmd/cgolint").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("go build ./cmd/cgolint: %v: %s", err, out)
	}
	return l, nil
}

// finds returns an error unless cgolint finds a trophy's mistake.
func (l *linter) finds(t trophy) error {
	found, err := l.in(t.pkg)
	if err != nil {
		return err
	}
	for _, f := range found {
		if f.Check == t.check && fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Start.Line) == t.place {
			return nil
		}
	}
	return fmt.Errorf("%s finds nothing at %s of %s", t.check, t.place, t.pkg)
}

// in returns what cgolint finds in a package.
func (l *linter) in(pkg string) ([]finding, error) {
	if found, ok := l.found[pkg]; ok {
		return found, nil
	}
	cmd := exec.Command(l.program, "-json", pkg)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "GOWORK=off")
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	var answer struct{ Findings []finding }
	if json.Unmarshal(out, &answer) != nil {
		return nil, fmt.Errorf("cgolint -json %s: %v: %s", pkg, err, said.String())
	}
	l.found[pkg] = answer.Findings
	return answer.Findings, nil
}
