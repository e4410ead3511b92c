// Package selection selects checks and findings as a configuration says. People
// write it by hand, so a name that does not exist is an error.
package selection

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/internal/spelling"
	"github.com/cgolint/cgolint/internal/suppress"
)

// Settings are what every configuration has in common.
type Settings struct {
	// Enable lists what to show: names of checks, of groups, of categories
	// (as check/category), or "all". When it is empty, all is shown that is
	// not pedantic.
	Enable []string `json:"enable"`
	// Disable lists what not to show, by the same names.
	Disable []string `json:"disable"`
	// Confidence is the lowest that a finding may have to be shown: "high",
	// "medium", which is the default, or "low".
	Confidence string `json:"confidence"`
	// Paths says what is different in some folders: pattern → settings. A
	// pattern is relative to Base, as a/b, or a/... for all below.
	Paths map[string]PathSettings `json:"paths"`
	// Base is the directory that Paths are relative to.
	Base string `json:"-" yaml:"-"`
	// Generated says what to show of files that a program has generated:
	// "correctness", which is the default, "all" or "none".
	Generated string `json:"generated"`
	// Flags has the flags of checks: check → flag → value. They are those
	// that "cgolint help CHECK" shows.
	Flags map[string]map[string]any `json:"flags"`
	// Contracts is a file with contracts of C functions, one per line, in
	// the form that package contract describes.
	Contracts string `json:"contracts"`
}

// A ValueError is an error of one name or value, as it is written.
type ValueError struct {
	Value string
	Err   error
}

func (e *ValueError) Error() string { return e.Err.Error() }

func (e *ValueError) Unwrap() error { return e.Err }

// A Selection says which findings are shown.
type Selection struct {
	catalogue       finding.Catalogue
	enable, disable []string
	confidence      finding.Confidence
	flags           map[string]map[string]any
	base            string
	paths           []pathSelection
	generated       string
}

// all is the name that stands for all findings.
const all = "all"

// Of returns the selection that the settings ask for.
func Of(c finding.Catalogue, s Settings) (*Selection, error) {
	for _, name := range slices.Concat(s.Enable, s.Disable) {
		if err := checkName(c, name); err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Flags)) {
		if c.Lookup(name) == nil {
			return nil, unknown("check", name, c.Names())
		}
	}
	selected := &Selection{catalogue: c, enable: s.Enable, disable: s.Disable, confidence: finding.Medium, flags: s.Flags, generated: s.Generated}
	if s.Confidence != "" {
		var err error
		if selected.confidence, err = finding.ParseConfidence(s.Confidence); err != nil {
			return nil, &ValueError{s.Confidence, err}
		}
	}
	var err error
	if selected.paths, err = newPaths(c, s.Paths); err != nil {
		return nil, err
	}
	if selected.base = s.Base; selected.generated == "" {
		selected.generated = "correctness"
	}
	if !slices.Contains([]string{"correctness", "all", "none"}, selected.generated) {
		return nil, &ValueError{s.Generated, fmt.Errorf("generated is %q, want correctness, all or none", s.Generated)}
	}
	for _, a := range c.Analyzers() {
		if err := analyzercopy.SetFlags(analyzercopy.Flags(a), s.Flags[a.Name]); err != nil {
			return nil, &ValueError{a.Name, fmt.Errorf("check %s: %w", a.Name, err)}
		}
	}
	return selected, nil
}

// checkName reports names that select nothing.
func checkName(c finding.Catalogue, name string) error {
	check, _, ok := strings.Cut(name, "/")
	switch known := c.Lookup(check); {
	case name == all, slices.Contains(finding.Groups, finding.Group(name)), finding.IsFormer(name):
		return nil
	case known == nil:
		return unknown("check or group", name, slices.Concat(c.Names(), groupNames(), []string{all}))
	case ok && !slices.ContainsFunc(known.Categories, func(k finding.Category) bool { return finding.CategoryName(check, k.Name) == name }):
		var names []string
		for _, k := range known.Categories {
			names = append(names, finding.CategoryName(check, k.Name))
		}
		return unknown("category", name, names)
	}
	return nil
}

// unknown says that there is no such name, and which may have been meant.
func unknown(kind, name string, known []string) error {
	if meant := spelling.Nearest(name, known); meant != "" {
		return &ValueError{name, fmt.Errorf("there is no %s %q; did you mean %s?", kind, name, meant)}
	}
	return &ValueError{name, fmt.Errorf("there is no %s %q; there are %s", kind, name, strings.Join(known, ", "))}
}

func groupNames() []string {
	var names []string
	for _, g := range finding.Groups {
		names = append(names, string(g))
	}
	return names
}

// Change returns the change for copies of the selected checks: the flags that
// were set, and the check of directives after all others. Drivers add to it.
func (s *Selection) Change() analyzercopy.Change {
	c := &settings.Config{AttachInfo: true, Catalogue: s.catalogue, Generated: s.generated}
	for _, a := range s.Checks() {
		if a.Name != suppress.Check {
			c.Checks = append(c.Checks, a.Name)
		}
	}
	return analyzercopy.Change{Settings: c, Flags: s.flags, Last: suppress.Check}
}

// Checks returns the analyzers that may find something that is shown, in some
// folder.
func (s *Selection) Checks() []*analysis.Analyzer {
	var selected []*analysis.Analyzer
	for _, check := range s.catalogue {
		if s.mayShow(check) {
			selected = append(selected, check.Analyzer)
		}
	}
	return selected
}

func (s *Selection) mayShow(check finding.Check) bool {
	categories := append([]finding.Category{{Name: check.Name}}, check.Categories...)
	if slices.ContainsFunc(categories, func(c finding.Category) bool { return s.Shows(check.Name, c.Name, finding.Info{}) }) {
		return true
	}
	return slices.ContainsFunc(s.paths, func(p pathSelection) bool {
		if len(p.enable) == 0 {
			return false
		}
		own := *s
		own.paths = nil
		own.add(p)
		return own.mayShow(check)
	})
}

// Shows reports whether a finding of a check's category is shown.
func (s *Selection) Shows(check, category string, info finding.Info) bool {
	if s.catalogue.Lookup(check) == nil {
		return true // it is for the driver, not for users
	}
	group := s.catalogue.GroupOf(check, category, info)
	matches := func(name string) bool {
		return name == all || name == string(group) || name == finding.CategoryName(check, category) || finding.WasNamed(check, category, name) ||
			name == check && s.ofCheck(check, group)
	}
	shown := len(s.enable) == 0 && group != finding.Pedantic || slices.ContainsFunc(s.enable, matches)
	hidden := slices.ContainsFunc(s.disable, func(name string) bool { return matches(name) || name == check })
	return shown && !hidden && info.Confidence <= s.confidence
}

// GroupOf returns the group of a finding; see finding.Catalogue.
func (s *Selection) GroupOf(check, category string, info finding.Info) finding.Group {
	return s.catalogue.GroupOf(check, category, info)
}

// ofCheck reports whether the check's name stands for its findings of a
// group: for those that are pedantic only when the check itself is.
func (s *Selection) ofCheck(check string, group finding.Group) bool {
	known := s.catalogue.Lookup(check)
	return group != finding.Pedantic || known != nil && known.Group == finding.Pedantic
}
