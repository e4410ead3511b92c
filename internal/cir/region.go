package cir

// A RegionKind tells regions apart.
type RegionKind uint8

// The kinds of regions.
const (
	Body  RegionKind = iota // the function's: index 0
	Then                    // runs if Cond holds
	Else                    // runs if Cond does not hold
	Loop                    // may run again
	Case                    // of a switch
	After                   // the rest, after an early exit that was taken if Cond is not as Neg says
)

// A Region is a part of the code that runs under one condition. It nests in
// Parent.
type Region struct {
	Kind   RegionKind
	Neg    bool // runs if Cond does not hold
	Parent int32
	Cond   Value // None when there is none
	// Pair is the same for the branches of one statement: at most one of them
	// runs each time the statement does.
	Pair int32
	// Exit is, of an After region, the first and the last instruction of
	// the way out that was not taken.
	Exit Range
	Pos  Pos

	// Counted tells of a loop that its variable is counted up to Turns, one
	// by one, by a for statement.
	Counted bool

	// Below tells of a loop that its variable is counted up one by one, as
	// long as it is below the parameter of Length.
	Below bool

	Steps  int32 // operations directly in it
	Turns  int64 // of a loop: about how many iterations it makes, when that is constant, else 0
	Length int32 // of a loop: one more than the parameter that says how often, or 0
}
