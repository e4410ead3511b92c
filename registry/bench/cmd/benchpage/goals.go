package main

import (
	"fmt"
	"strings"
)

// A goal is something the registry set out to reach.
type goal struct {
	text     string
	measured string
	reached  bool
	why      string // it may not be reached
}

// goals compares what was measured with what the project set out to reach.
func (r *results) goals() []goal {
	return []goal{
		r.faster("lookup among 1,000 values at least 6 times faster than cgo.Handle", "Lookup1k", 6, r.procs("Lookup1k/impl=registry"),
			"A lookup is three dependent loads that hit the cache, and the handle is compared before and after the value is read; there is little left to take away, so the ratio moves with what cgo.Handle takes."),
		r.noSlower(),
		r.faster("churn at least 2.5 times faster than cgo.Handle on one processor", "Churn", 2.5, []int{1},
			"Churn is five atomic writes, and what else runs on the machine slows the two alike only on average."),
		r.faster("churn at least 4 times faster than cgo.Handle on two", "Churn", 4, []int{2},
			"Both share the two processors with whatever else runs; see the load."),
		r.faster("the 90/9/1 mix at least 10 times faster than cgo.Handle", "Mix", 10, r.procs("Mix/impl=registry"),
			"cgo.Handle pays for allocations and for the garbage collector here, which depends on the rest of the program's heap."),
		r.atMost("at most 20 bytes for a live pointer-sized value", r.memory("registry", "B/value"), 20, "bytes"),
		r.atLeast("a full garbage collection with 2 million live values at least 10 times shorter than with cgo.Handle",
			r.memory("cgo.Handle", "gc-ms")/r.memory("registry", "gc-ms"), 10),
		r.atMost("no allocation per registration of a pointer", r.median("Churn/impl=registry", 1, "allocs/op"), 0, "allocations"),
	}
}

// faster is reached if the registry is so many times faster than cgo.Handle
// at each GOMAXPROCS.
func (r *results) faster(text, benchmark string, want float64, procs []int, why string) goal {
	g := goal{text: text, reached: true, why: why}
	var all []string
	for _, p := range procs {
		ratio := r.median(benchmark+"/impl=cgo.Handle", p, nsPerOp) / r.median(benchmark+"/impl=registry", p, nsPerOp)
		all = append(all, fmt.Sprintf("%s at %d", times(ratio), p))
		g.reached = g.reached && ratio >= want
	}
	g.measured = strings.Join(all, ", ")
	return g
}

// noSlower is reached if nothing looks up faster among a million values.
func (r *results) noSlower() goal {
	g := goal{text: "lookup among 1,000,000 values no slower than any other", reached: true,
		why: "One load from memory per lookup is the least there can be; a map that packs its values denser can be ahead."}
	var all []string
	for _, p := range r.procs("Lookup1M/impl=registry") {
		own := r.median("Lookup1M/impl=registry", p, nsPerOp)
		best, name := 0.0, ""
		for _, impl := range handleNames() {
			if m := r.median("Lookup1M/impl="+impl, p, nsPerOp); impl != "registry" && (name == "" || m < best) {
				best, name = m, impl
			}
		}
		all = append(all, fmt.Sprintf("%s ns against %s of %s at %d", number(own), number(best), name, p))
		g.reached = g.reached && own <= best
	}
	g.measured = strings.Join(all, "; ")
	return g
}

func (r *results) atMost(text string, got, want float64, unit string) goal {
	return goal{text: text, measured: number(got) + " " + unit, reached: got <= want}
}

func (r *results) atLeast(text string, ratio, want float64) goal {
	return goal{text: text, measured: times(ratio), reached: ratio >= want}
}

// goalsTable returns the goals as a table, and the reasons below it.
func (r *results) goalsTable() string {
	var b, reasons strings.Builder
	b.WriteString("| goal | measured | |\n|:--|:--|:--|\n")
	for _, g := range r.goals() {
		verdict := "reached"
		if !g.reached {
			verdict = "**not reached**"
			if g.why != "" {
				fmt.Fprintf(&reasons, "\nNot reached: %s. %s\n", g.text, g.why)
			}
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", g.text, g.measured, verdict)
	}
	return b.String() + reasons.String()
}
