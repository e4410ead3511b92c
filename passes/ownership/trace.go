package ownership

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A Status says how a resource stands at a place of a path.
type Status uint8

// The statuses.
const (
	None     Status = iota // there is none, or it is nil
	Owned                  // it was acquired and nobody else has it
	Borrowed               // it is someone else's, such as a parameter
	Freed
)

// tracked is what a path knows of its resource.
type tracked struct {
	id     symbol // what points to it
	status Status
	before Status // Freed: what it was

	given   bool // somebody else may free it: it's not lost here
	gone    bool // somebody else than a C function has it
	used    bool // something used it
	shown   bool // a function got an object that holds it
	assumed bool // that somebody doesn't take it is only likely
	guarded bool // a branch asked the object that it is a part of

	outcome  symbol // the result that says whether it was acquired, or 0
	holder   symbol // the result that it was acquired in; 0 when it is none, or the resource
	object   symbol // the object that it is a part of; 0 when it is none
	branches int    // that were taken since it was there
	freed    *freeing
	takers   []taker         // the C functions that may have taken it
	borrower borrower        // the last C function that is only likely not to take it
	keeper   *keeping        // the last C function that keeps it, when none was called since
	shared   ssa.Instruction // a goroutine that may have it still, or nil
	place    place           // where an out-parameter was stored
	early    []earlyFree
}

// A freeing is a free of the resource.
type freeing struct {
	*Event
	unless symbol // realloc: it isn't freed when this is nil
	errno  symbol // nor when its error is taken for that, and is not; or 0
	status symbol // the number that the call returned, which may say that it failed; or 0

	whole  symbol                // what was in the struct then, as a whole; or 0
	fields map[symbol]*types.Var // what fields of the object held when it was freed
}

// A taker is a C function that may have taken the resource, and what it
// returned; or 0.
type taker struct {
	argument
	result    symbol
	isPointer bool // the result is
	inResult  bool // it is kept in the new object that the result is, and nowhere else
}

// A keeping is a call of a C function that keeps the resource.
type keeping struct {
	call  ssa.CallInstruction
	place string // where, as C writes it
}

// An earlyFree is a deferred call that frees what a variable held when the
// call was deferred.
type earlyFree struct {
	instr *ssa.Defer
	at    place
}

// What says what happens to a resource.
type What uint8

// What may happen to a resource.
const (
	Used     What = iota + 1 // it is read, written or passed to a function that doesn't keep it
	Free                     // it is freed
	Defer                    // a call that frees it is deferred; Free follows where it runs
	Taken                    // passed to a function that may take it
	Stored                   // stored where others find it
	Returned                 // returned
	Left                     // freed, and left in memory that others reach, when the function returns
	Kept                     // freed, although the C function at Instr keeps it in the place By
	Shared                   // freed, although the goroutine that Instr starts may use it
)

func (w What) String() string {
	return [...]string{"", "used", "freed", "deferred", "taken", "stored", "returned", "left", "kept", "shared"}[w]
}

// An Event is what happens to a resource at an instruction.
type Event struct {
	What  What
	Instr ssa.Instruction

	// Site is where the function that has the resource is when it happens:
	// Instr, or the call that leads there.
	Site ssa.Instruction

	By       string // the function that gets the resource, C.f or f; of Stored and Left: what it is stored in
	Arg      int    // Taken: the argument of a C function that it is
	Inside   bool   // it is not the resource itself but a pointer into it
	Deferred bool   // it happens as a deferred call
	Assumed  bool   // Used: that it isn't taken, Free: that it is freed, is only likely
	Result   int    // Returned: which one
	Path     string // Returned: the way from there to the resource, as of [PartEffect]; "?" when there is none

	// After is the event that had freed the resource before, on some path,
	// or nil.
	After *Event

	// Guarded tells that between After and this a branch asked the object
	// which the resource is a part of: it may know.
	Guarded bool
}

// A Trace is what happens to one resource.
type Trace struct {
	Events   []*Event
	Lost     []Loss
	Complete bool // all paths were followed

	// Piled is a deferred call, in a loop, that frees the resource only when
	// the function returns, after the loop has acquired others; or nil.
	Piled *ssa.Defer

	ends    endings
	freedIf map[ssa.Instruction]map[answer]bool // by call of a borrower: whether it failed on the paths that free it
	freedOn map[outcome]bool                    // the paths that free it, by what the call that acquired it returned
	kept    []argument                          // of C functions that may have taken it, and didn't: it was freed or returned later
	others  uint64                              // results that some path returns something else in
	param   int                                 // of a release: the parameter that the resource was found by,
	path    string                              // and the way from it
	known   bool
	seen    map[eventKey]bool
	lost    map[lossKey]bool

	handedOn map[ssa.Instruction]bool // returns at which a path has handed the resource on
}

// endings count how paths end.
type endings struct {
	freed, cleared, given, untouched int
}

type eventKey struct {
	what    What
	instr   ssa.Instruction
	after   ssa.Instruction
	guarded bool
}

// note records an event on the path.
func (x *exploration) note(st *state, e *Event) *Event {
	if st.res.status == Freed && st.res.freed != nil {
		e.After = st.res.freed.Event
	}
	e.Guarded = st.res.guarded
	e.Site = e.Instr
	if len(st.frames) > 1 {
		e.Site = st.frames[1].call
		_, isDefer := st.frames[1].call.(*ssa.Defer)
		e.Deferred = e.Deferred || isDefer
	}
	key := eventKey{e.What, e.Instr, nil, e.Guarded}
	if e.After != nil {
		key.after = e.After.Instr
	}
	if !x.trace.seen[key] {
		x.trace.seen[key] = true
		x.trace.Events = append(x.trace.Events, e)
	}
	return e
}

// Freed reports whether something frees the resource on some path, or is
// deferred to.
func (t *Trace) Freed() bool { return t.has(Free, Defer) }

// HandedOn reports whether the resource is taken, stored or returned on some
// path.
func (t *Trace) HandedOn() bool { return t.has(Taken, Stored, Returned) }

func (t *Trace) has(whats ...What) bool {
	for _, e := range t.Events {
		for _, w := range whats {
			if e.What == w {
				return true
			}
		}
	}
	return false
}
