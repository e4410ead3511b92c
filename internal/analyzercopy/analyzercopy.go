// Package analyzercopy makes copies of analyzers that behave a little
// differently in one driver. The originals do not change.
package analyzercopy

import (
	"fmt"
	"runtime/debug"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/settings"
)

// A Change says how the copies differ. A part that is nil changes nothing.
type Change struct {
	// Name returns the name of the copy of an analyzer. Drivers keep facts
	// under it.
	Name func(*analysis.Analyzer) string

	// Around is called in place of the analyzer's function, with the pass
	// that the original is to see, whose Report it may replace. It calls
	// run, or returns a result of its own.
	Around func(pass *analysis.Pass, run func() (any, error)) (any, error)

	// Last is the name of an analyzer whose copy runs after those of all the
	// others that were given, but for those that require it.
	Last string

	// Settings are the copies' settings.
	Settings *settings.Config

	// Flags are set in the copies: analyzer → flag → value. A flag that does
	// not exist, or a value that it refuses, makes Of panic.
	Flags map[string]map[string]any
}

// Of returns copies of the analyzers, and of all that they require.
//
// An original does not notice: the analyzer in its pass has its name, and the
// results are under the analyzers that it requires. The flags are the copy's
// own. A panic becomes an error.
func Of(analyzers []*analysis.Analyzer, change Change) []*analysis.Analyzer {
	c := copier{change, make(map[*analysis.Analyzer]*analysis.Analyzer), make(flagCopier)}
	copies := c.all(analyzers)
	for i, a := range analyzers {
		if a.Name == change.Last {
			for j, other := range analyzers {
				if j != i && !slices.Contains(other.Requires, a) {
					copies[i].Requires = append(slices.Clip(copies[i].Requires), copies[j])
				}
			}
		}
	}
	return copies
}

type copier struct {
	Change
	copies map[*analysis.Analyzer]*analysis.Analyzer // by original
	values flagCopier
}

func (c *copier) all(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	var copies []*analysis.Analyzer
	for _, a := range analyzers {
		copies = append(copies, c.one(a))
	}
	return copies
}

func (c *copier) one(a *analysis.Analyzer) *analysis.Analyzer {
	if other, ok := c.copies[a]; ok {
		return other
	}
	other := *a
	c.copies[a] = &other
	other.Requires = c.all(a.Requires)
	if c.Name != nil {
		other.Name = c.Name(a)
	}
	other.Flags = *c.values.flags(a)
	if err := SetFlags(&other.Flags, c.Flags[a.Name]); err != nil {
		panic(fmt.Sprintf("analyzer %s: %v", a.Name, err))
	}
	seen := *a // by the original, in its pass
	other.Run = func(pass *analysis.Pass) (any, error) {
		seen := seen
		seen.Flags = other.Flags
		return c.run(&seen, pass)
	}
	return &other
}

// run runs the original in the pass made for its copy.
func (c *copier) run(a *analysis.Analyzer, pass *analysis.Pass) (any, error) {
	own := *pass
	own.Analyzer = a
	own.ResultOf = make(map[*analysis.Analyzer]any)
	for _, req := range a.Requires {
		own.ResultOf[req] = pass.ResultOf[c.copies[req]]
	}
	run := func() (any, error) { return recovered(a, &own) }
	if a.Name == settings.Analyzer.Name && c.Settings != nil {
		run = func() (any, error) { return c.Settings, nil }
	}
	if c.Around == nil {
		return run()
	}
	return c.Around(&own, run)
}

// recovered runs an analyzer. Errors have its name.
func recovered(a *analysis.Analyzer, pass *analysis.Pass) (result any, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: panic: %v\n%s", a.Name, v, debug.Stack())
		}
	}()
	result, err = a.Run(pass)
	if err != nil {
		err = fmt.Errorf("%s: %w", a.Name, err)
	}
	return result, err
}
