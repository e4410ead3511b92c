package cflow

import "fmt"

// An OriginKind says where a pointer comes from that C hands out.
type OriginKind uint8

// The kinds of origins.
const (
	OriginUnknown  OriginKind = iota
	Fresh                     // a new object, which belongs to the caller
	Static                    // memory that belongs to C, perhaps until a later call only
	Inside                    // into the object that an argument points to, or to what that object owns
	SameAsArgument            // an argument itself
)

func (k OriginKind) String() string {
	return [...]string{"unknown", "fresh", "static", "inside", "same as argument"}[k]
}

// An Origin says where a pointer certainly comes from that C hands out, as a
// result or through a parameter. The pointer may be null all the same.
type Origin struct {
	Kind OriginKind
	Arg  int // of Inside and SameAsArgument, from 0

	// FreedBy are the functions of which one frees a Fresh object. It is
	// empty when that is not known.
	FreedBy []string

	// Field is, of Inside, what in the argument's object the pointer is,
	// when a body tells: "->name". It is "" for a pointer into the object.
	Field string

	// Cond are, of what is stored through a parameter, the results of the
	// function with which it is.
	Cond ResultCond

	Source string // the documentation, when a contract says it
	Path   []Step // to where it comes from, when a body says it
}

// A ResultCond is a condition on the result of a call. The zero value always
// holds.
type ResultCond struct {
	Op    string // "", or an operator of C: ==, !=, <, <=, >, >=
	Value int64  // that the result is compared with; a null pointer is 0
}

// Always reports whether the condition holds with every result.
func (c ResultCond) Always() bool { return c.Op == "" }

// Holds reports whether the condition holds with a result.
func (c ResultCond) Holds(result int64) bool {
	switch c.Op {
	case "==":
		return result == c.Value
	case "!=":
		return result != c.Value
	case "<":
		return result < c.Value
	case "<=":
		return result <= c.Value
	case ">":
		return result > c.Value
	case ">=":
		return result >= c.Value
	}
	return true
}

func (c ResultCond) String() string {
	if c.Op == "" {
		return "always"
	}
	return fmt.Sprintf("result %s %d", c.Op, c.Value)
}

// An Extent bounds how much of what a parameter points to is read or written,
// in elements.
type Extent struct {
	Length  int   // the parameter that has the number of elements, from 0, or -1
	Times   int   // a second one, by which the number is multiplied, or -1
	Pointer bool  // Length points to the number
	Count   int64 // the number, when Length is -1
	Element int64 // bytes of an element

	// NUL is, of what is written, Yes when it always ends in a NUL, and No
	// when it may have none.
	NUL Verdict
}

// A Convention says how a function tells that it failed, and why.
type Convention uint8

// The conventions.
const (
	StatusUnknown Convention = iota
	Errno                    // the result is -1, or null, and errno has the reason
	NegativeErrno            // the result is negative: minus a number of errno
	ErrnoNumber              // the result is a number of errno, or 0 for success, as of pthread functions
	BoolZeroFails            // the result is 0 when it failed, without a reason in errno
	NullFails                // the result is null when it failed, without a reason in errno
	LastError                // another function returns the reason: Func.Thread.Writes or the object has it
)

func (c Convention) String() string {
	return [...]string{"unknown", "errno", "negative errno", "errno number", "zero fails", "null fails", "last error"}[c]
}

// A ThreadState is what belongs to the calling thread and is read or written,
// by keys: the name of a thread-local variable, or that of a library's state
// that a contract has, such as "OpenSSL errors".
type ThreadState struct {
	Reads, Writes []string
	Path          []Step // to the first of them, when a body tells
}
