package cgolock

import (
	_ "embed"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

//go:embed doc.go
var doc string

// Analyzer reports locks that are held while C waits or comes back.
var Analyzer = &analysis.Analyzer{
	Name:             "cgolock",
	Doc:              analyzerdoc.Must(doc, "cgolock"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgolock.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, exportcall.Analyzer, guard.Analyzer, lockedmap.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker holds what the check asks of one package.
type checker struct {
	src    *cgosource.Package
	info   *types.Info
	sums   *csummary.Package
	guard  *guard.Package
	calls  *exportcall.Package
	found  *lockedmap.Package
	report func(analysis.Diagnostic, finding.Info)

	said map[span]bool // where a lock is held of which something is said
}

// A span tells apart where a lock is held: everything that runs there is one
// wait for the others.
type span struct {
	lock  *types.Var
	start token.Pos
}

func spanOf(r *guard.Region) span { return span{r.Lock.Var(), r.Start()} }

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:  pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
		calls: pass.ResultOf[exportcall.Analyzer].(*exportcall.Package),
		found: pass.ResultOf[lockedmap.Analyzer].(*lockedmap.Package),
		said:  make(map[span]bool),
	}
	c.info = c.src.Info
	if len(c.guard.Regions) == 0 || !c.src.UsesCgo() {
		return nil, nil
	}
	c.report = func(d analysis.Diagnostic, info finding.Info) { c.src.ReportWith(pass, d, info) }
	c.reportDeadlocks()
	c.reportRegistries()
	c.reportWaits()
	return nil, nil
}
