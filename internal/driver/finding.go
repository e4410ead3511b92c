package driver

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/fixes"
)

// A position is a place in a file. Lines and columns count from 1, columns in
// bytes.
type position struct {
	File   string
	Line   int
	Column int
}

// A finding is a diagnostic of a check.
type finding struct {
	check, category, message, url string
	pkg                           string // the ID that go vet gives it: its path, with "_test" after that of an external test
	start, end                    position
	fixes                         []fixes.Fix
	related                       []related
	share                         *float64 // of the profile's time, see rank
}

// A related is a place that explains a finding.
type related struct {
	start, end position
	message    string
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
func (r *report) add(analyzers []*analysis.Analyzer, named patterns, trees [][]byte) error {
	bugs := make(map[string]bool)
	for _, data := range trees {
		var tree jsonTree
		if err := json.Unmarshal(data, &tree); err != nil {
			return fmt.Errorf("reading the output of go vet: %w\n%s", err, data)
		}
		for id, results := range tree {
			for name, result := range results {
				if err := r.addResult(analyzers, id, name, result, bugs); err != nil {
					return err
				}
			}
		}
	}
	r.failures = append(r.failures, slices.Sorted(maps.Keys(bugs))...)
	r.findings = slices.DeleteFunc(r.findings, func(f *finding) bool {
		return !named.match(f.pkg, f.start.File) // only imported by those named
	})
	slices.SortFunc(r.findings, func(a, b *finding) int {
		// Of the same finding in two variants of a package, that in the
		// larger one comes first: its fixes also change the test files.
		return cmp.Or(compareFindings(a, b), b.edits()-a.edits())
	})
	r.findings = slices.CompactFunc(r.findings, func(a, b *finding) bool {
		return compareFindings(a, b) == 0
	})
	return nil
}

// addResult adds what one analyzer said of one package.
func (r *report) addResult(analyzers []*analysis.Analyzer, pkg, name string, result json.RawMessage, bugs map[string]bool) error {
	if result[0] != '[' {
		var e jsonError
		if err := json.Unmarshal(result, &e); err != nil {
			return fmt.Errorf("reading the output of go vet: %w", err)
		}
		// Of all checks that need the pass which failed, only say it once.
		bugs[fmt.Sprintf("cgolint: %s was not analysed completely: %s\ncgolint: %s", pkg, strings.TrimSpace(e.Error), reportBug)] = true
		return nil
	}
	var diags []jsonDiagnostic
	if err := json.Unmarshal(result, &diags); err != nil {
		return fmt.Errorf("reading the output of go vet: %w", err)
	}
	i := slices.IndexFunc(analyzers, func(a *analysis.Analyzer) bool { return a.Name == name })
	for _, d := range diags {
		f := &finding{
			check: name, category: d.Category, message: d.Message, pkg: pkg,
			start: parsePosition(d.Posn), end: parsePosition(d.End),
			fixes: d.SuggestedFixes,
		}
		if i >= 0 {
			f.url = resolveURL(analyzers[i].URL, d.Category)
		}
		for _, rel := range d.Related {
			f.related = append(f.related, related{parsePosition(rel.Posn), parsePosition(rel.End), rel.Message})
		}
		r.findings = append(r.findings, f)
	}
	return nil
}

// edits returns the number of edits of all fixes.
func (f *finding) edits() int {
	n := 0
	for _, fix := range f.fixes {
		n += len(fix.Edits)
	}
	return n
}

// parsePosition parses "file:line:column". The file's name may have colons.
func parsePosition(s string) position {
	file, line, ok1 := cutLast(s)
	column := line
	file, line, ok2 := cutLast(file)
	l, err1 := strconv.Atoi(line)
	c, err2 := strconv.Atoi(column)
	if !ok1 || !ok2 || err1 != nil || err2 != nil {
		return position{File: s}
	}
	return position{file, l, c}
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// resolveURL returns the page about a diagnostic: the place that its category
// names on its check's page. (The unit checker does the same for its other
// users, but does not print it.)
func resolveURL(page, category string) string {
	u, err := url.Parse(page)
	if err != nil || category == "" || page == "" {
		return page
	}
	u.Fragment = category
	return u.String()
}

func compareFindings(a, b *finding) int {
	return cmp.Or(
		comparePositions(a.start, b.start),
		cmp.Compare(a.check, b.check),
		comparePositions(a.end, b.end),
		cmp.Compare(a.message, b.message),
	)
}

func comparePositions(a, b position) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
	)
}
