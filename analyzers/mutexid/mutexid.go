package mutexid

import (
	_ "embed"
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/heat"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

//go:embed doc.go
var doc string

// Analyzer reports ID counters behind a lock.
var Analyzer = &analysis.Analyzer{
	Name:             "mutexid",
	Doc:              analyzerdoc.Must(doc, "mutexid"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/mutexid.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, guard.Analyzer, lockedmap.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker holds what the check asks of one package.
type checker struct {
	src   *cgosource.Package
	info  *types.Info
	guard *guard.Package

	incomplete bool // part of the package is missing or has errors

	written map[*types.Var]bool // computed by immutable
	reasons map[*counter]string // computed by unsafeReason
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		src:     pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		guard:   pass.ResultOf[guard.Analyzer].(*guard.Package),
		written: make(map[*types.Var]bool),
		reasons: make(map[*counter]string),
	}
	c.info = c.src.Info
	c.incomplete = len(c.src.Unread)+len(c.src.TypeErrors)+len(pass.TypeErrors) > 0
	counters := c.counters()
	maps := pass.ResultOf[lockedmap.Analyzer].(*lockedmap.Package)
	for _, n := range counters {
		if maps.CounterOf(n.v) != nil {
			continue // it goes with its map, which globalmap reports
		}
		fixes, reason := c.fixes(n, counters)
		for _, d := range n.allocs {
			c.src.ReportWith(pass, analysis.Diagnostic{
				Pos:            d.inc.Stmt.Pos(),
				End:            d.inc.Stmt.End(),
				Category:       "mutexid",
				Message:        c.message(n, d),
				SuggestedFixes: fixes, // for all places at once
			}, finding.Info{Confidence: confidence(n, maps), NoFix: reason})
		}
	}
	return nil, nil
}

// confidence returns whether threads are likely to meet at the lock of a
// counter: where the program has one of it. That of an object is drawn from as
// often as the object makes something.
func confidence(n *counter, maps *lockedmap.Package) finding.Confidence {
	if maps.IsGlobal(n.v) && heat.Seldom(n.v.Name()).Level != heat.Cold {
		return finding.High
	}
	return finding.Low
}

func (c *checker) message(n *counter, d *idAlloc) string {
	name, lock := n.v.Name(), guard.LockName(d.region.Lock.Var())
	switch {
	case d.unguarded != nil:
		return fmt.Sprintf("%s is read while %s is not held: two callers can get the same number", name, lock)
	case !d.bare:
		return fmt.Sprintf("%s counts up inside the locked region of %s: every caller waits for the whole region to get the next one", name, lock)
	case c.guardsOnly(d.region.Lock.Var(), n):
		return fmt.Sprintf("%s guards only %s: every caller waits for the lock to add 1", lock, name)
	}
	return fmt.Sprintf("%s guards %s and more: every caller waits for whoever holds the lock to add 1", lock, name)
}

// guardsOnly reports whether all locked regions of the lock do nothing but
// use the counter.
func (c *checker) guardsOnly(lock *types.Var, n *counter) bool {
	for _, r := range c.regionsOf(lock) {
		if v := c.counterOf(r); v != n.v && !(r.Try && c.usesOnly(r, n.v)) {
			return false
		}
	}
	return true
}

// usesOnly reports whether a region uses no other shared variable that may
// change.
func (c *checker) usesOnly(r *guard.Region, v *types.Var) bool {
	return !slices.ContainsFunc(c.guard.Touched(r), func(u *guard.Use) bool {
		return u.Var != v && u.Kind != guard.Locking && u.Kind != guard.Base && isShared(u.Var, r) && !c.immutable(u.Var)
	})
}
