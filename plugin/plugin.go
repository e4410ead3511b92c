// Package plugin makes cgolint a linter of golangci-lint, by its module
// plugin system. The program golangci-lint-cgolint, and those that
// "golangci-lint custom" builds, import it for its effect.
package plugin

import (
	"slices"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/selection"
)

func init() { register.Plugin("cgolint", New) }

// Settings are what linters.settings.custom.cgolint.settings may hold in
// golangci-lint's configuration.
type Settings struct {
	selection.Settings
	// UnsafeFixes lets golangci-lint also apply fixes that change what the
	// program does.
	UnsafeFixes bool `json:"unsafe-fixes"`
}

// New returns the linter with the settings that golangci-lint has read. It
// refuses settings that name what does not exist.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, err
	}
	return newLinter(analyzers.Catalogue, s)
}

type linter struct {
	analyzers []*analysis.Analyzer
	selection *selection.Selection
	change    analyzercopy.Change
	contracts string // file, or ""
	unsafe    bool
}

func newLinter(all finding.Catalogue, s Settings) (*linter, error) {
	selected, err := selection.Of(all, s.Settings)
	if err != nil {
		return nil, err
	}
	change := selected.Change()
	change.Settings.LeaveNolint = true // to nolintlint it counts as unused when nothing is reported there
	if s.Contracts != "" {
		if change.Settings.Contracts, err = contract.ReadFile(s.Contracts); err != nil {
			return nil, err
		}
	}
	return &linter{analyzers: selected.Checks(), selection: selected, change: change, contracts: s.Contracts, unsafe: s.UnsafeFixes}, nil
}

// GetLoadMode tells golangci-lint to load types.
func (*linter) GetLoadMode() string { return register.LoadModeTypesInfo }

// BuildAnalyzers returns the checks in a form that golangci-lint can do with.
//
// It keeps results under the names of analyzers and the contents of the Go
// files. So that changed C code is analysed anew, the digest of it is part of
// names: of an analyzer that is there for nothing else, which covers what is
// reported, and of those that have facts, which are kept apart. Only the
// names of checks are shown.
func (l *linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	digest, err := digestC(".", l.contracts)
	if err != nil {
		return nil, err
	}
	change := l.change
	change.Name = func(a *analysis.Analyzer) string {
		if len(a.FactTypes) > 0 && !slices.Contains(l.analyzers, a) {
			return a.Name + "_" + digest
		}
		return a.Name
	}
	change.Around = l.run
	copies := analyzercopy.Of(l.analyzers, change)
	return append(copies, &analysis.Analyzer{
		Name: "cgolint_" + digest,
		Doc:  "stand for the C code of the module",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}), nil
}
