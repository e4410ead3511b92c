package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cflow/summary"
)

// An evidence is what a function certainly does, as far as its conditions
// hold.
type evidence struct {
	result       origin // of the result; nowhere when it is not certain
	retained     []kept
	freed        map[int]freeing  // by parameter that is freed on every way, unless it or another pointer is null
	mayFree      map[int]freeing  // by parameter that is freed on some ways only
	fields       map[int][]string // by parameter: the fields whose objects are freed, "->name"
	touched      map[int]bool     // by parameter: it is read or written through
	stores       places
	calls        map[int]paramCall // function parameters that are called
	goCalls      []summary.GoCall
	goLoops      []summary.GoLoop
	blocks       []summary.Blocking
	nulReads     map[int][]summary.Step  // by parameter: it is read up to a NUL
	writesAtMost map[int]*summary.Extent // by parameter
	noNUL        map[int][]string        // by parameter: arrays that are filled to the end without a NUL, ".name"
	thread       threadUse
	mayErrno     bool           // it may set errno
	jumps        []summary.Step // to a longjmp that leaves the function
	spawns       []spawn
	places       []placeCall // functions that are called where they are stored
	outcome      *outcome    // nil when there are too many ways
}

// A freeing tells how a parameter is freed.
type freeing struct {
	path []summary.Step
	by   string // the function that does it in the end, "free"
}

// A paramCall is evidence that a function parameter is called.
type paramCall struct {
	path []summary.Step
	loop *summary.GoLoop // the loop it is called in, or nil
}

// A kept is evidence that something is kept: a pointer of a parameter, or,
// while a function is looked at, an object of its own.
type kept struct {
	source  origin // fromParam, fromDeep; fromHeap, fromLocal
	sink    sink
	at      int32
	path    []summary.Step
	conds   []summary.Cond
	until   []string
	doc     string
	lib     string
	guarded bool // it stands under a condition on what is not known
}

// A sink is where something is kept.
type sink struct {
	kind   summary.Sink
	origin origin          // the object; fromParam and fromDeep for Argument, fromHeap and fromLocal for own objects
	text   accesspath.Path // from the parameter, the global or the object; the name of a function of a library
	result bool            // the result itself
}

// key identifies the place, to find what is stored there later; ok is false
// for one that does not outlive the call.
func (s *sink) key() (key placeKey, ok bool) {
	switch s.origin.kind {
	case fromParam, fromDeep:
		return placeKey{s.origin.n, s.text}, true
	case fromGlobal, fromStatic:
		return placeKey{-1, s.text}, true
	}
	return placeKey{}, false
}

// limits of the evidence kept of one function.
const (
	maxKept   = 200 // while it is collected
	maxDepth  = 8   // steps of a path
	maxPerArg = 6
	maxCalls  = 8
)

// solveEvidence collects the evidence of all functions, callees first. In a
// cycle of calls, a function sees what was found of the others before it.
func (p *program) solveEvidence(late func() bool) {
	for _, scc := range p.components() {
		if late() {
			return
		}
		for _, f := range slices.Backward(scc) {
			guard(f, func() { f.ev = p.collect(f) })
		}
	}
}
