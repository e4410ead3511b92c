package globalmap

import (
	_ "embed"
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportrace"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/heat"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

//go:embed doc.go
var doc string

// Analyzer reports global maps behind one lock.
var Analyzer = &analysis.Analyzer{
	Name:             "globalmap",
	Doc:              analyzerdoc.Must(doc, "globalmap"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/globalmap.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, exportrace.Analyzer, guard.Analyzer, lockedmap.Analyzer},
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
	src        *cgosource.Package
	info       *types.Info
	guard      *guard.Package
	reportWith func(analysis.Diagnostic, finding.Info)

	found *lockedmap.Package
	races *exportrace.Package

	target     string // of the fix
	incomplete bool   // the package has errors
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
		found: pass.ResultOf[lockedmap.Analyzer].(*lockedmap.Package),
	}
	c.target = string(settings.Flag[targetFlag](pass, "to"))
	c.reportWith = func(d analysis.Diagnostic, info finding.Info) { c.src.ReportWith(pass, d, info) }
	c.info = c.src.Info
	c.incomplete = len(pass.TypeErrors) > 0
	c.races = pass.ResultOf[exportrace.Analyzer].(*exportrace.Package)
	maps := slices.DeleteFunc(slices.Clone(c.found.Maps), func(m *lockedmap.Map) bool {
		return c.races.Of(m.Var) != nil // which is what to mend first: cgorace reports it
	})
	for _, maps := range byLock(maps) {
		c.reportMaps(maps)
	}
	if len(c.src.Exports()) > 0 {
		c.reportRegistries()
	}
	return nil, nil
}

// byLock returns the maps that share a lock together, in source order of the
// first of each.
func byLock(maps []*lockedmap.Map) [][]*lockedmap.Map {
	var groups [][]*lockedmap.Map
	for _, m := range maps {
		i := slices.IndexFunc(groups, func(g []*lockedmap.Map) bool { return g[0].Lock == m.Lock })
		if i < 0 {
			groups = append(groups, []*lockedmap.Map{m})
		} else {
			groups[i] = append(groups[i], m)
		}
	}
	return groups
}

// reportMaps reports the maps behind one lock, at the first of them.
func (c *checker) reportMaps(maps []*lockedmap.Map) {
	m := maps[0]
	names := c.found.Hottest(m)
	d := analysis.Diagnostic{
		Pos:      m.Var.Pos(),
		Category: "globalmap",
		Message:  message(maps, names),
	}
	d.End = d.Pos + token.Pos(len(m.Var.Name()))
	info := finding.Info{Confidence: c.confidence(maps)}
	d.SuggestedFixes, info.NoFix = c.fixes(m)
	d.Related = c.related(m, names[:min(len(names), 2)])
	c.reportWith(d, info)
}

// message says what shares a lock, and who waits for it.
func message(maps []*lockedmap.Map, waiting []*types.Func) string {
	guarded := "map " + maps[0].Var.Name() + " has one lock"
	switch {
	case len(maps) > 1:
		var names []string
		for _, m := range maps {
			names = append(names, m.Var.Name())
		}
		guarded = "maps " + sentence.List(names) + " share one lock"
	case maps[0].Counter != nil:
		guarded = fmt.Sprintf("map %s and its ID counter %s share one lock", maps[0].Var.Name(), maps[0].Counter.Name())
	}
	contend := "all who use it contend on it"
	switch len(waiting) {
	case 0:
	case 1:
		contend = "all callers of " + waiting[0].Name() + " contend on it"
	default:
		contend = waiting[0].Name() + " and " + waiting[1].Name() + " contend on it"
	}
	return fmt.Sprintf("%s, %s, so %s", guarded, guard.LockName(maps[0].Lock), contend)
}

// related shows where functions use the map, in the map's file.
func (c *checker) related(m *lockedmap.Map, functions []*types.Func) (all []analysis.RelatedInformation) {
	file := c.src.File(m.Var.Pos())
	for _, fn := range functions {
		i := slices.IndexFunc(m.Accesses, func(a *lockedmap.Access) bool {
			return a.Func == fn && c.src.File(a.Use.Ident.Pos()) == file
		})
		if i >= 0 {
			u := m.Accesses[i].Use
			all = append(all, analysis.RelatedInformation{
				Pos: u.Expr.Pos(), End: u.Expr.End(),
				Message: fmt.Sprintf("%s %s %s here", fn.Name(), m.Accesses[i].Kind, m.Var.Name()),
			})
		}
	}
	return all
}

// confidence returns whether threads are likely to meet at the lock: C calls
// back often, on threads of its own, or other packages look up what C hands
// them.
func (c *checker) confidence(maps []*lockedmap.Map) finding.Confidence {
	confidence := finding.Low
	if c.races.HasWindows() {
		return confidence // all happens on one thread
	}
	for _, m := range maps {
		callbacks := c.found.Callbacks(m)
		if anyHot(callbacks) {
			return finding.High
		}
		if len(callbacks) == 0 && c.found.ForOthers(m) {
			confidence = finding.Medium
		}
	}
	return confidence
}

// anyHot reports whether C is likely to call one of several functions often.
func anyHot(callbacks []*types.Func) bool {
	return slices.ContainsFunc(callbacks, func(fn *types.Func) bool { return heat.Callback(fn).Level == heat.Hot })
}
