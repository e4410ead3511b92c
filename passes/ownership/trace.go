package ownership

import (
	"slices"

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
	keeper   *keeping        // the last C function that keeps it, when none was called since
	shared   ssa.Instruction // a goroutine that may have it still, or nil
	place    place           // where an out-parameter was stored
	early    []earlyFree
}

// A freeing is a free of the resource.
type freeing struct {
	*Event
	unless symbol // realloc: it isn't freed when this is nil
	status symbol // the number that the call returned, which may say that it failed; or 0
}

// A taker is a C function that may have taken the resource, and what it
// returned; or 0.
type taker struct {
	argument
	result symbol
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

// How says how a resource is lost.
type How uint8

// The ways to lose a resource.
const (
	AtReturn   How = iota + 1 // the function returns
	AtNextTurn                // the next turn of a loop acquires another
)

// A Loss is a path on which a resource is lost.
type Loss struct {
	How     How
	At      ssa.Instruction // the return; or the instruction that acquires again
	Branch  *ssa.If         // the last branch before, but for those of loops, that wasn't decided by others; or nil
	Taken   bool            // which way it went
	Used    bool            // the path uses the resource
	Assumed bool            // that no one took it is only likely
	Early   *ssa.Defer      // a deferred free of what the variable held before, or nil

	zero answer // whether the call that acquired it returned 0
}

// A Trace is what happens to one resource.
type Trace struct {
	Events   []*Event
	Lost     []Loss
	Complete bool // all paths were followed

	// Piled is a deferred call, in a loop, that frees the resource only when
	// the function returns, after the loop has acquired others; or nil.
	Piled *ssa.Defer

	ends   endings
	zeros  [3]bool    // by answer: the paths that free it, by whether the call that acquired it returned 0
	kept   []argument // of C functions that may have taken it, and didn't: it was freed or returned later
	others uint64     // results that some path returns something else in
	param  int        // of a release: the parameter that the resource was found by,
	path   string     // and the way from it
	known  bool
	seen   map[eventKey]bool
	lost   map[lossKey]bool

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

type lossKey struct {
	how How
	at  ssa.Instruction
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

// lose records that the path loses the resource.
func (x *exploration) lose(st *state, how How, at ssa.Instruction) {
	if x.trace.lost == nil {
		x.trace.lost = make(map[lossKey]bool)
	}
	key := lossKey{how, at}
	loss := Loss{zero: x.returnedZero(st), How: how, At: at, Branch: st.last, Taken: st.taken, Used: st.res.used, Assumed: st.res.assumed}
	for _, n := range st.res.early {
		if n.at == st.res.place || st.memory[n.at] == st.res.id {
			loss.Early = n.instr
		}
	}
	if x.trace.lost[key] {
		for i := range x.trace.Lost { // a path without assumptions tells more
			if l := &x.trace.Lost[i]; l.How == how && l.At == at && l.Assumed && !loss.Assumed {
				*l = loss
			}
		}
		return
	}
	x.trace.lost[key] = true
	x.trace.Lost = append(x.trace.Lost, loss)
}

// dropDoubtful drops losses at a return where other paths have handed the
// resource on: what tells these paths apart may be a relation of numbers that
// isn't followed.
func (t *Trace) dropDoubtful() {
	t.Lost = slices.DeleteFunc(t.Lost, func(l Loss) bool { return l.How == AtReturn && t.handedOn[l.At] })
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

// returnedZero says whether the call that acquired the resource returned 0.
func (x *exploration) returnedZero(st *state) answer {
	if st.res.outcome == 0 {
		return open
	}
	return x.decide(st, x.comparison(tokenEQL, st.res.outcome, x.null()))
}

// dropFailed drops losses of what C functions, of which nothing is known, are
// taken to store through an argument, where they may have failed: a loss counts
// where a path with the same result frees the resource.
func (p *Package) dropFailed() {
	zeros := make(map[argument]*[3]bool)
	byArgument := func(r *Resource) *[3]bool {
		key := argument{r.By, r.Index}
		if zeros[key] == nil {
			zeros[key] = new([3]bool)
		}
		return zeros[key]
	}
	isOut := func(r *Resource) bool { return r.Assumed && r.Where == ThroughOut }
	for _, r := range p.Resources {
		if isOut(r) {
			all := byArgument(r)
			for i, freed := range r.zeros {
				all[i] = all[i] || freed
			}
		}
	}
	for _, r := range p.Resources {
		if isOut(r) {
			all := byArgument(r)
			r.Lost = slices.DeleteFunc(r.Lost, func(l Loss) bool { return !all[l.zero] })
		}
	}
}
