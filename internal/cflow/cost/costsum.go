package cost

import "math"

// Add adds what is done before or after.
func (e Cost) Add(f Cost) Cost {
	sum := Cost{e.Kind.with(f.Kind), saturated(e.Time + f.Time), saturated(e.Turn + f.Turn), e.Length, e.Rarely || f.Rarely}
	if e.Turn == 0 {
		sum.Length = f.Length
	} else if f.Turn != 0 && f.Length != e.Length {
		sum.Length = 0
	}
	return sum
}

// with returns the more costly kind. What is unknown remains so unless the
// rest is costly by itself.
func (k Kind) with(l Kind) Kind {
	if k == Unknown && l < Steps || l == Unknown && k < Steps {
		return Unknown
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

// Looped returns what a loop around e takes.
func (e Cost) Looped(turns int64, length int32) Cost {
	e.Time /= 2 // the processor begins a turn before the last one is done
	switch {
	case turns > 0:
		e.Time, e.Turn = saturated(e.Time*float64(turns)), saturated(e.Turn*float64(turns))
		if turns > 1000 {
			e.Kind = max(e.Kind, Computes)
		}
	case e.Turn > 0 && (e.Kind >= Computes || e.Length > 0 && length > 0):
		return Cost{Kind: e.Kind.with(Computes), Time: computingTime, Rarely: e.Rarely}
	case e.Turn > 0:
		e = Cost{Kind: e.Kind.with(Computes), Turn: e.Time + innerTurns*e.Turn, Length: int(length), Rarely: e.Rarely}
	default:
		e = Cost{Kind: e.Kind.with(Loops), Turn: max(e.Time, leastTurn), Length: int(length), Rarely: e.Rarely}
	}
	return e
}

// Unlikely returns what a branch adds to the usual run: nothing if it is
// costly, or not all is known of it.
func (e Cost) Unlikely() Cost {
	if e.Kind > Loops || e.Kind == Unknown {
		return Cost{Kind: Trivial, Rarely: e.Rarely || e.Kind == Computes || e.Kind == Unknown}
	}
	e.Time /= 2
	e.Turn /= 2
	return e
}

// Either returns what is done when one of two is: the less costly, which may be
// the way of an error.
func Either(e, f Cost) Cost {
	kind := min(e.Kind, f.Kind)
	rarely := e.Rarely || f.Rarely || kind < Steps && max(e.Kind, f.Kind) >= Steps
	return Cost{Kind: kind, Time: min(e.Time, f.Time), Turn: min(e.Turn, f.Turn), Length: e.Length, Rarely: rarely}
}

// Rounded returns the cost with its time in whole nanoseconds.
func (e Cost) Rounded() Cost {
	e.Time = math.Floor(e.Time + leastTurn/2)
	return e
}
