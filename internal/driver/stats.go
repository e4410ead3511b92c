package driver

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/cgolint/cgolint/internal/finding"
)

// printStats prints how much was found of what.
func printStats(w io.Writer, r *report) {
	type kind struct {
		group finding.Group
		check string
	}
	type count struct{ findings, fixes, packages int }
	counts := make(map[kind]*count)
	packages := make(map[string]bool)
	for _, f := range r.findings {
		k := kind{f.Group, f.Check}
		if counts[k] == nil {
			counts[k] = new(count)
		}
		counts[k].findings++
		if len(f.Fixes) > 0 {
			counts[k].fixes++
		}
		in := fmt.Sprint(k, f.Package)
		if !packages[in] {
			packages[in] = true
			counts[k].packages++
		}
	}
	kinds := slices.SortedFunc(maps.Keys(counts), func(a, b kind) int {
		return cmp.Or(counts[b].findings-counts[a].findings, cmp.Compare(a.check, b.check))
	})
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "check\tgroup\tfindings\twith a fix\tpackages")
	for _, k := range kinds {
		c := counts[k]
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%d\n", k.check, k.group, c.findings, c.fixes, c.packages)
	}
	_ = t.Flush() // to stderr
}
