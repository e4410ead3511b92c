// Package contract holds what C functions do with their arguments where
// their bodies are not at hand: tables of libraries, as data with the
// documentation they rest on, and what users add in the same form.
//
// # Format
//
// A table is a text of lines. A line that starts with # is a comment, a line
// "library NAME" begins the rows of a library, and "callbacks listed" says
// that the library's functions call back only where their rows say so. Every
// other line is a row of four columns, separated by tabs or two or more
// spaces:
//
//	function   parameter   what   source
//
// The function column has one C function or several, separated by commas.
// The parameter is a number from 1, several numbers or ranges separated by
// commas, "..." for the arguments after the declared ones, "*" for all
// parameters of which no other row says what becomes of the pointer, "result",
// or "-" for the function as a whole. What is one or more effects, separated by semicolons. Several rows
// may tell of one parameter, as long as they do not repeat each other.
//
// Of a parameter:
//
//	not retained           the pointer is not kept after the call
//	retained               it is kept, for good or for longer than can be said
//	retained until F       it is kept until F is called; F may be a list
//	retained in 2          it is kept in the object that argument 2 points to; "until" may follow
//	contents retained      it is not kept, but the pointers in what it points to are;
//	                       "in" and "until" may follow as for retained
//	copied                 what it points to is copied; the pointer is not kept
//	copied to 2            the same, to where argument 2 points
//	written                what it points to is written; the pointer is not kept
//	filled                 the same, and pointers may be stored there
//	freed                  what it points to is freed
//	taken                  it belongs to C from then on, which frees it some time
//	returned               the result is the pointer, or points into the same object
//	called                 it is a function, called before the return
//	called per element     the same, once for each of many elements
//	called later           it is a function, kept and called after the return
//	called on a thread     the same, on a thread that C has started
//	out ORIGIN             it points to a pointer, which is set to ORIGIN, as below
//	out ORIGIN if result == 0
//	                       the same, when the result is such; ==, !=, <, <=, > or >=
//	reads until NUL        what it points to is read up to a NUL
//	reads at most 3        at most as many bytes are read as argument 3 says
//	writes at most 3       at most as many bytes are written as argument 3 says
//	writes at most 3 with NUL
//	                       the same, and the last one is always a NUL
//	writes at most 3 without NUL
//	                       the same, and there may be no NUL
//
// In place of the argument after "at most" may stand "*3" for the number that
// it points to, "2 * 3" for the product of two, or "26 bytes"; after it,
// "of 4 bytes" for elements of such a size.
//
// Of the result, where it comes from, which is ORIGIN above, and how it tells
// of failure:
//
//	fresh                  a new object of C, which the caller owns
//	fresh freed by F       the same; F, which may be a list, frees it
//	static                 memory that the library owns
//	static until F         the same, until the next call of F
//	inside 2               into what argument 2 points to, or into what that owns; "until" may follow
//	argument 2             argument 2 itself
//	fails with errno       it is -1 or NULL when the call failed, and errno has the reason
//	fails with negative errno
//	                       it is negative then: minus a number of errno
//	fails with errno number
//	                       it is a number of errno, or 0 for success
//	fails with 0           it is 0 or false then, and errno is not set
//	fails with NULL        it is NULL then, and errno is not set
//	fails with negative    it is negative then, and errno is not set
//	fails with nonzero     it is not 0 then, and no number of errno
//	fails with last error K
//	                       the reason is in K, a state of the thread or an object
//
// Of the function:
//
//	blocks KIND            may wait: for io, a lock, time or an event (wait)
//	no callback            calls back nothing
//	calls export           calls exported Go functions, or those that follow, as a list
//	cost KIND              what a call takes: see Cost
//	reads thread state K   reads K, a state of the calling thread
//	writes thread state K  writes it
//	main thread            must be called on the main thread
//	serialises itself      may be called on many threads at once with the same arguments
//	longjmps               may leave by longjmp, past its callers
//	declared number (pointer, structure, ...)
//	                       it is declared so: the classes of its result, which may be
//	                       nothing, and of its parameters
//
// A parameter that no row names is a number, or nothing is known of it.
//
// # Derived tables
//
// A line "derived from NAME VERSION" after that of the library tells that
// cgolint derive made the rows: each says what was found in the code, with
// where, and nothing of what it does not mention. A pointer that "freed" stands
// for may be kept as well, unless "not retained" is said too. "found by" and
// names separated by commas say what tells that a package uses the library: its
// headers, as packages include them, its name for the linker, as in -lusb-1.0,
// and the names for pkg-config.
//
// "retained" can be followed by a condition on another argument:
// "retained if 5 == 0", "retained if 2 == 10001, 10009". The source names the document
// and its section. In a row that a user adds, it may be missing.
package contract

// A What says what becomes of an argument.
type What uint16

// What may become of an argument, as bits.
const (
	NotRetained What = 1 << iota
	Retained
	Copied
	Written
	Freed
	Returned
	Called
	PerElement // with Called
	Later      // with Called: after the return
	Filled     // with Written: pointers may be stored there
	Contents   // the pointers in what it points to are retained
	Taken      // it belongs to C after the call
	UntilNUL   // what it points to is read up to a NUL
	OnThread   // with Called and Later: on a thread of C
)

// fate are the bits that say what becomes of a pointer, of which a row has at
// least one that tells more than what is read and written.
const fate = NotRetained | Retained | Copied | Written | Freed | Returned | Called | Contents | Taken

// A Param is what a function does with one argument.
type Param struct {
	What   What
	In     int      // Retained, Contents: the argument whose object keeps it, from 0, or -1
	CopyTo int      // Copied: the argument it is copied to, from 0, or -1
	Until  []string // Retained, Contents: the functions that end it
	If     *If      // Retained, Contents: a condition
	Out    *Origin  // what is stored where it points, or nil
	Reads  *Extent  // what bounds how much is read, or nil
	Writes *Extent  // what bounds how much is written, or nil
	Source string

	// Derived tells that the contract is from a derived table, which does
	// not deny what it does not mention.
	Derived bool
}

// Complete reports whether the contract says all that becomes of the pointer.
func (p *Param) Complete() bool { return p.Fate() && (!p.Derived || p.What&NotRetained != 0) }

// Fate reports whether the contract says what becomes of the pointer, and not
// only how much is read.
func (p *Param) Fate() bool { return p.What&fate != 0 }

// An If is a condition on the value of another argument.
type If struct {
	Arg    int  // from 0
	Equal  bool // it must be one of Values, or must be none
	Values []int64
}

// A Func is what is known of a C function.
type Func struct {
	Name       string
	Library    string
	Params     map[int]*Param // by index from 0
	Variadic   *Param         // of arguments after the declared ones
	Others     *Param         // of all other parameters
	Result     Origin
	Fails      Convention
	LastError  string // Fails LastError: the state that has the reason
	Blocks     string // "" or the kind
	Cost       Cost
	NoCallback bool
	CallsGo    bool     // it calls exported Go functions
	Exports    []string // CallsGo: those that are known
	Reads      []string // states of the thread
	Writes     []string
	MainThread bool
	Serial     bool         // it serialises itself
	LongJumps  bool         // it may leave by longjmp
	Declared   *Declaration // or nil
	Source     string       // of a row about the function as a whole, or its result
}

// Param returns what the function does with argument i, from 0, or nil when
// that is unknown. Arguments after the last parameter that a row names are
// taken for variadic ones, if the contract has such.
func (f *Func) Param(i int) *Param {
	if p := f.Params[i]; p != nil {
		if p.Fate() || f.Others == nil {
			return p
		}
		both := *f.Others
		both.merge(p)
		return &both
	}
	if f.Variadic != nil && i > f.last() {
		return f.Variadic
	}
	return f.Others
}

// last returns the last parameter that a row names.
func (f *Func) last() int {
	last := -1
	for i := range f.Params {
		last = max(last, i)
	}
	return last
}

// ReturnsArgument reports whether the result is one of the arguments.
func (f *Func) ReturnsArgument() bool {
	for _, p := range f.Params {
		if p.What&Returned != 0 {
			return true
		}
	}
	return f.Others != nil && f.Others.What&Returned != 0
}

// PerElement reports whether the argument is a function that is called once
// for each of many elements.
func (p *Param) PerElement() bool { return p.What&PerElement != 0 }
