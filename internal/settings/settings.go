// Package settings has the settings of one run of analyzers. They are bound
// to copies of the analyzers (package analyzercopy), so that two runs in one
// process can have different ones.
package settings

import (
	"reflect"

	"golang.org/x/tools/go/analysis"
)

// A Config is what a driver sets. It must not be modified after it was bound.
type Config struct {
	// AttachInfo says that the driver detaches what diagnostics carry beside
	// their own fields; see finding.Attach. Other drivers are not told what
	// they should not show.
	AttachInfo bool
}

// Analyzer has the settings as its result, a *[Config]. Unless it was bound to
// others, they are the defaults.
var Analyzer = &analysis.Analyzer{
	Name:             "settings",
	Doc:              "hold the settings of a run",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/internal/settings",
	Run:              func(*analysis.Pass) (any, error) { return new(Config), nil },
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Config](),
}
