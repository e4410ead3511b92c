// Package analyzers is the catalogue of cgolint's checks.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/analyzers/cgocallback"
	"github.com/cgolint/cgolint/analyzers/cgodirective"
	"github.com/cgolint/cgolint/analyzers/cgoloop"
	"github.com/cgolint/cgolint/analyzers/cgopointer"
	"github.com/cgolint/cgolint/analyzers/cgoretain"
	"github.com/cgolint/cgolint/analyzers/globalmap"
	"github.com/cgolint/cgolint/analyzers/mutexid"
	"github.com/cgolint/cgolint/analyzers/shardskew"
)

// All has the analyzers that every driver runs, in the order of their names.
// Each folder beside this file is one of them.
var All = []*analysis.Analyzer{
	cgocallback.Analyzer,
	cgodirective.Analyzer,
	cgoloop.Analyzer,
	cgopointer.Analyzer,
	cgoretain.Analyzer,
	globalmap.Analyzer,
	mutexid.Analyzer,
	shardskew.Analyzer,
}
