// Package cost says what calls of C functions take, and adds it up.
package cost

// A Cost says what a call of a function takes: the time of the usual run, in
// which no error is found and what is there already need not be made. It is
// rough, and good to tell an accessor from a parser. All times are in
// nanoseconds, on the machine of docs/benchmarks.md.
type Cost struct {
	Kind Kind
	Time float64 // whole nanoseconds, without the loop that Turn is of

	// Turn is the time of one turn of a loop whose length is not known, and
	// Length one more than the parameter that says how long it is, or 0.
	Turn   float64
	Length int

	// Rarely tells that a branch which is not taken in the usual run
	// computes, for all that is known.
	Rarely bool
}

// A Kind is the most costly thing that a function does.
type Kind uint8

// The kinds, the least costly first. Of a function of Unknown not all
// that it calls is known.
const (
	Unknown      Kind = iota
	Trivial           // a few instructions
	Loops             // it goes over what it gets, once
	Allocates         // it takes memory from the heap, or gives it back
	Locks             // it takes a lock
	Steps             // it goes to the next row or element, which may be far or near
	Computes          // loops in loops, or what is known to take long
	DoesIO            // it reads or writes files or the network
	WaitsForever      // it waits for time to pass, or for something to happen
)

func (k Kind) String() string {
	return [...]string{"unknown", "trivial", "loops over what it gets", "allocates", "locks", "goes to the next", "computes", "does I/O", "waits"}[k]
}

// What things take, in nanoseconds.
const (
	StepTime       = 0.15 // an operation of an expression
	allocationTime = 20
	lockTime       = 10
	loopTurnTime   = 0.3 // of the library's loops over bytes, which are fast
	steppingTime   = 1000
	computingTime  = 2000
	ioTime         = 2000
	waitingTime    = 1e6
	PointerTime    = 5  // a call of an unknown function
	TableTime      = 60 // through a table of functions, behind which a library does its work
)
