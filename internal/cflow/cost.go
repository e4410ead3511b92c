package cflow

import (
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// A Cost says what a call of a function takes: the time of the usual run, in
// which no error is found and what is there already need not be made. It is
// rough, and good to tell an accessor from a parser. All times are in
// nanoseconds, on the machine of docs/benchmarks.md.
type Cost struct {
	Kind CostKind
	Time float64 // whole nanoseconds, without the loop that Turn is of

	// Turn is the time of one turn of a loop whose length is not known, and
	// Length one more than the parameter that says how long it is, or 0.
	Turn   float64
	Length int

	// Rarely tells that a branch which is not taken in the usual run
	// computes, for all that is known.
	Rarely bool
}

// A CostKind is the most costly thing that a function does.
type CostKind uint8

// The kinds, the least costly first. Of a function of CostUnknown not all
// that it calls is known.
const (
	CostUnknown  CostKind = iota
	Trivial               // a few instructions
	Loops                 // it goes over what it gets, once
	Allocates             // it takes memory from the heap, or gives it back
	Locks                 // it takes a lock
	Steps                 // it goes to the next row or element, which may be far or near
	Computes              // loops in loops, or what is known to take long
	DoesIO                // it reads or writes files or the network
	WaitsForever          // it waits for time to pass, or for something to happen
)

func (k CostKind) String() string {
	return [...]string{"unknown", "trivial", "loops over what it gets", "allocates", "locks", "goes to the next", "computes", "does I/O", "waits"}[k]
}

// What things take.
const (
	stepTime       = 0.15 // an operation of an expression
	allocationTime = 20
	lockTime       = 10
	loopTurnTime   = 0.3 // of the library's loops over bytes, which are fast
	steppingTime   = 1000
	computingTime  = 2000
	ioTime         = 2000
	waitingTime    = 1e6
	pointerTime    = 5  // a call of an unknown function
	tableTime      = 60 // through a table of functions, behind which a library does its work
)

// cost returns what f takes, from its regions.
func (p *program) cost(f *function) cost {
	if f.cost != nil {
		return *f.cost
	}
	if doc := p.contracts.Lookup(f.Name); doc != nil && !f.Static {
		if e := contractCost(doc); e.kind != CostUnknown {
			f.cost = &e
			return e
		}
	}
	f.cost = &cost{kind: Trivial} // self time, for one turn
	f.measuring = true
	defer func() { f.measuring = false }()
	w := &costMeter{p: p, f: f, children: make([][]int32, len(f.Regions)), calls: make([][]*callee, len(f.Regions))}
	for i := 1; i < len(f.Regions); i++ {
		w.children[f.Regions[i].Parent] = append(w.children[f.Regions[i].Parent], int32(i))
	}
	for i := range f.callees {
		r := f.Code[f.callees[i].at].Region
		w.calls[r] = append(w.calls[r], &f.callees[i])
	}
	total := w.region(0)
	if (len(f.Back) > 0 || f.recursive) && total.kind != CostUnknown {
		total = total.looped(0, 0)
	}
	f.cost = &total
	return total
}

// A costMeter adds up the regions of a function.
type costMeter struct {
	p        *program
	f        *function
	children [][]int32
	calls    [][]*callee
}

func (w *costMeter) region(r int32) cost {
	total := cost{kind: Trivial, time: float64(w.f.Regions[r].Steps) * stepTime}
	for _, c := range w.calls[r] {
		total = total.add(w.p.calleeCost(c))
	}
	branches := make(map[int32][]cost)
	for _, child := range w.children[r] {
		e, region := w.region(child), &w.f.Regions[child]
		switch region.Kind {
		case cir.Loop:
			total = total.add(e.looped(region.Turns, region.Length))
		case cir.Then, cir.Else, cir.Case:
			branches[region.Pair] = append(branches[region.Pair], e)
		default:
			total = total.add(e)
		}
	}
	for _, b := range branches {
		if len(b) == 1 {
			total = total.add(b[0].unlikely())
			continue
		}
		least := b[0]
		for _, e := range b[1:] {
			least = either(least, e)
		}
		total = total.add(least)
	}
	return total
}

// calleeCost returns what a call takes.
func (p *program) calleeCost(c *callee) cost {
	switch {
	case c.export:
		return cost{kind: Trivial} // Go, which the caller counts as a crossing
	case c.fn != nil:
		c.fn.recursive = c.fn.recursive || c.fn.measuring
		e := p.cost(c.fn)
		e.length = 0 // which argument that is does not matter any more
		return e
	case c.contract != nil:
		if e := contractCost(c.contract); e.kind != CostUnknown {
			return e
		}
	}
	if c.name == "" && c.param < 0 {
		return cost{kind: CostUnknown, time: tableTime}
	}
	return cost{kind: CostUnknown, time: pointerTime}
}

// contractCost returns what a contract says that a call takes.
func contractCost(c *contract.Func) cost {
	switch c.Cost {
	case contract.CostTrivial:
		return cost{kind: Trivial, time: 2}
	case contract.CostLoop:
		return cost{kind: Loops, turn: loopTurnTime}
	case contract.CostAllocation:
		return cost{kind: Allocates, time: allocationTime}
	case contract.CostLock:
		return cost{kind: Locks, time: lockTime}
	case contract.CostStep:
		return cost{kind: Steps, time: steppingTime}
	case contract.CostComputation:
		return cost{kind: Computes, time: computingTime}
	}
	switch c.Blocks {
	case "io":
		return cost{kind: DoesIO, time: ioTime}
	case "time", "wait":
		return cost{kind: WaitsForever, time: waitingTime}
	case "lock":
		return cost{kind: Locks, time: lockTime}
	}
	return cost{}
}

// changesNothing reports whether a function writes no memory but its
// variables, and reads none that may change by itself; and isPure whether it
// reads none at all, so that the result depends on the arguments alone, and
// cannot trap.
func (p *program) changesNothing(f *function) (readOnly, isPure bool) {
	if f.unchanging != nil {
		return f.unchanging[0], f.unchanging[1]
	}
	f.unchanging = &[2]bool{} // of one that calls itself nothing is known
	readOnly = !f.Volatile && !f.Variadic && len(f.Back) == 0
	isPure = readOnly && !f.Reads && !f.Traps
	for i := range f.Code {
		switch f.Code[i].Op {
		case cir.Store, cir.Escape:
			return false, false
		case cir.Load:
			isPure = false
		}
	}
	for i := range f.Regions {
		isPure = isPure && (f.Regions[i].Kind != cir.Loop || f.Regions[i].Turns > 0)
	}
	for i := range f.callees {
		if f.callees[i].fn == nil {
			return false, false
		}
		r, pure := p.changesNothing(f.callees[i].fn)
		readOnly, isPure = readOnly && r, isPure && pure
	}
	f.unchanging = &[2]bool{readOnly, isPure}
	return readOnly, isPure
}
