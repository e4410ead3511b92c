package plugin

import (
	"fmt"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/registrycopy"
)

// run runs a check and makes its diagnostics such that golangci-lint shows
// and applies them as they are meant.
func (l *linter) run(pass *analysis.Pass, run func() (any, error)) (any, error) {
	report := pass.Report
	pass.Report = func(d analysis.Diagnostic) {
		d, info := finding.Detach(d)
		if !l.selection.In(pass.Fset.Position(d.Pos).Filename).Shows(pass.Analyzer.Name, d.Category, info) {
			return
		}
		if !isGo(pass.Fset, d.Pos) {
			d = atGo(pass, d)
		}
		d.Related = nil // each would be an issue of its own
		d.SuggestedFixes = l.offer(pass.Fset, d)
		report(d)
	}
	return run()
}

// offer returns the first fix that golangci-lint applies whole. It applies
// all fixes of a diagnostic, as if they went together, and of each only the
// edits in the diagnostic's file.
func (l *linter) offer(fset *token.FileSet, d analysis.Diagnostic) []analysis.SuggestedFix {
	file := fset.File(d.Pos)
	for _, f := range d.SuggestedFixes {
		f, ok := registrycopy.Offer(fset, f)
		if !ok {
			continue // golangci-lint makes no files
		}
		elsewhere := slices.ContainsFunc(f.TextEdits, func(e analysis.TextEdit) bool { return fset.File(e.Pos) != file })
		if !elsewhere && (l.unsafe || fixes.IsSafe(f.Message)) {
			return []analysis.SuggestedFix{f}
		}
	}
	return nil
}

// atGo returns a diagnostic in a C file at the Go code that it is about: the
// first place in a Go file that it relates to, or the package clause of the
// first file. golangci-lint drops what is not in a Go file.
func atGo(pass *analysis.Pass, d analysis.Diagnostic) analysis.Diagnostic {
	at := pass.Fset.Position(d.Pos)
	d.Message = fmt.Sprintf("%s (%s:%d:%d)", d.Message, filepath.Base(at.Filename), at.Line, at.Column)
	d.SuggestedFixes = nil
	for _, rel := range d.Related {
		if isGo(pass.Fset, rel.Pos) {
			d.Pos, d.End = rel.Pos, rel.End
			return d
		}
	}
	for _, f := range pass.Files {
		if isGo(pass.Fset, f.Package) {
			d.Pos, d.End = f.Package, f.Name.End()
			break
		}
	}
	return d
}

// isGo reports whether pos is in a Go file of the user, or in what cgo made
// of it.
func isGo(fset *token.FileSet, pos token.Pos) bool {
	return strings.HasSuffix(fset.Position(pos).Filename, ".go")
}
