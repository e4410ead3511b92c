package gomem

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/argcheck"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// A Root is a function that was interpreted as called by an unknown caller, with
// all that it calls.
type Root struct {
	*Frame
	Events  []Event      // in the order of the program's text
	Results []heap.Value // joined over the returns

	// Exit is what memory of the package's struct types holds when the function
	// returns, and what is pinned then.
	Exit *heap.State
}

// An Event is a place where something crosses between Go and C: a [*CCall], a
// [*GoCall], a [*Store] or a [*Return].
type Event interface {
	// At returns the point of the program just before it happens. What
	// memory holds is known as far as the event's values lead.
	At() Point
	// Pos returns the position of the operation.
	Pos() token.Pos
}

// A CCall is a call of a C function.
type CCall struct {
	Point
	Call    *cgosource.Call
	Instr   ssa.CallInstruction
	Args    []Arg
	Results []heap.Value
}

// An Arg is an argument of a C function.
type Arg struct {
	Value   heap.Value
	Operand ssa.Value
	Type    types.Type    // of the parameter
	Form    argcheck.Form // what the run time checks of it
}

// A GoCall is a call of a function of another package that has a [Summary].
type GoCall struct {
	Point
	Callee *types.Func
	Instr  ssa.CallInstruction
	Args   []heap.Value // the receiver first
}

// A Store is a store into C memory.
type Store struct {
	Point
	Instr ssa.Instruction
	To    heap.Atom
	Value heap.Value
	Type  types.Type // of the value
}

// A Return is a return from an exported function to C.
type Return struct {
	Point
	Export  *cgosource.Export
	Instr   *ssa.Return
	Results []heap.Value
}

// Pos returns the position of the call.
func (c *CCall) Pos() token.Pos { return c.Call.Pos() }

// Pos returns the position of the call.
func (c *GoCall) Pos() token.Pos { return c.Package.CallExpr(c.Instr).Pos() }

// Pos returns the position of the store.
func (s *Store) Pos() token.Pos { return s.Instr.Pos() }

// Pos returns the position of the return statement.
func (r *Return) Pos() token.Pos { return r.Instr.Pos() }

// Arg returns the syntax of the argument that is parameter i, where the
// receiver is parameter 0; nil for the receiver and when there is none.
func (c *GoCall) Arg(call *ast.CallExpr, i int) ast.Expr {
	if c.Callee.Signature().Recv() != nil {
		i--
	}
	if i < 0 || i >= len(call.Args) {
		return nil
	}
	return call.Args[i]
}
