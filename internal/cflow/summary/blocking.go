package summary

import (
	"strings"

	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// A Blocking is evidence that a function waits.
type Blocking struct {
	Kind string // io, lock, time, wait
	Path []Step
}

// In returns the function in which a function waits in the end.
func (b Blocking) In(function string) string {
	if n := len(b.Path); n > 0 {
		return strings.TrimPrefix(b.Path[n-1].What, "calls ")
	}
	return function
}

// output matches the functions that write a line for a person, for which one
// hardly waits.
var output = lazyregexp.New(`(printf|puts|putc|putchar|fwrite|perror|fflush|fclose)(_unlocked)?$`)

// IsLong reports whether a function waits for longer than for a lock, or to
// write a line for a person.
func (b Blocking) IsLong(function string) bool {
	return b.Kind != "lock" && !output.MatchString(b.In(function))
}
