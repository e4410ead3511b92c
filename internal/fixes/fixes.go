// Package fixes applies suggested fixes to source text.
//
// A fix is applied whole or not at all. Several fixes are merged: an edit
// that two of them share is made once, imports that several of them add at
// one place are all added, and a fix that would change what an earlier one
// changes already is refused, so that the tool can be run again.
//
// All offsets are of bytes in the text that was analysed.
package fixes

import (
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// An Edit replaces the bytes from Start up to End of a file with New. The
// JSON form is the one that "go vet -json" prints.
type Edit struct {
	File  string `json:"filename"` // as the key of the sources given to Apply
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// A Fix is a change that makes sense only as a whole. Its edits do not
// overlap; insertions at the same place are made in the order given.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// behaviorChange ends the message of a fix that is not safe.
const behaviorChange = "(behavior change)"

// IsSafe reports whether a fix with the given message leaves the behavior of
// the program as it is.
func IsSafe(message string) bool {
	return !strings.HasSuffix(message, behaviorChange)
}

// ErrOverlap says that a fix changes what an earlier one changes already. It
// may apply when the analysis has been run again on the result.
var ErrOverlap = errors.New("overlaps another fix")

// ErrGenerated says that a fix changes a file that a program generated, which
// would undo it.
var ErrGenerated = errors.New("changes a generated file")

// A Result is what Apply made of the sources.
type Result struct {
	// Files holds the new text of each file that changed.
	Files map[string][]byte
	// Errors has an entry for each fix, in order: nil when it was applied,
	// otherwise the reason why it was not, maybe [ErrOverlap] or
	// [ErrGenerated].
	Errors []error
}

// Apply returns what the fixes make of the sources, which are the whole texts
// of all files that the fixes edit, by name. The fixes are taken in order: one
// that does not go together with those before it is left out.
//
// A changed Go file keeps gofmt's form if it had it, loses the imports that
// the fixes left without a use, and is never one that does not parse.
func Apply(src map[string][]byte, list []Fix) Result {
	m := newMerge(src)
	errs := make([]error, len(list))
	for i, f := range list {
		errs[i] = m.add(f)
	}
	files, broken := m.files()
	if broken == nil {
		return Result{files, errs}
	}
	return applySlowly(src, list, errs)
}

// applySlowly is Apply for fixes that together make a file which does not
// parse: it parses after each, so that only those which break a file are left
// out. Those that Apply could not add stay so.
func applySlowly(src map[string][]byte, list []Fix, errs []error) Result {
	m := newMerge(src)
	var files map[string][]byte
	for i, f := range list {
		if errs[i] != nil {
			continue
		}
		before := maps.Clone(m.edits)
		if errs[i] = m.add(f); errs[i] != nil {
			continue
		}
		after, err := m.files()
		if err != nil {
			errs[i] = err
			m.edits = before
			continue
		}
		files = after
	}
	return Result{files, errs}
}

// replace returns text with the edits made, which are sorted and do not
// overlap.
func replace(text []byte, edits []Edit) []byte {
	var out []byte
	last := 0
	for _, e := range edits {
		out = append(out, text[last:e.Start]...)
		out = append(out, e.New...)
		last = e.End
	}
	return append(out, text[last:]...)
}

// sortEdits sorts by place, an insertion before a replacement that starts
// there; insertions at one place keep their order.
func sortEdits(edits []Edit) {
	slices.SortStableFunc(edits, func(a, b Edit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
}

// firstOverlap returns the index of the first of the sorted edits that
// overlaps the one before it, or -1.
func firstOverlap(edits []Edit) int {
	for i := 1; i < len(edits); i++ {
		if overlap(edits[i-1], edits[i]) {
			return i
		}
	}
	return -1
}

// overlap reports whether a and b change the same bytes, or one inserts into
// what the other replaces. Edits that only touch do not overlap.
func overlap(a, b Edit) bool { return a.Start < b.End && b.Start < a.End }

// sameInsertion reports whether both insert at the same place.
func sameInsertion(a, b Edit) bool {
	return a.Start == a.End && b.Start == b.End && a.Start == b.Start
}

func isGo(name string) bool { return filepath.Ext(name) == ".go" }
