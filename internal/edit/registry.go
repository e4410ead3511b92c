package edit

import "go/version"

// RegistryPath is the module of the run-time library.
const RegistryPath = "github.com/cgolint/cgolint/registry"

// HasRegistry reports whether a file for a Go version, "" when that is not
// known, can use the run-time library.
func HasRegistry(v string) bool { return v == "" || version.Compare(v, "go1.24") >= 0 }
