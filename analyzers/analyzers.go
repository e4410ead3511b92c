// Package analyzers is the catalogue of cgolint's checks.
package analyzers

import "golang.org/x/tools/go/analysis"

// All holds every check, sorted by name.
var All []*analysis.Analyzer
