package driver

import (
	"encoding/json"
	"io"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
)

// The JSON that the program prints. It is documented in docs/cli.md; fields
// are only ever added.
type (
	jsonReport struct {
		Findings []jsonFinding `json:"findings"`
		Errors   []string      `json:"errors"`
	}
	jsonFinding struct {
		Check      string             `json:"check"`
		Category   string             `json:"category,omitempty"`
		URL        string             `json:"url,omitempty"`
		Group      finding.Group      `json:"group"`
		Severity   finding.Severity   `json:"severity"`
		Confidence finding.Confidence `json:"confidence"`
		Key        string             `json:"key"`
		Message    string             `json:"message"`
		Package    string             `json:"package"`
		File       string             `json:"file"`
		Start      jsonPlace          `json:"start"`
		End        jsonPlace          `json:"end"`
		Fixes      []jsonFix          `json:"fixes"`
		NoFix      string             `json:"noFix,omitempty"`
		Related    []jsonRelated      `json:"related"`
		Share      *float64           `json:"share,omitempty"`
		Builds     []string           `json:"builds,omitempty"`
		Ignored    string             `json:"ignored,omitempty"`
	}
	jsonPlace struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	jsonFix struct {
		Message string     `json:"message"`
		Safe    bool       `json:"safe"`
		Edits   []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		File  string `json:"file"`
		Start int    `json:"start"`
		End   int    `json:"end"`
		New   string `json:"new"`
	}
	jsonRelated struct {
		Message string    `json:"message"`
		File    string    `json:"file"`
		Start   jsonPlace `json:"start"`
		End     jsonPlace `json:"end"`
	}
)

func (p *printer) printJSON(w io.Writer, r *report) error {
	out := jsonReport{Findings: []jsonFinding{}, Errors: append([]string{}, r.failures...)}
	for _, f := range r.findings {
		j := jsonFinding{
			Check: f.Check, Category: f.Category, URL: f.URL,
			Message: f.Message, Package: f.Package,
			File: f.Start.File, Start: place(f.Start), End: place(f.End),
			Group: f.Group, Severity: f.Severity(), Confidence: f.Confidence, Key: f.Key.ID(), NoFix: f.NoFix,
			Fixes: []jsonFix{}, Related: []jsonRelated{}, Share: f.share, Builds: f.builds, Ignored: f.Suppressed,
		}
		for _, fix := range f.Fixes {
			j.Fixes = append(j.Fixes, newJSONFix(fix))
		}
		for _, rel := range f.Related {
			j.Related = append(j.Related, jsonRelated{rel.Message, rel.Start.File, place(rel.Start), place(rel.End)})
		}
		out.Findings = append(out.Findings, j)
	}
	return encode(w, out)
}

// encode prints a value as JSON for programs and for people.
func encode(w io.Writer, value any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	return enc.Encode(value)
}

func newJSONFix(f fixes.Fix) jsonFix {
	j := jsonFix{f.Message, fixes.IsSafe(f.Message), []jsonEdit{}}
	for _, e := range f.Edits {
		j.Edits = append(j.Edits, jsonEdit(e))
	}
	return j
}

func place(p finding.Position) jsonPlace { return jsonPlace{p.Line, p.Column} }
