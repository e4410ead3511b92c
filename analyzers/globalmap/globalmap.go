package globalmap

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportrace"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

//go:embed doc.go
var doc string

// Analyzer reports global maps behind one lock.
var Analyzer = &analysis.Analyzer{
	Name:             "globalmap",
	Doc:              analyzerdoc.Must(doc, "globalmap"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/globalmap.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, exportrace.Analyzer, guard.Analyzer, lockedmap.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

func init() {
	scope := lockedmap.Analyzer.Flags.Lookup(lockedmap.ScopeName)
	Analyzer.Flags.Var(scope.Value, scope.Name, scope.Usage)
	target := targetFlag("registry")
	Analyzer.Flags.Var(&target, "to", "what the fix makes of a map: registry (of github.com/cgolint/cgolint/registry), handle (runtime/cgo.Handle) or syncmap (sync.Map)")
}

// A checker holds what the check asks of one package.
type checker struct {
	src    *cgosource.Package
	info   *types.Info
	guard  *guard.Package
	sums   *csummary.Package
	report func(analysis.Diagnostic)
	found  *lockedmap.Package

	target     string // of the fix
	incomplete bool   // the package has errors
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
		sums:  pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		found: pass.ResultOf[lockedmap.Analyzer].(*lockedmap.Package),
	}
	c.target = string(settings.Flag[targetFlag](pass, "to"))
	c.report = func(d analysis.Diagnostic) { c.src.Report(pass, d) }
	c.info = c.src.Info
	c.incomplete = len(pass.TypeErrors) > 0
	races := pass.ResultOf[exportrace.Analyzer].(*exportrace.Package)
	for _, m := range c.found.Maps {
		if races.Of(m.Var) == nil { // which is what to mend first: cgorace reports it
			c.reportMap(m)
		}
	}
	c.reportHeld()
	return nil, nil
}

func (c *checker) reportMap(m *lockedmap.Map) {
	names := c.found.Hottest(m)
	waits := "every access"
	if len(names) > 0 {
		waits = "every caller of " + names[0].Name()
		if len(names) > 1 {
			waits += " and " + names[1].Name()
		}
	}
	d := analysis.Diagnostic{
		Pos:      m.Var.Pos(),
		Category: "globalmap",
		Message:  fmt.Sprintf("%s waits for %s: one lock guards the whole map %s", waits, guard.LockName(m.Lock), guarded(m)),
	}
	d.End = d.Pos + token.Pos(len(m.Var.Name()))
	d.SuggestedFixes = c.fixes(m)
	file := c.src.File(m.Var.Pos())
	for _, fn := range names[:min(len(names), 2)] {
		i := slices.IndexFunc(m.Accesses, func(a *lockedmap.Access) bool {
			return a.Func == fn && c.src.File(a.Use.Ident.Pos()) == file
		})
		if i >= 0 {
			u := m.Accesses[i].Use
			d.Related = append(d.Related, analysis.RelatedInformation{
				Pos: u.Expr.Pos(), End: u.Expr.End(),
				Message: fmt.Sprintf("%s %s %s here", fn.Name(), m.Accesses[i].Kind, m.Var.Name()),
			})
		}
	}
	c.report(d)
}

// guarded names the map, and the counter that goes with it.
func guarded(m *lockedmap.Map) string {
	if m.Counter == nil {
		return m.Var.Name()
	}
	return fmt.Sprintf("%s and %s, which numbers its entries", m.Var.Name(), m.Counter.Name())
}
