package finding

import "github.com/cgolint/cgolint/internal/fixes"

// A Position is a place in a file. Lines and columns count from 1, columns in
// bytes.
type Position struct {
	File   string
	Line   int
	Column int
}

// A Finding is what a check has found, as users are told of it.
type Finding struct {
	Check, Category string
	Message         string
	URL             string // of the part of the check's page about the category
	Package         string // its path, with "_test" after that of an external test
	Start, End      Position
	Group           Group
	Confidence      Confidence
	Related         []Related // the evidence
	Fixes           []fixes.Fix
	NoFix           string // why there is none, or ""
	Suppressed      string // the reason that the user gives for ignoring it, or ""
	Key             Key
}

// A Related is a place that explains a finding.
type Related struct {
	Start, End Position
	Message    string
}

// Severity returns how bad the finding is.
func (f *Finding) Severity() Severity { return f.Group.Severity() }
