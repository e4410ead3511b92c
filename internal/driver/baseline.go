package driver

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"

	"github.com/cgolint/cgolint/internal/finding"
)

// A baseline has the keys of findings that are known and not shown.
type baseline map[finding.Key]bool

// baselineFile is the form of a baseline on disk.
type baselineFile struct {
	Version  int           `json:"version"`
	Findings []finding.Key `json:"findings"`
}

const baselineVersion = 1

// readBaseline reads a baseline. One that is not there is empty if it may be.
func readBaseline(name string, optional bool) (baseline, error) {
	if _, err := os.Stat(name); optional && errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	text, err := readInput(name, ": -write-baseline makes it")
	if err != nil {
		return nil, fmt.Errorf("flag -baseline: %w", err)
	}
	var file baselineFile
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("flag -baseline: %s is no baseline, or not a whole one: restore it, or remove it and run with -write-baseline", placeIn(name, text, err))
	}
	if file.Version != baselineVersion {
		return nil, fmt.Errorf("flag -baseline: %s has version %d, this cgolint reads %d", shortPath(name), file.Version, baselineVersion)
	}
	b := make(baseline)
	for _, key := range file.Findings {
		b[key] = true
	}
	return b, nil
}

func (b baseline) write(name string) error {
	file := baselineFile{baselineVersion, slices.SortedFunc(maps.Keys(b), compareKeys)}
	if file.Findings == nil {
		file.Findings = []finding.Key{}
	}
	var text bytes.Buffer
	if err := encode(&text, file); err != nil {
		return err
	}
	return writeOutput(name, text.Bytes())
}

// placeIn returns the name of a file of JSON, with the line that an error is
// about where it says which.
func placeIn(name string, text []byte, err error) string {
	syntax := new(json.SyntaxError)
	if !errors.As(err, &syntax) {
		return shortPath(name)
	}
	line := bytes.Count(text[:max(syntax.Offset-1, 0)], []byte("\n")) + 1
	return fmt.Sprintf("%s:%d", shortPath(name), line)
}

func compareKeys(a, b finding.Key) int {
	return cmp.Or(
		cmp.Compare(a.Package, b.Package),
		cmp.Compare(a.Check, b.Check),
		cmp.Compare(a.Function, b.Function),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Number, b.Number),
	)
}

// heedBaseline removes the findings that are in the baseline, and writes it
// anew when that was asked for. looked says which findings there can be.
func (l *linter) heedBaseline(r *report, looked func(finding.Key) bool) error {
	if l.opts.baseline == "" {
		return nil
	}
	known, err := readBaseline(l.opts.baseline, l.opts.writeBaseline)
	if err != nil {
		return err
	}
	now := make(baseline)
	for _, f := range r.findings {
		now[f.Key] = true
	}
	gone := maps.Clone(known)
	maps.DeleteFunc(gone, func(key finding.Key, _ bool) bool { return now[key] || !looked(key) })
	name := shortPath(l.opts.baseline)
	switch {
	case l.opts.writeBaseline || l.opts.pruneBaseline:
		if len(r.failures) > 0 {
			return fmt.Errorf("%s is left as it is, because not everything could be analysed:\n%s", name, r.failures[0])
		}
		known = l.renew(known, now, gone)
		if err := known.write(l.opts.baseline); err != nil {
			return err
		}
	case len(gone) > 0 && len(r.failures) == 0:
		l.note("findings of %s that are gone: %d; -prune-baseline removes them there", name, len(gone))
	}
	r.findings = slices.DeleteFunc(r.findings, func(f *found) bool {
		if known[f.Key] {
			f.known, f.Suppressed = true, "in "+name
			r.suppressed = append(r.suppressed, f)
		}
		return known[f.Key]
	})
	return nil
}

// renew returns a baseline without what is gone, and with what is found now
// unless it is only to be pruned.
func (l *linter) renew(known, now, gone baseline) baseline {
	fresh := make(baseline)
	maps.Copy(fresh, known)
	maps.DeleteFunc(fresh, func(key finding.Key, _ bool) bool { return gone[key] })
	kept := len(fresh)
	if l.opts.writeBaseline {
		maps.Copy(fresh, now)
	}
	l.note("%s has %s: %d new, %d gone", shortPath(l.opts.baseline), plural(len(fresh), "finding"), len(fresh)-kept, len(gone))
	return fresh
}
