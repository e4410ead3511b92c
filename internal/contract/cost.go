package contract

import (
	"fmt"
	"slices"
	"strings"
)

// A Cost says how much a call of a function computes; waiting is not part of
// it.
type Cost uint8

// The costs, by what is the most of it.
const (
	CostUnknown     Cost = iota
	CostTrivial          // "trivial": it reads or writes a field, or computes a number
	CostLoop             // "loop": it goes over a string or a buffer that it gets
	CostAllocation       // "allocation": it takes memory from the heap, or gives it back
	CostLock             // "lock": it takes a lock that is mostly free
	CostStep             // "step": it goes to the next row or element, which mostly is near
	CostComputation      // "computation": it compiles, compresses, hashes, searches, renders
)

var costs = []string{"", "trivial", "loop", "allocation", "lock", "step", "computation"}

func (c Cost) String() string { return costs[c] }

func (f *Func) setCost(kind string) error {
	i := slices.Index(costs, kind)
	if i < 1 {
		return fmt.Errorf("unknown cost %q; want %s", kind, strings.Join(costs[1:], ", "))
	}
	f.Cost = Cost(i)
	return nil
}

// OnlyCost reports whether the contract says nothing but what a call takes.
func (f *Func) OnlyCost() bool {
	if f.Cost == CostUnknown {
		return false
	}
	free := *f
	free.Cost = CostUnknown
	return free.Rows() == ""
}
