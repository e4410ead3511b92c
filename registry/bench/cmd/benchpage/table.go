package main

import (
	"fmt"
	"strings"

	"golang.org/x/perf/benchmath"

	"github.com/cgolint/cgolint/registry/bench"
)

const nsPerOp = "sec/op"

func handleNames() (names []string) {
	for _, c := range bench.HandleContenders {
		names = append(names, c.Name)
	}
	return names
}

func mapNames() (names []string) {
	for _, c := range bench.MapContenders[int]() {
		names = append(names, c.Name)
	}
	return names
}

var idNames = []string{"Mutex", "atomic.Uint64", "registry.IDs", "registry.LocalIDs"}

// implTable returns a table of one benchmark: a row for each implementation, a
// column of nanoseconds for each GOMAXPROCS, and how many times faster than
// the first implementation it is.
func (r *results) implTable(benchmark string, impls []string) string {
	base := benchmark + "/impl=" + impls[0]
	procs := r.procs(base)
	var b strings.Builder
	b.WriteString("| |")
	for _, p := range procs {
		fmt.Fprintf(&b, " %d |", p)
	}
	for _, p := range procs {
		fmt.Fprintf(&b, " vs %s, %d |", impls[0], p)
	}
	b.WriteString("\n|:--|" + strings.Repeat("--:|", 2*len(procs)) + "\n")
	for _, impl := range impls {
		name := benchmark + "/impl=" + impl
		fmt.Fprintf(&b, "| %s |", impl)
		for _, p := range procs {
			fmt.Fprintf(&b, " %s |", r.cell(name, p))
		}
		for _, p := range procs {
			fmt.Fprintf(&b, " %s |", r.ratio(base, name, p))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// cell returns the median in nanoseconds with its confidence interval.
func (r *results) cell(name string, procs int) string {
	s := r.summary(name, procs, nsPerOp)
	return fmt.Sprintf("%s ±%s", number(s.Center*1e9), s.PctRangeString())
}

// ratio returns how many times faster name is than base, or a tilde where the
// difference may be chance.
func (r *results) ratio(base, name string, procs int) string {
	if base == name {
		return "1"
	}
	c := benchmath.AssumeNothing.Compare(r.sample(base, procs, nsPerOp), r.sample(name, procs, nsPerOp))
	if c.P >= c.Alpha {
		return "~"
	}
	return times(r.median(base, procs, nsPerOp) / r.median(name, procs, nsPerOp))
}

// times formats a ratio.
func times(x float64) string { return number(x) + "x" }

// number formats x with three digits, or all before the point.
func number(x float64) string {
	switch {
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

// allocsTable returns allocations and bytes of one registration, lookup and
// deletion, and the memory of two million live values.
func (r *results) memoryTable() string {
	var b strings.Builder
	b.WriteString("| | allocations per registration | bytes allocated | heap bytes per live value | left after deletion | full GC, ms | GC vs cgo.Handle |\n")
	b.WriteString("|:--|--:|--:|--:|--:|--:|--:|\n")
	base := r.memory("cgo.Handle", "gc-ms")
	for _, impl := range handleNames() {
		churn := "Churn/impl=" + impl
		fmt.Fprintf(&b, "| %s | %.0f | %.0f | %.1f | %.1f | %s | %s |\n", impl,
			r.median(churn, 1, "allocs/op"), r.median(churn, 1, "B/op"),
			r.memory(impl, "B/value"), r.memory(impl, "B-left/value"),
			number(r.memory(impl, "gc-ms")), times(base/r.memory(impl, "gc-ms")))
	}
	return b.String()
}

func (r *results) memory(impl, unit string) float64 {
	name := "Memory/impl=" + impl
	return r.median(name, r.procs(name)[0], unit)
}

// itemsTable returns what it costs to hand n items across, one by one and in
// one call.
func (r *results) itemsTable() string {
	var b strings.Builder
	b.WriteString("| items | Go to C, one by one | in one call | gain | C to Go, one by one | in one call | gain |\n")
	b.WriteString("|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, n := range itemCounts {
		fmt.Fprintf(&b, "| %d |", n)
		for _, dir := range []string{"Go-to-C", "C-to-Go"} {
			each, batch := items(dir, "each", n), items(dir, "batch", n)
			fmt.Fprintf(&b, " %s | %s | %s |", r.cell(each, 1), r.cell(batch, 1),
				times(r.median(each, 1, nsPerOp)/r.median(batch, 1, nsPerOp)))
		}
		b.WriteString("\n")
	}
	return b.String()
}

var itemCounts = []int{1, 10, 100, 1000}

func items(dir, way string, n int) string {
	return fmt.Sprintf("Items/dir=%s/way=%s/n=%d", dir, way, n)
}
