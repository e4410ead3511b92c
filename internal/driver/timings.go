package driver

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// timingsFlag makes the vet tool say how long each analyzer took.
const timingsFlag = "timings"

// timingLine begins the lines in which it does: an analyzer and nanoseconds
// follow.
const timingLine = "cgolint-timing "

// sayTiming says how long an analyzer took, without those that it requires.
func sayTiming(name string, took time.Duration) {
	fmt.Fprintf(os.Stderr, "%s%s %d\n", timingLine, name, took.Nanoseconds())
}

// timings are the times of analyzers in all packages, by their names.
type timings map[string]*timing

type timing struct {
	total, longest time.Duration
	packages       int
}

// take adds the times that a text has, and returns what else it has.
func (t timings) take(text string) string {
	var rest strings.Builder
	for line := range strings.Lines(text) {
		fields, ok := strings.CutPrefix(line, timingLine)
		name, ns, _ := strings.Cut(strings.TrimSpace(fields), " ")
		n, err := strconv.ParseInt(ns, 10, 64)
		if !ok || err != nil {
			rest.WriteString(line)
			continue
		}
		if t[name] == nil {
			t[name] = new(timing)
		}
		t[name].packages++
		t[name].total += time.Duration(n)
		t[name].longest = max(t[name].longest, time.Duration(n))
	}
	return rest.String()
}

// print prints the times, the longest first.
func (t timings) print(w io.Writer) {
	names := slices.SortedFunc(maps.Keys(t), func(a, b string) int {
		return cmp.Or(cmp.Compare(t[b].total, t[a].total), cmp.Compare(a, b))
	})
	table := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(table, "check or pass\ttotal\tlongest\tpackages")
	for _, name := range names {
		one := t[name]
		fmt.Fprintf(table, "%s\t%v\t%v\t%d\n", name, one.total.Round(time.Microsecond), one.longest.Round(time.Microsecond), one.packages)
	}
	_ = table.Flush() // to stderr
}
