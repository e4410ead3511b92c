package gotype

import "go/types"

// An Importer is a function that imports the package of a path, as a
// [types.Importer].
type Importer func(path string) (*types.Package, error)

// Import implements [types.Importer].
func (f Importer) Import(path string) (*types.Package, error) { return f(path) }
