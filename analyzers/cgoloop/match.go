package cgoloop

import (
	"go/ast"

	"github.com/cgolint/cgolint/passes/cbatch"
	"github.com/cgolint/cgolint/passes/cost"
	"github.com/cgolint/cgolint/passes/crossing"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/heat"
)

// A matcher finds the loops of a package that are worth a report.
type matcher struct {
	filter
	sums    *csummary.Package
	cost    *cost.Result
	cross   *crossing.Result
	heat    *heat.Result
	shares  bool // report loops in which crossings are a share of the work
	batches *cbatch.Writer
}

// A loop is a loop with the places in it that cross into C once per
// iteration, in source order.
type loop struct {
	fn         *crossing.Function
	stmt       ast.Stmt
	sites      []crossing.Site
	sameString bool // it makes a C string of the same Go string each time
	chunked    bool // it hands over a buffer in parts; what else it calls is once per part
}

// handful is the number of iterations up to which a loop of constant length
// is not worth a thought.
const handful = 8

// crossingLoops returns the loops of fn that cross, in the order of their
// first sites.
func (m *matcher) crossingLoops(fn *crossing.Function) []*loop {
	var loops []*loop
	byStmt := make(map[ast.Stmt]*loop)
	for _, site := range fn.Sites {
		stmt := repeatedBy(fn, site)
		if stmt == nil {
			continue
		}
		same := m.repeatsString(fn, site, stmt)
		if allocates(site) && !same || m.releases(site) {
			continue
		}
		l := byStmt[stmt]
		if l == nil {
			l = &loop{fn: fn, stmt: stmt}
			byStmt[stmt] = l
			loops = append(loops, l)
		}
		l.sites = append(l.sites, site)
		l.sameString = l.sameString || same
		l.chunked = l.chunked || m.carriesBatch(site, stmt)
	}
	return loops
}

// repeatedBy returns the innermost loop that repeats site more than a handful
// of times, together with the loops inside it, or nil. What a goto repeats is
// no loop over elements: it tries again.
func repeatedBy(fn *crossing.Function, site crossing.Site) ast.Stmt {
	trips := int64(1)
	for _, l := range fn.Graph().Around(site.Node) {
		if _, isGoto := l.Stmt.(*ast.LabeledStmt); isGoto {
			continue
		}
		if l.Trips < 0 || l.Trips > handful {
			return l.Stmt
		}
		if trips *= l.Trips; trips > handful {
			return l.Stmt
		}
	}
	return nil
}
