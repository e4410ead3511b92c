// Package summary has what is known of a C function: what it does with its
// parameters, where its result comes from, how it fails, whether it comes back
// to Go, and what a call takes. Package cflow finds it out.
package summary

import (
	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// A Position is a place in a C file, or in a Go file when the C is in a
// preamble. Lines and columns are from 1; a column is in bytes of the C text.
type Position struct {
	File   string
	Line   int
	Column int
}

// A Step is one step of a path of evidence.
type Step struct {
	Pos  Position
	What string // as "passed to bindText" or "stored in vfsList"
}

// A GoCall is evidence that a function calls back into Go.
type GoCall struct {
	Name   string // of the exported function
	Path   []Step
	Cond   bool   // it stands under a condition
	Locked string // the lock of C that is held then, as C writes it, or ""
}

// An ExportUse tells how C calls an exported Go function. The zero value is
// that nothing is known.
type ExportUse struct {
	OwnThread   Verdict // Yes is evidence that C calls it on a thread that C started
	Synchronous Verdict // Yes is evidence that C calls it while Go waits for a call into C
	Path        []Step  // from the start of the thread to the call

	Starters []string // C functions that start such a thread
	Callers  []string // C functions that call it by a pointer where nothing else is stored
}

// A GoLoop is evidence that a C loop calls back into Go on each turn.
type GoLoop struct {
	Name   string   // of the exported Go function
	Loop   Position // of the loop; of the library call that loops
	Call   Position // of the call in the loop
	Path   []Step   // from the loop to the Go function
	Via    string   // the library function that loops, or ""
	Blocks bool     // each turn waits for something: an event loop
}

// An Access tells that all a function does is to read or write a number: a
// field of what a parameter points to, or an element of an array there.
type Access = cir.Access

// A Func is the summary of a C function.
type Func struct {
	Name     string
	Pos      Position
	Static   bool
	Variadic bool
	Params   []Param
	Declared *contract.Declaration // nil when it is from a contract
	Returns  string                // the type of the object that the result points to, as Param.Type
	Array    bool                  // the result points to a pointer to such an object
	Linked   bool                  // new memory that is the result may be in what an argument points to as well

	// Result is where the result comes from, when that is a pointer; it
	// holds for each result that is not null.
	Result Origin

	// Status says how the function tells that it failed. LastErrorKey is, of
	// LastError, the state that has the reason: one of Thread, or the name of
	// an object.
	Status       Convention
	LastErrorKey string

	// Thread is the state of the calling thread that it reads and writes,
	// and MainThread that it must be called on the main thread.
	Thread     ThreadState
	MainThread bool

	// Serial tells that it may be called on many threads at once with the
	// same arguments, because it serialises itself.
	Serial Verdict

	// LongJumps is evidence that it may leave by longjmp, past its callers.
	LongJumps []Step

	CallsGo Verdict // No is proof
	GoCalls []GoCall
	GoLoops []GoLoop

	// PlaceLoops are loops that call a function on each turn that is stored
	// in a global variable, which Name is, or in a field, ".next".
	PlaceLoops []GoLoop
	Blocks     []Blocking
	Leaf       bool     // it calls nothing
	Calls      []string // the functions that it calls by name, sorted

	Cost     cost.Cost
	ReadOnly bool    // proof that it writes no memory
	Pure     bool    // proof that the result depends on the numbers that it gets alone, and that it does not trap
	Access   *Access // all that it does, or nil

	// Contract tells that the summary is from a table of contracts.
	Contract bool
	Library  string
}

// NoEscape reports whether it is proven for every parameter, and everything
// reached through them, that C keeps nothing of what Go passes: what #cgo
// noescape states.
func (f *Func) NoEscape() bool {
	for i := range f.Params {
		if p := &f.Params[i]; p.Pointer && !p.DeepNoEscape {
			return false
		}
	}
	return !f.Variadic
}
