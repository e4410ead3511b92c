package cgosource

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
)

// Report reports a finding with high confidence, in the group of its check
// and category. See [Package.ReportWith].
func (p *Package) Report(pass *analysis.Pass, d analysis.Diagnostic) {
	p.ReportWith(pass, d, finding.Info{})
}

// ReportWith reports a finding with what analysis.Diagnostic has no field for.
// d.Related is its evidence. Findings of low confidence and pedantic ones are
// dropped, unless the driver selects findings itself (AttachInfo of
// [settings.Config]).
//
// A finding that a directive suppresses, in a Go file, a preamble or a C file
// (see [Package.Suppressions]), is dropped, unless the driver asks for such
// ones.
func (p *Package) ReportWith(pass *analysis.Pass, d analysis.Diagnostic, info finding.Info) {
	name := pass.Analyzer.Name
	if p.isLeftToGenerator(d, name, info) {
		return
	}
	ignored := false
	for _, s := range p.suppressionsAt(d.Pos) {
		used := s.match(name, d.Category, p.settings)
		switch {
		case used == "":
		case s.Reason == "":
			related := analysis.RelatedInformation{Pos: s.Pos, End: s.End, Message: "this directive gives no reason, so it ignores nothing"}
			d.Related = append(slices.Clip(d.Related), related)
		default:
			p.suppressions.use(s, used)
			ignored, info.Suppressed = true, s.Reason
		}
	}
	switch {
	case ignored && !p.settings.KeepSuppressed:
	case p.settings.AttachInfo:
		pass.Report(finding.Attach(d, info))
	case info.Confidence != finding.Low && info.Group != finding.Pedantic:
		pass.Report(d)
	}
}

// SkipsGenerated reports whether pos is in a generated file whose speed and
// style do not matter: the configuration can ask for them by "generated: all".
func (p *Package) SkipsGenerated(pos token.Pos) bool {
	return p.settings.Generated != "all" && p.IsGenerated(pos)
}

// isLeftToGenerator reports whether a finding is in a file that was generated,
// and not of the kind that is shown there: whoever uses SWIG or c-for-go cannot
// make its output quicker or nicer, but wants to know that it is wrong.
func (p *Package) isLeftToGenerator(d analysis.Diagnostic, check string, info finding.Info) bool {
	switch p.settings.Generated {
	case "none":
		return p.IsGenerated(d.Pos)
	case "correctness":
		return p.settings.Catalogue.GroupOf(check, d.Category, info) != finding.Correctness && p.IsGenerated(d.Pos)
	}
	return false
}
