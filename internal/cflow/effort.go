package cflow

import (
	"math"
)

// An effort is what a part of a function takes, in picoseconds.
type effort struct {
	kind   WorkKind
	time   int64
	turn   int64
	length int
	rarely bool
}

// add adds what is done before or after.
func (e effort) add(f effort) effort {
	sum := effort{e.kind.with(f.kind), saturated(e.time + f.time), saturated(e.turn + f.turn), e.length, e.rarely || f.rarely}
	if e.turn == 0 {
		sum.length = f.length
	} else if f.turn != 0 && f.length != e.length {
		sum.length = 0
	}
	return sum
}

// with returns the more costly kind. What is unknown remains so unless the
// rest is costly by itself.
func (k WorkKind) with(l WorkKind) WorkKind {
	if k == WorkUnknown && l < Steps || l == WorkUnknown && k < Steps {
		return WorkUnknown
	}
	return max(k, l)
}

func saturated(t int64) int64 { return min(t, 10*waitingTime) }

// innerTurns is how often a loop in a loop is taken to turn: over a string, or
// the rest of a list.
const innerTurns = 16

// looped returns what a loop around e takes.
func (e effort) looped(turns int64, length int32) effort {
	e.time /= 2 // the processor begins a turn before the last one is done
	switch {
	case turns > 0:
		e.time, e.turn = saturated(e.time*min(turns, waitingTime)), saturated(e.turn*min(turns, waitingTime))
		if turns > 1000 {
			e.kind = max(e.kind, Computes)
		}
	case e.turn > 0 && (e.kind >= Computes || e.length > 0 && length > 0):
		return effort{kind: e.kind.with(Computes), time: computingTime, rarely: e.rarely}
	case e.turn > 0:
		e = effort{kind: e.kind.with(Computes), turn: e.time + innerTurns*e.turn, length: int(length), rarely: e.rarely}
	default:
		e = effort{kind: e.kind.with(Loops), turn: max(e.time, 1), length: int(length), rarely: e.rarely}
	}
	return e
}

// unlikely returns what a branch adds to the usual run: nothing if it is
// costly.
func (e effort) unlikely() effort {
	if e.kind > Loops || e.kind == WorkUnknown {
		return effort{kind: Trivial, rarely: e.rarely || e.kind == Computes}
	}
	e.time /= 2
	e.turn /= 2
	return e
}

// either returns what is done when one of two is.
func either(e, f effort) effort {
	kind := min(e.kind, f.kind)
	return effort{kind: kind, time: min(e.time, f.time), turn: min(e.turn, f.turn), length: e.length, rarely: e.rarely || f.rarely}
}

func (e effort) work() Work {
	return Work{e.kind, int32(e.time / 1000), int32(min(e.turn, math.MaxInt32)), e.length, e.rarely}
}
