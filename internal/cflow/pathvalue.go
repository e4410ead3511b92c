package cflow

import "github.com/cgolint/cgolint/internal/cflow/summary"

// A valueKind says what is known of a value on one way through a function.
type valueKind uint8

const (
	anything  valueKind = iota
	aNumber             // num
	anObject            // the new object n of the walk; perhaps null
	aPart               // a member of it, such as the links of a list
	aStatic             // memory that outlives the call: a global, a literal, or loaded from one
	anInside            // into the object of parameter n, or loaded from there
	aParam              // parameter n itself
	anAddress           // of the local variable n
	aResult             // of the call at n
	anErrno             // the value of errno
	aNegErrno           // minus that
	neverSet            // of an out-parameter: nothing was stored
)

// signs is a set of signs that a number may have. A pointer that is not null
// is positive.
type signs uint8

const (
	negative signs = 1 << iota
	zero
	positive
	anySign = negative | zero | positive
)

// A pathValue is what is known of a value on one way through a function.
type pathValue struct {
	num   int64
	n     int32
	field int32 // of anInside and aStatic: the number of the text of the place, "->name" or "&name", or 0
	kind  valueKind
	signs signs
	lit   bool // of aNumber: a literal, as those of errno are
}

func number(i int64) pathValue { return pathValue{kind: aNumber, num: i, signs: signOf(i)} }

func signOf(i int64) signs {
	switch {
	case i < 0:
		return negative
	case i == 0:
		return zero
	}
	return positive
}

func truth(b bool) pathValue {
	if b {
		return number(1)
	}
	return number(0)
}

// holds reports whether a value is true, in C's sense.
func (v pathValue) holds() summary.Verdict {
	switch {
	case v.signs == zero:
		return summary.No
	case v.signs&zero == 0:
		return summary.Yes
	}
	return summary.Unknown
}

// same reports whether two values are the same thing on this way.
func (v pathValue) same(w pathValue) bool {
	switch v.kind {
	case anObject, aPart, aParam, aResult, anAddress:
		return v.kind == w.kind && v.n == w.n
	}
	return false
}

// shared reports whether several values may be the same thing.
func (v pathValue) shared() bool { return v.same(v) }

// below are, for operators of comparison, the signs of a that a op 0 allows.
var below = map[string]signs{
	"==": zero, "!=": negative | positive, "<": negative, "<=": negative | zero, ">": positive, ">=": zero | positive,
}

// compare evaluates a comparison of a value with a number.
func (v pathValue) compare(op string, num int64) summary.Verdict {
	if v.kind == aNumber {
		return verdict(summary.ResultCond{Op: op, Value: num}.Holds(v.num))
	}
	allowed := v.allowed(op, num)
	switch {
	case allowed == 0:
		return summary.No
	case num == 0 && v.signs&^allowed == 0:
		return summary.Yes
	}
	return summary.Unknown
}

// allowed returns the signs of v with which a comparison may hold.
func (v pathValue) allowed(op string, num int64) signs {
	switch {
	case num == 0:
		return v.signs & below[op]
	case op == "==":
		return v.signs & signOf(num)
	case num > 0 && (op == ">" || op == ">="):
		return v.signs & positive
	case num < 0 && (op == "<" || op == "<="):
		return v.signs & negative
	case num == -1 && op == ">":
		return v.signs & (zero | positive)
	case num == 1 && op == "<":
		return v.signs & (zero | negative)
	}
	return v.signs
}

func verdict(b bool) summary.Verdict {
	if b {
		return summary.Yes
	}
	return summary.No
}
