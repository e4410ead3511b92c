package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// speedChecks are the checks that report what costs time only.
var speedChecks = []string{"cgocallback", "cgoloop", "globalmap", "mutexid", "shardskew"}

// beforeEvidence is what a reading of 40 modules came to on 2026-11-24, when the
// checks did not yet look for evidence of how often code runs.
var beforeEvidence = map[string]tally{
	"cgoloop":   {useful: 2, pointless: 27, wrong: 3},
	"globalmap": {useful: 5, pointless: 10},
	"mutexid":   {pointless: 11},
}

// speedTable has, for each draw, how many findings of the checks for speed a
// maintainer would act on.
func speedTable(modules []*listed, readings []*reading) string {
	drawn := drawnIn(modules)
	draws := make(map[string]map[string]tally)
	for _, r := range readings {
		d := drawn[r.Module]
		if d == "" || r.Sample != fresh || r.Verdict == unread || !slices.Contains(speedChecks, r.Check) {
			continue
		}
		if draws[d] == nil {
			draws[d] = make(map[string]tally)
		}
		if draws[d][r.Check] == nil {
			draws[d][r.Check] = make(tally)
		}
		draws[d][r.Check][r.Verdict]++
	}
	if len(draws) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(speedIntroduction)
	fmt.Fprintf(&b, "| drawn | %s | all |\n|---|%s--:|\n", strings.Join(speedChecks, " | "), strings.Repeat("--:|", len(speedChecks)))
	writeSpeed(&b, "2026-11-24", beforeEvidence)
	for _, d := range slices.Sorted(maps.Keys(draws)) {
		writeSpeed(&b, d, draws[d])
	}
	return b.String()
}

const speedIntroduction = `
## Speed

How many findings about speed were useful, of those read. At first every loop and
map was shown; since then only those for which something says that they run
often.

`

// writeSpeed writes the row of one draw.
func writeSpeed(b *strings.Builder, draw string, checks map[string]tally) {
	fmt.Fprintf(b, "| %s |", draw)
	all := make(tally)
	for _, check := range speedChecks {
		for v, n := range checks[check] {
			all[v] += n
		}
		b.WriteString(" " + usefulOf(checks[check]) + " |")
	}
	fmt.Fprintf(b, " %s |\n", usefulOf(all))
}

func usefulOf(t tally) string {
	if t.read() == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", t[useful], t.read())
}
