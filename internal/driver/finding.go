package driver

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/unitchecker"
)

// A found is a finding as the driver deals with it.
type found struct {
	finding.Finding
	share      *float64 // of the profile's time, see measure
	unmeasured bool     // shown only when the share is one; see finding.Info
	known      bool     // in the baseline
	builds     []string // of -matrix, in which it was found; nil when in all
}

// The JSON of the unit checker: package ID → analyzer → diagnostics or error.
type (
	jsonTree       map[string]map[string]json.RawMessage
	jsonDiagnostic struct {
		Category       string
		Posn, End      string
		Message        string
		SuggestedFixes []fixes.Fix `json:"suggested_fixes"`
		Related        []struct{ Posn, End, Message string }
	}
	jsonError struct {
		Error string
	}
)

// add adds what the trees hold about the packages that were named, each
// finding once, sorted by place.
func (r *report) add(checks finding.Catalogue, named patterns, trees [][]byte) error {
	bugs := make(map[string]bool)
	for _, data := range trees {
		var tree jsonTree
		if err := json.Unmarshal(data, &tree); err != nil {
			return fmt.Errorf("reading the output of go vet: %w\n%s", err, data)
		}
		for id, results := range tree {
			for name, result := range results {
				if err := r.addResult(checks, id, name, result, bugs); err != nil {
					return err
				}
			}
		}
	}
	r.failures = append(r.failures, slices.Sorted(maps.Keys(bugs))...)
	r.findings = slices.DeleteFunc(r.findings, func(f *found) bool {
		return !named.match(f.Package, f.Start.File) // only imported by those named
	})
	slices.SortFunc(r.findings, func(a, b *found) int {
		// Of the same finding in two variants of a package, that in the
		// larger one comes first: its fixes also change the test files.
		return cmp.Or(compareFindings(a, b), b.edits()-a.edits())
	})
	r.findings = slices.CompactFunc(r.findings, func(a, b *found) bool {
		return compareFindings(a, b) == 0
	})
	r.setSuppressedApart()
	texts := make(sources)
	keys := finding.NewKeyer(texts.text)
	for _, f := range slices.Concat(r.findings, r.suppressed) { // the keys of the former are as if there were no others
		f.Key = keys.Key(&f.Finding)
	}
	return nil
}

// setSuppressedApart moves what the user has ignored.
func (r *report) setSuppressedApart() {
	r.findings = slices.DeleteFunc(r.findings, func(f *found) bool {
		if f.Suppressed != "" {
			r.suppressed = append(r.suppressed, f)
		}
		return f.Suppressed != ""
	})
}

// addResult adds what one analyzer said of one package.
func (r *report) addResult(checks finding.Catalogue, pkg, name string, result json.RawMessage, bugs map[string]bool) error {
	if result[0] != '[' {
		var e jsonError
		if err := json.Unmarshal(result, &e); err != nil {
			return fmt.Errorf("reading the output of go vet: %w", err)
		}
		if name == unitchecker.LeftOut {
			file, reason, _ := strings.Cut(e.Error, ":")
			bugs[fmt.Sprintf("# %s\n%s:%s", pkg, shortPath(file), reason)] = true
			return nil
		}
		// Of all checks that need the pass which failed, only say it once.
		_, cause, ok := strings.Cut(e.Error, ", which failed: ")
		if !ok {
			cause = e.Error
		}
		bugs[fmt.Sprintf("cgolint: %s was not analysed completely: %s\ncgolint: %s", pkg, strings.TrimSpace(cause), reportBug)] = true
		return nil
	}
	var diags []jsonDiagnostic
	if err := json.Unmarshal(result, &diags); err != nil {
		return fmt.Errorf("reading the output of go vet: %w", err)
	}
	for _, d := range diags {
		r.findings = append(r.findings, d.found(checks, pkg, name))
	}
	return nil
}

// found returns what a diagnostic says, with what was attached to it.
func (d *jsonDiagnostic) found(checks finding.Catalogue, pkg, check string) *found {
	f := finding.Finding{
		Check: check, Category: d.Category, Message: d.Message, Package: pkg,
		Start: parsePosition(d.Posn), End: parsePosition(d.End),
		Fixes: d.SuggestedFixes,
	}
	var info finding.Info
	for _, rel := range d.Related {
		if attached, ok := finding.ParseInfo(rel.Message); ok {
			info = attached
			continue
		}
		f.Related = append(f.Related, finding.Related{Start: parsePosition(rel.Posn), End: parsePosition(rel.End), Message: rel.Message})
	}
	f.Confidence, f.Suppressed = info.Confidence, info.Suppressed
	f.Group = checks.GroupOf(check, d.Category, info)
	if len(f.Fixes) == 0 {
		f.NoFix = checks.NoFixOf(check, d.Category, info)
	}
	if known := checks.Lookup(check); known != nil {
		f.URL = finding.URL(known.URL, d.Category)
	}
	return &found{Finding: f, unmeasured: info.Unmeasured}
}

// edits returns the number of edits of all fixes.
func (f *found) edits() int {
	n := 0
	for _, fix := range f.Fixes {
		n += len(fix.Edits)
	}
	return n
}

// parsePosition parses "file:line:column". The file's name may have colons.
func parsePosition(s string) finding.Position {
	file, line, ok1 := cutLast(s)
	column := line
	file, line, ok2 := cutLast(file)
	l, err1 := strconv.Atoi(line)
	c, err2 := strconv.Atoi(column)
	if !ok1 || !ok2 || err1 != nil || err2 != nil {
		return finding.Position{File: s}
	}
	return finding.Position{File: file, Line: l, Column: c}
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func compareFindings(a, b *found) int {
	return cmp.Or(
		comparePositions(a.Start, b.Start),
		cmp.Compare(a.Check, b.Check),
		comparePositions(a.End, b.End),
		cmp.Compare(a.Message, b.Message),
	)
}

func comparePositions(a, b finding.Position) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
	)
}
