package cgosuppress

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/internal/spelling"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

//go:embed doc.go
var doc string

// Analyzer reports directives that do not ignore what they should.
var Analyzer = &analysis.Analyzer{
	Name:             "cgosuppress",
	Doc:              analyzerdoc.Must(doc, "cgosuppress"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgosuppress.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker looks at the directives of one package.
type checker struct {
	pass     *analysis.Pass
	src      *cgosource.Package
	sums     *csummary.Package
	settings *settings.Config
}

func run(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	c := &checker{pass, src, pass.ResultOf[csummary.Analyzer].(*csummary.Package), src.Settings()}
	for _, s := range src.Suppressions() {
		switch {
		case s.IsNolint() && c.settings.LeaveNolint:
		case !s.IsOwn() && !slices.ContainsFunc(s.Names, c.isOurs):
		case s.Spaced:
			c.reportSpaced(s)
		case c.reportUnknown(s):
		case s.Reason == "":
			c.report(s, "noreason", "this directive gives no reason, so it ignores nothing", c.remove(s))
		default:
			c.reportUnused(s)
		}
	}
	return nil, nil
}

// isOurs reports whether a name in a directive of others is about our checks.
func (c *checker) isOurs(name string) bool {
	return name == "cgolint" || c.settings.Catalogue.Lookup(name) != nil
}

func (c *checker) reportSpaced(s *cgosource.Suppression) {
	fix := analysis.SuggestedFix{
		Message:   "Remove the space",
		TextEdits: []analysis.TextEdit{{Pos: s.Pos + 2, End: s.At(s.WordAt)}},
	}
	c.report(s, "spacing", fmt.Sprintf("this comment ignores nothing: a directive has no space before %s", s.Word), fix)
}

// reportUnknown reports the first name of a directive of ours that is no
// check's.
func (c *checker) reportUnknown(s *cgosource.Suppression) bool {
	all := c.settings.Catalogue
	if !s.IsOwn() || len(all) == 0 {
		return false
	}
	if len(s.Names) == 0 {
		c.report(s, "unknown", "this directive names no check, so it ignores nothing", c.remove(s))
		return true
	}
	i := slices.IndexFunc(s.Names, func(name string) bool { return name != "all" && !all.Knows(name) })
	if i < 0 {
		return false
	}
	message := fmt.Sprintf("there is no check %q, so this directive ignores nothing by that name", s.Names[i])
	near := spelling.Nearest(s.Names[i], all.Names())
	if near == "" {
		c.report(s, "unknown", message)
		return true
	}
	names := slices.Clone(s.Names)
	names[i] = near
	c.report(s, "unknown", message+"; "+near+" is near", c.rename(s, fmt.Sprintf("Write %s", near), strings.Join(names, ",")))
	return true
}

// reportUnused reports the names of a directive by which it has ignored
// nothing, if that is certain.
func (c *checker) reportUnused(s *cgosource.Suppression) {
	for _, name := range s.Names {
		if c.src.Used(s, name) || !c.hasRun(s, name) || !c.cWasRead() {
			continue
		}
		message := fmt.Sprintf("this directive ignores nothing here: %s is unused", name)
		if len(s.Names) == 1 {
			c.report(s, "unused", message, c.remove(s))
		} else {
			c.report(s, "unused", message, c.rename(s, "Remove "+name, s.Without(name)))
		}
	}
}

// hasRun reports whether all checks have run that a name stands for.
func (c *checker) hasRun(s *cgosource.Suppression, name string) bool {
	check, _, _ := strings.Cut(name, "/")
	switch {
	case name == c.pass.Analyzer.Name, len(c.settings.Checks) == 0:
		return false
	case name == "all" && s.IsOwn(), name == "cgolint" && s.IsNolint():
		return len(c.settings.Checks) >= len(c.settings.Catalogue)-1
	case !c.settings.Catalogue.Knows(check):
		return false
	}
	for _, other := range c.settings.Catalogue {
		named := slices.ContainsFunc(other.Categories, func(k finding.Category) bool {
			return finding.WasCalled(other.Name, k.Name, name)
		})
		if (named || other.Name == check) && !slices.Contains(c.settings.Checks, other.Name) {
			return false
		}
	}
	return true
}

// cWasRead reports whether checks know all C code of the package.
func (c *checker) cWasRead() bool {
	return !c.src.UsesCgo() || c.sums.Problem() == nil && len(c.sums.Unread()) == 0
}

func (c *checker) report(s *cgosource.Suppression, category, message string, fixes ...analysis.SuggestedFix) {
	c.src.Report(c.pass, analysis.Diagnostic{Pos: s.Pos, End: s.End, Category: category, Message: message, SuggestedFixes: fixes})
}

func (c *checker) remove(s *cgosource.Suppression) analysis.SuggestedFix {
	pos, end := c.src.Removal(s)
	return analysis.SuggestedFix{Message: "Remove the directive", TextEdits: []analysis.TextEdit{{Pos: pos, End: end}}}
}

// rename returns the fix that writes other names.
func (c *checker) rename(s *cgosource.Suppression, message, names string) analysis.SuggestedFix {
	return analysis.SuggestedFix{
		Message:   message,
		TextEdits: []analysis.TextEdit{{Pos: s.At(s.NamesAt), End: s.At(s.NamesEnd), NewText: []byte(names)}},
	}
}
