package unitchecker

import (
	"cmp"
	"encoding/json"
	"go/token"
	"io"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/fixes"
)

// The JSON that go vet reads and prints.
type (
	jsonDiagnostic struct {
		Category string        `json:"category,omitempty"`
		Posn     string        `json:"posn"`
		End      string        `json:"end"`
		Message  string        `json:"message"`
		Fixes    []fixes.Fix   `json:"suggested_fixes,omitempty"`
		Related  []jsonRelated `json:"related,omitempty"`
	}
	jsonRelated struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
	jsonError struct {
		Error string `json:"error"`
	}
)

// LeftOut stands in the output in place of an analyzer's name where files of
// the package were left out, with the reason.
const LeftOut = "typecheck"

// print writes the results where the go command wants them: package →
// analyzer → its findings, or why it failed.
func (u *unit) print(results []*result) error {
	all := make(map[string]any)
	if u.leftOut != nil {
		all[LeftOut] = jsonError{u.leftOut.Error()}
	}
	for _, r := range results {
		switch {
		case r.failed != nil && slices.Contains(results, r.failed): // which is printed
		case r.err != nil:
			all[r.analyzer.Name] = jsonError{r.err.Error()}
		case len(r.diagnostics) > 0:
			all[r.analyzer.Name] = u.diagnostics(r.diagnostics)
		}
	}
	tree := make(map[string]any)
	if len(all) > 0 {
		tree[u.cfg.ID] = all
	}
	data, err := json.MarshalIndent(tree, "", "\t")
	if err != nil {
		return err
	}
	return u.writeOut(append(data, '\n'))
}

// writeOut writes to the file that stands for the tool's output.
func (u *unit) writeOut(text []byte) error {
	if u.cfg.Stdout == "" {
		_, err := os.Stdout.Write(text)
		return err
	}
	f, err := os.Create(u.cfg.Stdout)
	if err != nil {
		return err
	}
	return cmp.Or(writeAll(f, text), f.Close())
}

func writeAll(w io.Writer, text []byte) error {
	_, err := w.Write(text)
	return err
}

func (u *unit) diagnostics(list []analysis.Diagnostic) []jsonDiagnostic {
	var all []jsonDiagnostic
	for _, d := range list {
		j := jsonDiagnostic{Category: d.Category, Message: d.Message}
		j.Posn, j.End = u.extent(d.Pos, d.End)
		for _, f := range d.SuggestedFixes {
			j.Fixes = append(j.Fixes, u.converted(f))
		}
		for _, rel := range d.Related {
			start, end := u.extent(rel.Pos, rel.End)
			j.Related = append(j.Related, jsonRelated{start, end, rel.Message})
		}
		all = append(all, j)
	}
	return all
}

// extent returns where something starts and ends, as //line comments have it.
func (u *unit) extent(pos, end token.Pos) (string, string) {
	return u.fset.Position(pos).String(), u.fset.Position(cmp.Or(end, pos)).String()
}

// converted returns a fix with its edits as offsets into the files.
func (u *unit) converted(f analysis.SuggestedFix) fixes.Fix {
	fix := fixes.Fix{Message: f.Message}
	for _, e := range f.TextEdits {
		file := u.fset.File(e.Pos)
		if file == nil {
			continue
		}
		end := cmp.Or(e.End, e.Pos)
		fix.Edits = append(fix.Edits, fixes.Edit{
			File: file.Name(), Start: file.Offset(e.Pos), End: file.Offset(end), New: string(e.NewText),
		})
	}
	return fix
}
