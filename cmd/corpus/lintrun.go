package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	keys "github.com/cgolint/cgolint/internal/finding"
)

func (l *lintcheck) runModule(m *listed) error {
	dir, err := l.of(m)
	if err != nil {
		return fmt.Errorf("it could not be laid out: %w", err)
	}
	if l.noRun {
		return nil
	}
	sample := tuned
	if l.draw > 0 {
		sample = fresh
	}
	found, failures, err := l.findings(m, dir, sample)
	if err != nil {
		return err
	}
	merged, c := compare(l.known[m.Path], found)
	l.known[m.Path] = merged
	fmt.Printf("%s: %d findings, %d new, %d gone, %d moved\n", m.Path, len(found), len(c.added), len(c.gone), len(c.moved))
	printReadings("new", c.added)
	printReadings("gone", c.gone)
	printReadings("moved", c.moved)
	for _, f := range failures {
		fmt.Printf("  not analysed: %s\n", f)
	}
	return nil
}

func printReadings(what string, list []*reading) {
	for _, r := range list {
		fmt.Printf("  %s %s %s:%d %s", what, r.Check, r.File, r.Line, r.Code)
		if r.Verdict != unread {
			fmt.Printf(" [%s: %s]", r.Verdict, r.Reason)
		}
		fmt.Println()
	}
}

// findings returns what cgolint finds in a module, and what it could not
// analyse. That nothing could be is an error.
func (l *lintcheck) findings(m *listed, dir string, s sample) ([]*reading, []string, error) {
	packages, err := patterns(dir)
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), moduleTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, l.cgolint, slices.Concat(lintFlags, []string{"-tags=" + m.Tags}, packages)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	out, err := cmd.Output()
	var result report
	if jsonErr := json.Unmarshal(out, &result); jsonErr != nil {
		return nil, nil, fmt.Errorf("cgolint: %w", cmp.Or(err, jsonErr))
	}
	var failures []string
	for _, f := range result.Errors {
		lines := strings.Split(f, "\n") // the first names the package
		failures = append(failures, strings.Join(lines[:min(2, len(lines))], ": "))
	}
	if len(failures) >= len(packages) && len(result.Findings) == 0 {
		return nil, nil, fmt.Errorf("it does not build here: %s", failures[0])
	}
	keyer := keys.NewKeyer(func(name string) string {
		text, _ := os.ReadFile(name) // without it, the key has no code
		return string(text)
	})
	var all []*reading
	for _, f := range result.Findings {
		name := f.File
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		key := keyer.Key(&keys.Finding{
			Check: f.Check, Package: f.Package,
			Start: keys.Position{File: name, Line: f.Start.Line, Column: f.Start.Column},
			End:   keys.Position{File: name, Line: f.End.Line, Column: f.End.Column},
		})
		if rel, err := filepath.Rel(dir, name); err == nil {
			name = rel
		}
		all = append(all, &reading{
			Module: m.Path, ID: f.Key, Check: f.Check, Package: f.Package, Func: key.Function,
			File: name, Line: f.Start.Line, Code: short(key.Code), Sample: s,
		})
	}
	return all, failures, nil
}

// short keeps as much of the code as tells a reader which it is.
func short(code string) string {
	if len(code) > 80 {
		return strings.ToValidUTF8(code[:77], "") + "..."
	}
	return code
}

// moduleTime bounds the run over one module.
const moduleTime = 15 * time.Minute
