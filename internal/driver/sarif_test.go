package driver

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
)

// TestSARIF holds what is printed against the schema that OASIS has published
// for SARIF 2.1.0, which package sarif has.
func TestSARIF(t *testing.T) {
	const file = "/home/me/m/ö b.go"
	at := func(line, column int) finding.Position {
		return finding.Position{File: file, Line: line, Column: column}
	}
	one := finding.Finding{
		Check: "one", Category: "one", Message: "this is wrong", Package: "example.com/m", Start: at(3, 2), End: at(3, 9),
		Group: finding.Correctness, Key: finding.Key{Check: "one", Package: "example.com/m", Code: "f ( )"},
		Related: []finding.Related{{Start: at(1, 1), End: at(1, 4), Message: "here"}, {Start: finding.Position{File: "/usr/include/a.h"}, Message: "there"}},
		Fixes:   []fixes.Fix{{Message: "Call g", Edits: []fixes.Edit{{File: file, Start: 3, End: 5, New: "g"}, {File: file, Start: 9, End: 9, New: "h"}}}},
	}
	ignored := one
	ignored.Suppressed, ignored.Start, ignored.Key.Number = "it is tested so", at(9, 1), 1
	r := &report{
		findings:   []*found{{Finding: one, builds: []string{"linux", "windows"}}},
		suppressed: []*found{{Finding: ignored}},
		failures:   []string{"# example.com/bad\nbad.go:1:1: it is bad"},
	}
	p := &printer{
		opts: &options{showIgnored: true},
		program: &Program{Checks: finding.Catalogue{
			{Analyzer: &analysis.Analyzer{Name: "one", Doc: "one: find one\n\nAnd `more`.\n", URL: "https://example.com/one"}, Group: finding.Correctness},
			{Analyzer: &analysis.Analyzer{Name: "two", Doc: "two: find two"}, Group: finding.Pedantic},
		}},
	}
	var out bytes.Buffer
	if err := p.printSARIF(&out, p.shown(r, "sarif")); err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(out.Bytes()))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(new(sarif.Report)); err != nil {
		t.Error(err)
	}
	log, err := sarif.FromBytes(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0] // the package writes these when they are not there, too
	run.Language, run.Tool.Driver.Language, run.NewlineSequences = "en-US", "en-US", []string{"\n"}
	if err := log.Validate(); err != nil {
		t.Error(err)
	}
	results := run.Results
	if len(results) != 2 || len(results[0].Suppressions) != 0 || len(results[1].Suppressions) != 1 {
		t.Fatalf("%d results, of which the second is ignored", len(results))
	}
	if s := results[1].Suppressions[0]; s.Kind == nil || *s.Kind != "inSource" || s.Justification == nil || *s.Justification != "it is tested so" {
		t.Errorf("the second is ignored: %+v", s)
	}
	prints := func(i int) string { return results[i].PartialFingerprints["cgolint/v2"] }
	if prints(0) == "" || prints(0) == prints(1) {
		t.Errorf("the fingerprints are %q and %q", prints(0), prints(1))
	}
}
