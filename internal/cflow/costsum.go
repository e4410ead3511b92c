package cflow

import (
	"math"
)

// A cost is what a part of a function takes: a [Cost] that is added up.
type cost struct {
	kind   CostKind
	time   float64
	turn   float64
	length int
	rarely bool
}

// add adds what is done before or after.
func (e cost) add(f cost) cost {
	sum := cost{e.kind.with(f.kind), saturated(e.time + f.time), saturated(e.turn + f.turn), e.length, e.rarely || f.rarely}
	if e.turn == 0 {
		sum.length = f.length
	} else if f.turn != 0 && f.length != e.length {
		sum.length = 0
	}
	return sum
}

// with returns the more costly kind. What is unknown remains so unless the
// rest is costly by itself.
func (k CostKind) with(l CostKind) CostKind {
	if k == CostUnknown && l < Steps || l == CostUnknown && k < Steps {
		return CostUnknown
	}
	return max(k, l)
}

func saturated(t float64) float64 { return min(t, 10*waitingTime) }

// leastTurn is the time of a turn of a loop that does nothing: one that is not
// zero, which stands for no loop.
const leastTurn = 0.001

// innerTurns is how often a loop in a loop is taken to turn: over a string, or
// the rest of a list.
const innerTurns = 16

// looped returns what a loop around e takes.
func (e cost) looped(turns int64, length int32) cost {
	e.time /= 2 // the processor begins a turn before the last one is done
	switch {
	case turns > 0:
		e.time, e.turn = saturated(e.time*float64(turns)), saturated(e.turn*float64(turns))
		if turns > 1000 {
			e.kind = max(e.kind, Computes)
		}
	case e.turn > 0 && (e.kind >= Computes || e.length > 0 && length > 0):
		return cost{kind: e.kind.with(Computes), time: computingTime, rarely: e.rarely}
	case e.turn > 0:
		e = cost{kind: e.kind.with(Computes), turn: e.time + innerTurns*e.turn, length: int(length), rarely: e.rarely}
	default:
		e = cost{kind: e.kind.with(Loops), turn: max(e.time, leastTurn), length: int(length), rarely: e.rarely}
	}
	return e
}

// unlikely returns what a branch adds to the usual run: nothing if it is
// costly.
func (e cost) unlikely() cost {
	if e.kind > Loops || e.kind == CostUnknown {
		return cost{kind: Trivial, rarely: e.rarely || e.kind == Computes}
	}
	e.time /= 2
	e.turn /= 2
	return e
}

// either returns what is done when one of two is.
func either(e, f cost) cost {
	kind := min(e.kind, f.kind)
	return cost{kind: kind, time: min(e.time, f.time), turn: min(e.turn, f.turn), length: e.length, rarely: e.rarely || f.rarely}
}

func (e cost) exported() Cost {
	return Cost{e.kind, math.Floor(e.time + leastTurn/2), e.turn, e.length, e.rarely}
}
