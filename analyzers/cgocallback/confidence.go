package cgocallback

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// nearby is the largest number of C functions and pointers between a loop and
// the Go function for which the loop is about what Go is called for. From
// further away it is one of many things that may happen in an iteration, as
// sqlite3_exec comes to the hook for rollbacks.
const nearby = 2

// Words of the functions through which Go is called seldom: those that set
// something up, those that hand out events, since what waits for a user does not
// wait for the crossing, and those that tell of errors.
var (
	coldWords  = cname.Set("init initialize terminate open create event events poll")
	errorWords = cname.Set("error err warn warning log debug")
)

// confidenceOf says how sure it is that a loop of C often calls a Go function,
// and can be changed. One that calls it by its name does; of pointers and other
// functions in between, the names tell.
func confidenceOf(call *cgosource.Call, l *csummary.GoLoop) finding.Confidence {
	if l.Via != "" && ofLibrary(l.Via) == finding.Low {
		return finding.Low
	}
	names := between(l)
	tellsErrors := func(name string) bool { return cname.HasWord(name, errorWords) }
	if len(names) > nearby || len(names) > 0 && (cname.HasWord(call.Name, coldWords) || slices.ContainsFunc(append(names, l.Name), tellsErrors)) {
		return finding.Low
	}
	return finding.High
}

// replaceable are functions of libc whose work Go does as well.
var replaceable = cname.Set("qsort qsort_r bsearch lfind lsearch nftw ftw scandir")

// ofLibrary says how sure it is that the loop in a function of a library can be
// changed. The library stays as it is, and git_tag_foreach and the like mostly
// have no counterpart that hands out many elements: of those that were read in
// modules none was worth a change (docs/proof.md).
func ofLibrary(name string) finding.Confidence {
	if replaceable[name] {
		return finding.High
	}
	return finding.Low
}
