// Package finding defines what all drivers know of a finding: its group,
// severity and confidence, the key that identifies it from one run to the next,
// and the encoding in which drivers that only carry diagnostics pass it on.
package finding

import "fmt"

// A Group says what kind of harm a finding is about. Groups are selected by
// name, as checks are.
type Group string

const (
	Correctness Group = "correctness" // the program is wrong
	Suspicious  Group = "suspicious"  // the program is most likely wrong, or will be
	Perf        Group = "perf"        // the program is slower than it need be
	Pedantic    Group = "pedantic"    // right, but not as strict as can be; off by default
)

// Groups are all groups, the worst first.
var Groups = []Group{Correctness, Suspicious, Perf, Pedantic}

// A Severity says how bad a finding is. It follows from the group.
type Severity string

const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// severities has all severities, the mildest first.
var severities = []Severity{Note, Warning, Error}

// Severity returns how bad a finding of the group is.
func (g Group) Severity() Severity {
	switch g {
	case Correctness:
		return Error
	case Pedantic:
		return Note
	}
	return Warning
}

// AtLeast reports whether s is as bad as other, or worse.
func (s Severity) AtLeast(other Severity) bool { return s.rank() >= other.rank() }

func (s Severity) rank() int {
	for i, other := range severities {
		if s == other {
			return i
		}
	}
	return -1
}

// ParseSeverity returns the severity of that name.
func ParseSeverity(name string) (Severity, error) {
	if s := Severity(name); s.rank() >= 0 {
		return s, nil
	}
	return "", fmt.Errorf("there is no severity %q; there are error, warning and note", name)
}
