package main

import (
	"fmt"
	"strings"

	"golang.org/x/perf/benchmath"
)

// An advice is to use one way to keep values by number instead of another.
type advice struct{ text, before, after string }

var advices = map[string]advice{
	"shards":   {"Replace the big old map by shards", "map+RWMutex", "64-shards"},
	"rwmutex":  {"Use an RWMutex, since most only read", "map+Mutex", "map+RWMutex"},
	"syncmap":  {"Use a sync.Map", "map+RWMutex", "sync.Map"},
	"handle":   {"Use cgo.Handle", "map+RWMutex", "cgo.Handle"},
	"registry": {"Use a registry.Registry", "map+RWMutex", "registry"},
}

// adviceOrder is the order of the page.
var adviceOrder = []string{"shards", "rwmutex", "syncmap", "handle", "registry"}

var adviceWork = []struct{ benchmark, text string }{
	{"Lookup1k", "lookup, 1,000 values"},
	{"Lookup1M", "lookup, 1,000,000 values"},
	{"Churn", "churn"},
	{"Mix", "mix"},
}

// adviceTable says whether an advice pays, at one processor and at two.
func (r *results) adviceTable(key string) string {
	a := advices[key]
	var b strings.Builder
	fmt.Fprintf(&b, "**%s.** From %s to %s:\n\n", a.text, a.before, a.after)
	b.WriteString("| | at 1 processor | at 2 |\n|:--|:--|:--|\n")
	for _, w := range adviceWork {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", w.text, r.verdictOn(a, w.benchmark, 1), r.verdictOn(a, w.benchmark, 2))
	}
	return b.String()
}

func (r *results) verdictOn(a advice, benchmark string, procs int) string {
	return r.verdict(benchmark+"/impl="+a.before, benchmark+"/impl="+a.after, procs)
}

// verdict says whether to go from the first benchmark to the second pays.
func (r *results) verdict(before, after string, procs int) string {
	c := benchmath.AssumeNothing.Compare(r.sample(before, procs, nsPerOp), r.sample(after, procs, nsPerOp))
	ratio := r.median(before, procs, nsPerOp) / r.median(after, procs, nsPerOp)
	switch {
	case c.P >= c.Alpha:
		return "no difference that shows"
	case ratio >= 1:
		return times(ratio) + " faster"
	}
	return "**" + times(1/ratio) + " slower**"
}

// costs lists where an advice makes things slower.
func (r *results) costs() string {
	var b strings.Builder
	for _, key := range adviceOrder {
		var worse []string
		for _, w := range adviceWork {
			for _, procs := range []int{1, 2} {
				if v := r.verdictOn(advices[key], w.benchmark, procs); strings.HasPrefix(v, "**") {
					worse = append(worse, fmt.Sprintf("%s at %d: %s", w.text, procs, strings.Trim(v, "*")))
				}
			}
		}
		if len(worse) > 0 {
			fmt.Fprintf(&b, "- %s: not for %s.\n", advices[key].text, strings.Join(worse, "; "))
		}
	}
	if b.Len() == 0 {
		return "- None of the advice below was found to slow anything down.\n"
	}
	return b.String()
}
