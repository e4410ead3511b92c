// Package selection picks checks and sets their flags as a configuration says,
// which people write by hand: what there is not is an error.
package selection

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Settings are what every configuration has in common.
type Settings struct {
	// Enable lists the checks to run; when it is empty, all are run.
	Enable []string `json:"enable"`
	// Disable lists checks not to run.
	Disable []string `json:"disable"`
	// Flags has the flags of checks: check → flag → value. They are those
	// that "cgolint help CHECK" shows.
	Flags map[string]map[string]any `json:"flags"`
	// Contracts is a file with contracts of C functions, one per line, in
	// the form that package contract describes.
	Contracts string `json:"contracts"`
}

// Of returns the checks to run of all, with their flags set. Flags that the
// settings do not name have their defaults again.
func Of(all []*analysis.Analyzer, s Settings) ([]*analysis.Analyzer, error) {
	if err := s.check(all); err != nil {
		return nil, err
	}
	var selected []*analysis.Analyzer
	for _, a := range all {
		if err := setFlags(a, s.Flags[a.Name]); err != nil {
			return nil, err
		}
		if (len(s.Enable) == 0 || slices.Contains(s.Enable, a.Name)) && !slices.Contains(s.Disable, a.Name) {
			selected = append(selected, a)
		}
	}
	return selected, nil
}

// check reports names of checks that there are not.
func (s Settings) check(all []*analysis.Analyzer) error {
	var names []string
	for _, a := range all {
		names = append(names, a.Name)
	}
	used := slices.Concat(s.Enable, s.Disable)
	for name := range s.Flags {
		used = append(used, name)
	}
	for _, name := range used {
		if !slices.Contains(names, name) {
			return fmt.Errorf("there is no check %q; there are %s", name, strings.Join(names, ", "))
		}
	}
	return nil
}

func setFlags(a *analysis.Analyzer, values map[string]any) error {
	reset := func(f *flag.Flag) {
		_ = f.Value.Set(f.DefValue) // its own form
	}
	a.Flags.VisitAll(reset)
	for name, value := range values {
		if err := a.Flags.Set(name, fmt.Sprint(value)); err != nil {
			a.Flags.VisitAll(reset)
			return fmt.Errorf("flag %q of check %s: %w", name, a.Name, err)
		}
	}
	return nil
}
