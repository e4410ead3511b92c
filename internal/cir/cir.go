// Package cir holds the compact form to which C translation units are
// lowered: per function a flat list of instructions on variables and memory,
// with the conditions and loops they stand in. It keeps what matters to the
// question where pointers go, and drops arithmetic on numbers that cannot
// hold one. A unit takes a hundredth of the memory of its syntax tree, which
// is dropped as soon as the unit is lowered.
package cir

// A Unit is a lowered translation unit.
type Unit struct {
	Name    string   // of the file that was translated
	Files   []string // that Positions refer to
	Strings []string // paths and names; index 0 is ""
	Funcs   []*Func
	Inits   []Init

	ThreadLocals []string // variables of which each thread has its own
	Statics      []string // variables outside of functions that only this unit sees
	Arrays       []Array  // char arrays that are global or static
	Members      []Member // that are used, of pointers to functions
}

// A Member is a member of a structure that points to a function, or an array of
// such. File is where the structure is declared, or "" for a member of a union.
type Member struct {
	Name, File string
	System     bool // declared in a header of the system
}

// An Array is a global or static array of a type of one byte.
type Array struct {
	Name string
	Size int32
}

// An Init tells that the static initializer of a global variable holds the
// address of a function, at Path in it: ".map", "[].step", or "" for the
// variable itself.
type Init struct{ Global, Path, Func string }

// A Pos is a position in the source: a file of Unit.Files, a line from 1 and
// a column from 1 in bytes.
type Pos struct {
	File   uint16
	Column uint16
	Line   int32
}

// A Class says whether a value can hold a pointer.
type Class uint8

// The classes of values.
const (
	Scalar    Class = iota // too small for a pointer, or floating point
	Int                    // an integer as wide as a pointer
	Pointer                // a pointer, also to a function; an array stands for its address
	Aggregate              // a struct, union or vector; for variables also an array
	Void                   // no value
)

// A Func is one lowered function definition. The parameters are the first
// variables.
type Func struct {
	Name     string
	Static   bool
	System   bool // defined in a system header
	Variadic bool
	Result   Class
	Pos      Pos
	Params   int
	Vars     []Var
	Consts   []Const
	Code     []Instr
	Args     []Value // of calls: see Call
	Regions  []Region
	Jumps    []Range // from a goto to its label further down, over what is between
	Back     []Range // that are run again by a goto backwards
	Edges    []Edge  // the ways through the code, by At
	Types    []Type  // of the parameters
	Returns  Type

	// Irregular tells that Edges lack some ways, as those of a computed goto.
	Irregular bool

	// Reads tells that it reads memory, volatile ones or not, other than its
	// variables; Traps that it divides, which may trap.
	Reads, Volatile, Traps bool
	Access                 *Access // all that it does, or nil
}

// An Edge is a way that the code may take before the instruction at an index:
// to another one, when Cond holds, or does not, as Neg says. Edges of the same
// index are tried in order; when none is taken, the code goes on.
type Edge struct {
	At, To int32 // To is -1 where the function does not come back
	Next   int32 // the first edge, by index, to try at To: those before it are only for control that comes from above
	Cond   Value // None when the edge is always taken, an OpaqueConst when it may be
	Neg    bool
}

// A Type is what matters of the type of a parameter or a result.
type Type struct {
	// Name is, of a pointer or a pointer to one, what that points to: "struct
	// node", "node_t" for a structure without a tag, "void", "char", or ""
	// for others.
	Name    string
	Size    int32 // of what it points to, in bytes, or 0
	Const   bool  // it points to something that is const
	Pointer bool  // it points to a pointer
}

// A Range is a half-open range of indexes in Code.
type Range struct{ Start, End int32 }

// A Var is a parameter, a local variable or a temporary.
type Var struct {
	Name      string // "" for a temporary
	Class     Class
	AddrTaken bool
	Pointers  bool // its type is a pointer, or has pointers in it
	Unsigned  bool // its type is an unsigned integer: what sizes and lengths are

	// Array is, of the address of an array of a type of one byte, how many
	// bytes that has, or 0.
	Array int32
}

// A Value is an operand: a variable when not negative, else the constant
// Func.Consts[-v-1].
type Value int32

// None stands for no operand, such as of a return without value.
const None Value = -1 << 31

// Const returns the constant that v is, or nil when it is a variable.
func (f *Func) Const(v Value) *Const {
	if v >= 0 || v == None {
		return nil
	}
	return &f.Consts[-v-1]
}

// Literal is the name of a small IntConst that is written as a number, perhaps
// in a macro, and is none of an enumeration.
const Literal = "literal"

// A ConstKind tells constants apart.
type ConstKind uint8

// The kinds of constants.
const (
	IntConst    ConstKind = iota // Int
	StringConst                  // the address of a string literal; Name is its text, when that is short
	FuncConst                    // the address of the function Name
	GlobalConst                  // the address of the global or static variable Name
	OpaqueConst                  // a number that depends on memory or computation, but holds no pointer
	ForeignPtr                   // a pointer of unknown source, such as va_arg
)

// A Const is a constant operand.
type Const struct {
	Kind ConstKind
	Int  int64
	Name string
}

// An Op is what an instruction does.
type Op uint8

// The instructions. A place inside an object is a path: fields and elements
// as in C, ".next", "[]", ".a.b[]"; the index of an element is not kept.
const (
	Nop    Op = iota
	Copy      // Dst = A
	Offset    // Dst = A plus something: a pointer into the same object, or its address at Path
	Arith     // Dst = computed from A and B; Aux is the operator
	Addr      // Dst = &A at Path; A is a variable
	Load      // Dst = what is at Path of the object that A points to
	Store     // what is at Path of the object that A points to = B; Aux is the index
	Get       // Dst = what is at Path of the aggregate variable A
	Set       // what is at Path of the aggregate variable A = B; Dst is -1
	Call      // Dst = call of A; the arguments are Func.Args[B : B+Path]
	Return    // A, which is None for none
	Escape    // A goes where it cannot be followed, such as into an asm statement
)

// Operators of Arith, as written in C. Conditions are made of the ones from
// OpEq on, and of & | + - * which are numbers too.
const (
	OpOther uint8 = iota
	OpAdd
	OpSub
	OpMul
	OpAnd
	OpOr
	OpEq
	OpNe
	OpLt
	OpLe
	OpGt
	OpGe
	OpNot
	OpLAnd
	OpLOr
	OpNeg // -A; B is None
)

// How a Store is indexed, as far as that bounds what is written of the array that a
// parameter points to.
const (
	AnyIndex     uint8 = iota
	FirstIndex         // at its first element
	CounterIndex       // by the variable that the loop around counts, as Below says
	BeforeLength       // plus the index of a parameter: by that one, less a constant
)

// An Instr is one instruction.
type Instr struct {
	Op     Op
	Aux    uint8
	Pos    Pos
	Dst    int32 // variable, or -1
	A, B   Value
	Path   int32 // index in Unit.Strings, or the number of arguments of a call
	Region int32
}
