package finding

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Check is an analyzer that reports findings, and where they belong.
type Check struct {
	*analysis.Analyzer
	Group Group

	// NoFix says why a finding has no fix, see [Info], of all findings that do
	// not say it themselves.
	NoFix string

	// Categories are those that the check's diagnostics have, but for the
	// one of the check's own name.
	Categories []Category
}

// A Category is a kind of a check's findings. Its name is an anchor on the
// check's page.
type Category struct {
	Name    string
	Summary string // what is reported, in lower case and without a full stop
	Group   Group  // "" for the check's
	NoFix   string // "" for the check's
}

// A Catalogue lists checks in the order of their names.
type Catalogue []Check

// Analyzers returns the analyzers of all checks.
func (c Catalogue) Analyzers() []*analysis.Analyzer {
	var all []*analysis.Analyzer
	for _, check := range c {
		all = append(all, check.Analyzer)
	}
	return all
}

// Names returns the names of all checks.
func (c Catalogue) Names() []string {
	var all []string
	for _, check := range c {
		all = append(all, check.Name)
	}
	return all
}

// Lookup returns the check of that name, or nil.
func (c Catalogue) Lookup(name string) *Check {
	for i := range c {
		if c[i].Name == name {
			return &c[i]
		}
	}
	return nil
}

// GroupOf returns the group of a finding. A check that is not in the
// catalogue is taken for suspicious.
func (c Catalogue) GroupOf(check, category string, info Info) Group {
	entry := c.Lookup(check)
	if entry == nil {
		return cmp.Or(info.Group, Suspicious)
	}
	return cmp.Or(info.Group, entry.groupOf(category))
}

// NoFixOf says why a finding without a fix has none: by itself, or by its
// category.
func (c Catalogue) NoFixOf(check, category string, info Info) string {
	entry := c.Lookup(check)
	if entry == nil {
		return info.NoFix
	}
	return cmp.Or(info.NoFix, entry.category(category).NoFix, entry.NoFix)
}

// groupOf returns the group of a category that may not be listed.
func (c *Check) groupOf(category string) Group {
	return cmp.Or(c.category(category).Group, c.Group)
}

// category returns what is listed of a category.
func (c *Check) category(name string) Category {
	for _, known := range c.Categories {
		if known.Name == name {
			return known
		}
	}
	return Category{}
}

// CategoryName returns the name that selects a category.
func CategoryName(check, category string) string {
	if strings.HasPrefix(category, check+"/") {
		return category
	}
	return check + "/" + category
}

// Knows reports whether a name is that of a check or of a category, or was.
func (c Catalogue) Knows(name string) bool {
	return IsFormer(name) || slices.ContainsFunc(c, func(check Check) bool {
		return name == check.Name || slices.ContainsFunc(check.Categories, func(k Category) bool {
			return CategoryName(check.Name, k.Name) == name
		})
	})
}

// Groups returns the groups that the check's findings may be of.
func (c *Check) Groups() []Group {
	groups := []Group{c.Group}
	for _, known := range c.Categories {
		if known.Group != "" && known.Group != c.Group {
			groups = append(groups, known.Group)
		}
	}
	return groups
}

// URL returns the page about a diagnostic: the part of its check's page that
// is about its category.
func URL(page, category string) string {
	u, err := url.Parse(page)
	if err != nil || category == "" || page == "" {
		return page
	}
	u.Fragment = category
	return u.String()
}
