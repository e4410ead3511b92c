package cgoloop

import (
	_ "embed"
	"go/ast"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/passes/cbatch"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/cost"
	"github.com/cgolint/cgolint/passes/crossing"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/heat"
)

//go:embed doc.go
var doc string

// Analyzer reports loops that cross into C once per iteration.
var Analyzer = &analysis.Analyzer{
	Name:             "cgoloop",
	Doc:              analyzerdoc.Must(doc, "cgoloop"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgoloop.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, crossing.Analyzer, csummary.Analyzer, cost.Analyzer, heat.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

func init() {
	Analyzer.Flags.Bool("shares", false, "also report loops whose crossings are only a part of the work, or may be, as what C does is unknown")
}

func run(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	m := &matcher{
		filter: filter{src},
		sums:   pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		cost:   pass.ResultOf[cost.Analyzer].(*cost.Result),
		cross:  pass.ResultOf[crossing.Analyzer].(*crossing.Result),
		heat:   pass.ResultOf[heat.Analyzer].(*heat.Result),

		shares: settings.Flag[bool](pass, "shares"),
	}
	m.batches = cbatch.NewWriter(src, m.sums)
	waits := sync.OnceValue(m.findWaits)
	once := sync.OnceValue(m.onceFunctions)
	for _, fn := range m.cross.Functions {
		if src.IsTest(fn.Body.Pos()) || src.SkipsGenerated(fn.Body.Pos()) || fn.IsTest(src.Info) {
			continue
		}
		for _, l := range m.crossingLoops(fn) {
			if !m.isFine(l) && m.matters(fn, l) && !once()[fn] && !waits().isAnswer(fn, l.stmt.Pos(), maxCallers) {
				m.report(pass, l)
			}
		}
	}
	return nil, nil
}

// matters reports whether the crossings are what the loop spends its time on.
func (m *matcher) matters(fn *crossing.Function, l *loop) bool {
	switch m.cost.Iteration(fn, l.stmt).Verdict() {
	case cost.Dominates:
		return true
	case cost.Shares:
		return m.shares || l.sameString // which nothing speaks for
	}
	return false
}

// isInit reports whether fn is a function that runs once, before main.
func isInit(fn *crossing.Function) bool {
	decl, ok := fn.Node.(*ast.FuncDecl)
	return ok && decl.Recv == nil && decl.Name.Name == "init"
}

func (m *matcher) report(pass *analysis.Pass, l *loop) {
	first := l.sites[0]
	fixes, reason := m.fixes(l)
	d := analysis.Diagnostic{
		Pos:      first.Pos(),
		End:      first.End(),
		Category: "cgoloop",
		Message:  message(m, l),

		SuggestedFixes: fixes,
	}
	for _, site := range l.sites[1:] {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: site.Pos(), End: site.End(), Message: crossing.Subject(m.src, site) + " crosses into C here"})
		if len(d.Related) == mostRelated-1 {
			break
		}
	}
	confidence, why := m.confidence(l)
	if why != "" && len(d.Related) < mostRelated {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: l.stmt.Pos(), Message: why})
	}
	m.src.ReportWith(pass, d, finding.Info{Confidence: confidence, NoFix: reason})
}

// mostRelated is how many related places a finding has at most.
const mostRelated = 2
