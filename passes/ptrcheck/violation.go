package ptrcheck

import (
	"go/types"

	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// A Violation is a place where the program violates cgo's rules for passing
// pointers (cmd/cgo, "Passing pointers").
type Violation struct {
	gomem.Blame
	Kind  ViolationKind
	Found PointerFound

	// Func is the C function that gets the memory, without "C."; of a
	// result the exported Go function; of a store the C function that the
	// C memory came from, or "".
	Func string

	// Subject is the argument's text, and Path how to write the pointer that
	// was found, or "" when there is no way to write it.
	Subject, Path string
	Into          bool // the argument points into the memory that holds Path, not to its start

	// Movable tells that the run time would find nothing if the address were
	// taken in the call.
	Movable bool
	// Pins are the pointers to pin, as they can be written at the call, so
	// that no violation is left; empty when there is no way.
	Pins []string
}

// ViolationKind says how a Go pointer gets where C sees it.
type ViolationKind uint8

// The ways to violate the rules.
const (
	Passed   ViolationKind = iota // an argument of a C function
	Stored                        // a store into C memory
	Returned                      // a result of an exported function
)

// Describe names the sort of a type whose values always hold a Go pointer:
// map, channel, func value, interface value, slice or string.
func Describe(t types.Type) string {
	if name, ok := heap.Header(t); ok {
		return name
	}
	return "pointer"
}
