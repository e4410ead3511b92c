package summary

// A Param is what a function does with one parameter.
type Param struct {
	Name    string
	Type    string // of a pointer or a pointer to one, what that points to, as "struct node", or ""
	Pointer bool   // it is a pointer, or may hold one

	Retained []Retention // evidence; the simplest first

	// RetainedNumber is the same of an integer as wide as a pointer, in
	// which a caller may pass one.
	RetainedNumber []Retention

	NoEscape     bool   // proof that the pointer is not kept, handed on or returned
	DeepNoEscape bool   // the same of all that is reached through it
	Why          string // of NoEscape being false: what could not be followed, or where it may go

	// PassedOn are, of a pointer whose escape isn't known only because it is
	// passed on as it is, the functions without a body or a contract that
	// get it.
	PassedOn []PassedTo

	Touched    bool    // evidence that what it points to is read or written, now or where it is kept
	Returned   Verdict // the result is the pointer, or points into the same object
	ReadOnly   bool    // proof that what it points to is not written
	Filled     bool    // not proven that no pointer is stored in what it points to
	Releases   bool    // not proven that nothing is freed that is reached through it
	Const      bool    // declared as a pointer to const
	Freed      Verdict // Yes: on every call that gets so far; No is proof
	InnerFreed Verdict // No is proof that nothing that is reached through it is freed
	MayFree    bool    // evidence of a way on which it is freed, Freed being Unknown: a reference count
	FreedPath  []Step
	Called     Verdict // it is a function that is called before the return
	CalledIn   *GoLoop // the loop that calls it on each turn, or nil; it has no Name

	// Deallocator is what frees it in the end: "free" for what passes it on
	// to free. FreedFields are the fields of its object that point to what
	// is freed too, on some way at least: "->name".
	Deallocator string
	FreedFields []string

	// Taken tells that it belongs to C after the call, which frees it some
	// time: the caller must neither free it nor keep it.
	Taken     Verdict
	TakenPath []Step

	// Out is what the function stores through the parameter, a pointer to
	// a pointer.
	Out Origin

	// ReadsUntilNUL tells that what it points to is read up to a NUL,
	// whatever its length is. Yes is evidence, No is proof.
	ReadsUntilNUL Verdict
	NULPath       []Step

	WritesAtMost *Extent // what bounds how much is written there, or nil
	ReadsAtMost  *Extent // what bounds how much is read there, or nil

	// Unterminated are the char arrays in its object that the function may
	// fill to the end, without a NUL: ".name".
	Unterminated []string

	// CalledLater are, of a parameter that is a function and is stored, the
	// functions that call it then. See also Retained.
	CalledLater []string

	// StoredAt are the global variables and fields that it is stored in, when
	// it is a pointer. See also Func.PlaceLoops.
	StoredAt []string

	// CalledOnThread tells that it is called on a thread that C started.
	CalledOnThread Verdict
}

// A PassedTo is a parameter of a function that C calls.
type PassedTo struct {
	Func string
	Arg  int // from 0
}

// A Retention is evidence that C keeps a pointer after the call.
type Retention struct {
	Sink Sink

	// Arg is, for Argument, which one's object, from 0; for Handle the one
	// through which the new object is handed back, or -1 for the result.
	Arg int

	// Place is where the pointer is kept, as C in the function would write
	// it: vfsList, ctx->cb.data. For Library it is the function that keeps
	// it.
	Place string

	// Field is "" when the pointer itself is kept, or says which pointer
	// in the object it points to is: "->data", or "*" for all of them.
	Field string

	// Until are functions that end it, when the contract names some.
	Until []string

	// Source is, for Library, the documentation.
	Source string

	Path  []Step
	Conds []Cond // that must hold for it; none when it always happens

	Guarded bool // it depends on something else than the arguments, too
	Used    bool // a function that is called later reads it: see Input.Uses
}

// Always reports whether the pointer is kept on every call that gets so far.
func (r *Retention) Always() bool { return len(r.Conds) == 0 }

// The verdicts.
const (
	Unknown Verdict = iota
	No
	Yes
)

// A Verdict is what is known of a question. The zero value is Unknown.
type Verdict uint8

func (v Verdict) String() string { return [...]string{"unknown", "no", "yes"}[v] }

// A Sink says what keeps a pointer.
type Sink uint8

// The sinks.
const (
	Global   Sink = iota // a global variable, or an object that one leads to
	Argument             // the object that another argument points to
	Handle               // a new object that is the result, or is stored where an argument points
	Library              // a library, by its contract
)

func (s Sink) String() string { return [...]string{"global", "argument", "handle", "library"}[s] }
