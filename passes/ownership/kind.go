package ownership

import (
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/csummary"
)

// A Kind is a kind of resource: how it is acquired, and what functions do
// with it. The C functions and the functions of other packages ask it; the
// functions of the package are explored.
type Kind struct {
	Name string // a word, which facts have

	// Acquires returns what a call acquires.
	Acquires func(p *Package, call ssa.CallInstruction) []Acquisition

	// Effect says what a call does to the resource that its argument i is,
	// or points into. It is asked for functions without a body here. The
	// zero Effect is that nothing is known: the function may take it.
	Effect func(p *Package, call *ssa.CallCommon, i int) Effect
}

// Kinds are those that the package follows.
var Kinds = []*Kind{CMemory, Handles, Pins, Structs, References}

// Where says where a call leaves what it acquires.
type Where uint8

// Where a resource may be.
const (
	InResult   Where = iota // it is result Index
	InArgument              // it is argument Index itself, as a Pinner
	ThroughOut              // it is stored where argument Index points
)

// An Acquisition is what a call acquires.
type Acquisition struct {
	Where   Where
	Index   int
	Path    string   // InResult: the way from the result to it, or ""; see [PartEffect]
	By      string   // the function, C.f or f
	FreedBy []string // what frees it, as far as that is known
	Certain bool     // the call never fails
	Assumed bool     // that it belongs to the program is only likely

	// Cond are, for ThroughOut, the results that go with something.
	// Known tells that it is known, and Cond isn't just the usual.
	Cond  csummary.ResultCond
	Known bool
}

// Does says what a function does with a resource.
type Does uint8

// What functions do with resources.
const (
	Unknown Does = iota // it may keep, free or return it
	Borrows             // it uses it and keeps nothing
	Ignores             // it does not even look
	Frees               // it frees it
	MayFree             // it frees it on some paths
	Takes               // it belongs to the function from now on
	Returns             // its result is the pointer, or points into the same
)

// An Effect is what a call does to a resource.
type Effect struct {
	Does    Does
	By      string // the function that is called, C.f or f
	Assumed bool   // this is likely, but not known

	// Unless tells that a result which is nil means that nothing was freed,
	// as of realloc.
	Unless bool
}

// A Resource is what a function acquires, and what becomes of it.
type Resource struct {
	Kind *Kind
	Acquisition
	Func *ssa.Function       // that acquires it
	At   ssa.CallInstruction // by this
	*Trace
}

// A Release is a call that frees something which the function didn't acquire
// at a known place, and what happens to it afterwards.
type Release struct {
	Kind *Kind
	Func *ssa.Function
	At   ssa.CallInstruction
	Part string // of what the argument points to, when a Go function frees a part; "" for the argument itself
	By   string
	*Trace
}
