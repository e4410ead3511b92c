package driver

import (
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/config"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/outside"
	"github.com/cgolint/cgolint/internal/registrycopy"
	"github.com/cgolint/cgolint/internal/selection"
	"github.com/cgolint/cgolint/internal/unitchecker"
)

// configured is what holds for the packages of a directory.
type configured struct {
	*selection.Selection
	contracts *contract.Table // of the user, or nil
}

// ran reports whether a check is among those that are run.
func (c *configured) ran(check string) bool {
	return slices.ContainsFunc(c.Checks(), func(a *analysis.Analyzer) bool { return a.Name == check })
}

// configure returns what the configuration says. Flags have the last word: those of checks prevail
// when they are parsed, and where they select something, the configuration
// does not.
func (p *Program) configure(c *config.Config, flags []string) (*configured, error) {
	if _, err := selection.Of(p.Checks, c.Settings); err != nil {
		return nil, c.Blame(err)
	}
	selected, err := selection.Of(p.Checks, p.over(c.Settings, flags))
	if err != nil {
		return nil, err // of a flag, which it names
	}
	if len(selected.Checks()) == 0 {
		return nil, errors.New("no checks are left to run")
	}
	return &configured{selected, c.Contracts}, nil
}

// over returns settings with what the flags select in place of what they do.
func (p *Program) over(s selection.Settings, flags []string) selection.Settings {
	var enable, disable []string
	for _, arg := range flags {
		name, value, ok := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		on, err := strconv.ParseBool(value)
		switch {
		case name == enableFlag:
			enable = append(enable, elements(value)...)
		case name == disableFlag:
			disable = append(disable, elements(value)...)
		case name == confidenceFlag:
			s.Confidence = value
		case p.Checks.Lookup(name) == nil:
		case !ok || err == nil && on:
			enable = append(enable, name)
		default:
			disable = append(disable, name)
		}
	}
	if len(enable)+len(disable) > 0 {
		s.Enable, s.Disable, s.Paths = enable, disable, nil
	}
	return s
}

// elements returns the elements of a list with commas.
func elements(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

// printID prints what the go command tells versions of the tool apart by. The
// configuration is part of it, and what has become of files outside of packages
// that results depend on.
func printID(dir string) error {
	c, err := config.OfModule(dir)
	if err != nil {
		return err
	}
	digest := slices.Clone(c.Digest())
	own := config.ModuleRoot(dir)
	for _, root := range workspaceRoots(dir) {
		if root == own {
			continue
		}
		if other, err := config.OfModule(root); err == nil {
			digest = append(digest, other.Digest()...)
		} else {
			digest = append(digest, err.Error()...) // for the packages there to tell
		}
	}
	registry, _ := registrycopy.Provided(dir) // which fixes import
	changes := outside.In(os.Getenv("GOCACHE")).Digest(outside.RootOf(dir))
	return unitchecker.PrintID(os.Stdout, slices.Concat(digest, changes, []byte(registry)))
}
