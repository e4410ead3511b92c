// Package differential_test holds programs before fixes against the same
// programs after them.
//
// The programs are generated: code that a check reports, in the shapes that
// users write around it, in files of several forms. They are built and run; all
// fixes are made; they are built and run again, with the garbage collector
// running where C can be interrupted and freed memory overwritten. Both must
// print the same, and fixes made once more must change nothing.
package differential_test

import (
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/analyzers"
)

// TestFixes makes the fixes of a few programs. It takes minutes to do so for
// many, others for each number; FIXES_CHECKS names some of the checks:
//
//	FIXES_DIFFERENTIAL=1 FIXES_CHECKS=cgoleak,cgopin go test -v ./internal/fixes/differential
func TestFixes(t *testing.T) {
	seed := os.Getenv("FIXES_DIFFERENTIAL")
	if seed == "" {
		few(rand.New(rand.NewPCG(1, 0))).compare(t)
		return
	}
	n, err := strconv.ParseUint(seed, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	only := os.Getenv("FIXES_CHECKS")
	for _, check := range slices.Sorted(maps.Keys(subjects)) {
		if only == "" || slices.Contains(strings.Split(only, ","), check) {
			for _, setting := range append(settings[check], "") {
				t.Run(check+setting, func(t *testing.T) {
					set(t, check, setting)
					many(rand.New(rand.NewPCG(n, 0)), check).compare(t)
				})
			}
		}
	}
}

// raced are checks whose fixes the race detector looks at.
var raced = []string{"cgorace", "globalmap", "mutexid"}

// apart are checks whose programs go with no others: what stays pinned, where
// there is no fix, panics in other functions, and once nothing races any more,
// globalmap has more to say.
var apart = []string{"cgopin", "cgorace"}

// settings of flags of checks to be tried, beside none.
var settings = map[string][]string{
	"cgodirective": {"suggest=true"},
	"globalmap":    {"to=handle", "to=syncmap"},
}

// set sets a flag of a check for one test.
func set(t *testing.T, check, setting string) {
	t.Helper()
	name, value, ok := strings.Cut(setting, "=")
	if !ok {
		return
	}
	i := slices.IndexFunc(analyzers.All, func(a *analysis.Analyzer) bool { return a.Name == check })
	flags := &analyzers.All[i].Flags
	old := flags.Lookup(name).Value.String()
	if err := flags.Set(name, value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { flags.Set(name, old) })
}
