// Package cparse parses C: declarations, of which it keeps the names and
// types, and the bodies of functions, as trees of statements and expressions
// that have their types and, where they are constant, their values. It takes
// C11, what is common of C23, and the extensions of GNU. What it cannot read
// it leaves out: one declaration, or the body of one function.
package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// An Op says what an expression does.
type Op uint8

// The operators.
const (
	Name     Op = iota // Obj
	Number             // Val, as it is written
	Constant           // Val, unless it is not known: a character, offsetof, …
	Str                // Text
	Paren              // (X), also what _Generic and __builtin_choose_expr choose
	StmtExpr           // ({ Body })
	Call               // X(Args)
	Index              // X[Y]
	Member             // X.Member
	Arrow              // X->Member
	Literal            // (Of){ Init }
	PostInc
	PostDec
	PreInc
	PreDec
	AddrOf
	Deref
	Plus
	Neg
	Cpl
	Not
	Real
	Imag
	Sizeof    // of X, or of the type Of
	Alignof   // of X, or of the type Of
	LabelAddr // &&Member
	Cast      // (Of)X
	VaArg     // __builtin_va_arg(X, Of)

	Mul
	Div
	Mod
	Add
	Sub
	Shl
	Shr
	And
	Xor
	Or
	LAnd
	LOr
	Eq
	Ne
	Lt
	Gt
	Le
	Ge

	Cond   // X ? Y : Z; Y is nil in X ?: Z
	Assign // X = Y, or X Assigns= Y when that is not Name
	Comma  // X, Y
)

// An Expr is an expression. Its Type is not decayed: an array is an array.
type Expr struct {
	Op      Op
	Assigns Op         // of Assign: the operator with it, or Name
	Pos     ctoken.Pos // of its first token
	Type    *ctype.Type

	X, Y, Z *Expr
	Args    []*Expr
	Obj     *Object
	Member  ctoken.Name
	Text    string // of a string literal, and the path of a member
	Of      *ctype.Type
	Body    *Stmt
	Init    *Init

	Val Value

	depth  int32 // of the tree below it, at least
	placed bool  // it is an object at a constant address,
	place  int64 // which is this
}

// A ValueKind tells constants apart.
type ValueKind uint8

// The kinds of values.
const (
	Unknown  ValueKind = iota
	Integer            // Bits, extended from the type
	Floating           // Float
)

// A Value is that of a constant expression.
type Value struct {
	Kind  ValueKind
	Bits  int64
	Float float64
}

// A StmtKind tells statements apart.
type StmtKind uint8

// The kinds of statements.
const (
	Null     StmtKind = iota
	ExprStmt          // X
	DeclStmt          // Decls
	Block             // List
	If                // X, Body, Else
	Switch            // X, Body
	While             // X, Body
	Do                // Body, X
	For               // Init, X, Post, Body
	Case              // X, or X ... Post; Body
	Default           // Body
	Label             // Name, Body
	Goto              // Name
	GotoExpr          // X
	Break
	Continue
	Return // X, which may be nil
	Asm    // Args are the operands
	Nested // a function in a function, which is not read
)

// A Stmt is a statement.
type Stmt struct {
	Kind       StmtKind
	Pos        ctoken.Pos
	X, Post    *Expr
	Init       *Stmt
	Body, Else *Stmt
	List       []*Stmt
	Decls      []Decl
	Args       []*Expr
	Name       ctoken.Name
}

// A Decl declares an object, with its initializer, or nil.
type Decl struct {
	Obj  *Object
	Init *Init
}

// An Init is an initializer: an expression, or a list.
type Init struct {
	Expr *Expr
	List []InitItem
	Type *ctype.Type
	Pos  ctoken.Pos
}

// An InitItem initializes a part of an object.
type InitItem struct {
	Path string // from the object: ".a", "[]", ".a.b[]"
	Init Init
}

// An ObjectKind tells what a name is.
type ObjectKind uint8

// The kinds of objects.
const (
	Var ObjectKind = iota
	Func
	Typedef
	EnumConst
)

// An Object is what a name is declared as.
type Object struct {
	Kind        ObjectKind
	Name        ctoken.Name
	Text        string // the name
	Type        *ctype.Type
	Pos         ctoken.Pos
	Value       int64 // of an enumeration constant
	Static      bool
	Extern      bool
	ThreadLocal bool
	NoReturn    bool
	Param       bool
	Local       bool  // declared in a function
	Slot        int32 // for who lowers the function; 0 at first
}

// A FuncDef is the definition of a function. Its body is read by Parser.Body.
type FuncDef struct {
	Obj    *Object
	Type   *ctype.Type
	Params []ctype.Param
	body   []ctoken.Token
}

// Keep makes a definition outlive the call of Handler.Function.
func (d *FuncDef) Keep() *FuncDef {
	c := *d
	c.body = append([]ctoken.Token(nil), d.body...)
	return &c
}

// A Handler is told of what a unit declares, as it is read.
type Handler interface {
	// Function is told of a function's definition, which is valid until it
	// returns.
	Function(*FuncDef)
	// Variable is told of a variable outside of functions. init is valid
	// until it returns.
	Variable(obj *Object, init *Init)
}
