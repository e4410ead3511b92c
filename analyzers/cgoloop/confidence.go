package cgoloop

import (
	"fmt"
	"slices"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cost"
	"github.com/cgolint/cgolint/passes/heat"
)

// How many iterations a loop is assumed to make, by what is known of it. A
// crossing more or less shows from the first on; after a call that takes long,
// only many do.
const (
	manyTurns = 1000
	fewTurns  = 16
)

// severalSites is the number of crossings per iteration from which a loop may be
// worth a change though nothing says how many iterations it makes: it gets the
// properties of each element.
const severalSites = 3

// confidence returns whether a loop is worth a change, and the evidence: it
// makes many iterations, and the function that it is in spends its time on it.
func (m *matcher) confidence(l *loop) (finding.Confidence, string) {
	turns, place := m.heat.Turns(l.fn, l.stmt), m.heat.Place(l.fn)
	switch {
	case turns.Level == heat.Cold:
		return finding.Low, turns.Why
	case turns.Level == heat.Hot && m.share(l, manyTurns) < cost.Shares:
		return finding.Low, "its crossings are a small part of what the function does"
	case turns.Level == heat.Hot && place.Level == heat.Cold:
		return finding.Medium, turns.Why
	case turns.Level == heat.Hot:
		return finding.High, turns.Why
	case place.Level != heat.Cold && m.reachesMany(l):
		return finding.Medium, "all that C does is to read or write memory which Go can reach"
	case place.Level == heat.Hot && m.share(l, fewTurns) == cost.Dominates:
		return finding.Medium, place.Why
	}
	if why := m.grid(l); why != "" {
		return finding.Low, why
	}
	if place.Level != heat.Cold && len(l.sites) >= severalSites && m.share(l, fewTurns) == cost.Dominates {
		return finding.Low, fmt.Sprintf("each iteration crosses %d times", len(l.sites))
	}
	return finding.Low, place.Why
}

// reachesMany reports whether all that C does is to read or write memory that
// Go can reach, and nothing says that there are few such objects.
func (m *matcher) reachesMany(l *loop) bool {
	accesses := m.accesses(l)
	return accesses != nil && !slices.ContainsFunc(accesses, func(a *access) bool { return heat.Few(a.call.Name) })
}

// share returns what the loop's crossings are to the whole function.
func (m *matcher) share(l *loop, turns float64) cost.Verdict {
	return cost.VerdictOf(m.cost.Whole(l.fn, l.stmt, turns))
}
