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

	// Callee describes what the function of the blamed call does with the
	// memory.
	Callee Callee

	// Others are further places where the same is wrong: they pass values of
	// the same type, which always holds a Go pointer, or store what the same
	// function returns.
	Others []gomem.Blame

	// Movable tells that the run time would find nothing if the address were
	// taken in the call.
	Movable bool
	// Pins are the pointers to pin so that no violation is left; empty when
	// there is no way.
	Pins []Pin
}

// Callee describes how a called function, or one that it calls, passes memory
// to C, with the names that it uses itself.
type Callee struct {
	Call          string // the function that is called, as the call has it: im.Sum
	Subject, Path string // see Violation; "" for a store and for functions of other packages
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
