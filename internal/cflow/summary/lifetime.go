package summary

import "github.com/cgolint/cgolint/internal/contract"

// An OriginKind says where a pointer comes from that C hands out, a
// ResultCond is a condition on the result of a call, and a Convention says how
// a function tells that it failed.
type (
	OriginKind = contract.OriginKind
	ResultCond = contract.ResultCond
	Convention = contract.Convention
)

// The kinds of origins.
const (
	OriginUnknown  = contract.OriginUnknown
	Fresh          = contract.Fresh          // a new object, which belongs to the caller
	Static         = contract.Static         // memory that belongs to C, perhaps until a later call only
	Inside         = contract.Inside         // into the object that an argument points to, or to what that object owns
	SameAsArgument = contract.SameAsArgument // an argument itself
)

// The conventions.
const (
	StatusUnknown = contract.StatusUnknown
	Errno         = contract.Errno         // the result is -1, or null, and errno has the reason
	NegativeErrno = contract.NegativeErrno // the result is negative: minus a number of errno
	ErrnoNumber   = contract.ErrnoNumber   // the result is a number of errno, or 0 for success, as of pthread functions
	BoolZeroFails = contract.BoolZeroFails // the result is 0 when it failed, without a reason in errno
	NullFails     = contract.NullFails     // the result is null when it failed, without a reason in errno
	NegativeFails = contract.NegativeFails // the result is negative when it failed, without a reason in errno
	NonzeroFails  = contract.NonzeroFails  // the result is 0 for success only, and no number of errno
	LastError     = contract.LastError     // the reason is in a state of the thread or in an object: see Func.LastErrorKey
)

// An Origin says where a pointer certainly comes from that C hands out, as a
// result or through a parameter. The pointer may be null all the same.
type Origin struct {
	Kind OriginKind
	Arg  int // of Inside and SameAsArgument, from 0

	// FreedBy are the functions that free a Fresh object, any one of them. It
	// is empty when they are not known.
	FreedBy []string

	// Until are, of Static and Inside, functions after which the pointer is
	// not valid any more, as far as they are known: those that free the
	// argument's object are not repeated.
	Until []string

	// Field is, of Inside, what in the argument's object the pointer is,
	// when a body tells: "->name" for one that is loaded from there, and
	// "&->name" for the place itself. Of Static, it is the variable that it
	// is loaded from, or "&" and the one that it points to, or "&literal".
	Field string

	// Unterminated is evidence that the pointer is to a char array that a
	// function fills to the end, without a NUL.
	Unterminated bool

	// Cond are, of what is stored through a parameter, the results of the
	// function with which it is.
	Cond ResultCond

	Source string // the documentation, when a contract says it
	Path   []Step // to where it comes from, when a body says it
}

// Literal is the Field of an Origin that is a string literal.
const Literal = "&literal"

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

// A ThreadState is what belongs to the calling thread and is read or written,
// by keys: the name of a thread-local variable, or that of a library's state
// that a contract has, such as "OpenSSL errors".
type ThreadState struct {
	Reads, Writes []string
	Path          []Step // to the first of them, when a body tells
}
