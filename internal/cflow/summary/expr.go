package summary

import (
	"fmt"
	"strconv"
)

// An Expr is an expression of arguments and constants, with C's meaning in
// 64 bits.
type Expr struct {
	Op    string // "arg", "const", "?" for what cannot be told, or C's operator
	Arg   int    // of "arg", from 0
	Const int64  // of "const"
	X, Y  *Expr
	Name  string // of "arg": the parameter's
}

// OneOf is the condition that x is one of some values.
func OneOf(x *Expr, values []int64) *Expr {
	var e *Expr
	for _, v := range values {
		is := &Expr{Op: "==", X: x, Y: &Expr{Op: "const", Const: v}}
		if e == nil {
			e = is
		} else {
			e = &Expr{Op: "||", X: e, Y: is}
		}
	}
	return e
}

func (e *Expr) String() string {
	switch {
	case e == nil:
		return "?"
	case e.Op == "arg" && e.Name != "":
		return e.Name
	case e.Op == "arg":
		return fmt.Sprintf("argument %d", e.Arg+1)
	case e.Op == "const":
		return strconv.FormatInt(e.Const, 10)
	case e.Op == "?":
		return "…"
	case e.Op == "!":
		return "!" + e.X.operand()
	}
	return e.X.operand() + " " + e.Op + " " + e.Y.operand()
}

func (e *Expr) operand() string {
	if e != nil && e.X != nil && e.Op != "!" {
		return "(" + e.String() + ")"
	}
	return e.String()
}

func (e *Expr) eval(arg func(int) Arg) Arg {
	if e == nil {
		return Arg{}
	}
	switch e.Op {
	case "arg":
		return arg(e.Arg)
	case "const":
		return Arg{Known: true, Value: e.Const}
	case "?":
		return Arg{}
	case "!":
		switch e.X.eval(arg).truth(false) {
		case Yes:
			return known(false)
		case No:
			return known(true)
		}
		return Arg{}
	case "&&", "||":
		return e.evalLogical(arg)
	}
	return Compute(e.Op, e.X.eval(arg), e.Y.eval(arg))
}

func (e *Expr) evalLogical(arg func(int) Arg) Arg {
	x, y := e.X.eval(arg).truth(false), e.Y.eval(arg).truth(false)
	decides := No // of &&
	if e.Op == "||" {
		decides = Yes
	}
	switch {
	case x == decides || y == decides:
		return known(decides == Yes)
	case x != Unknown && y != Unknown:
		return known(decides == No)
	}
	return Arg{}
}

// Compute returns the value of an operation.
func Compute(op string, x, y Arg) Arg {
	if !x.Known || !y.Known {
		// A pointer that is not null differs from the null pointer.
		if x.NonZero && y.Known && y.Value == 0 || y.NonZero && x.Known && x.Value == 0 {
			switch op {
			case "==":
				return known(false)
			case "!=":
				return known(true)
			}
		}
		return Arg{}
	}
	a, b := x.Value, y.Value
	switch op {
	case "==":
		return known(a == b)
	case "!=":
		return known(a != b)
	case "<":
		return known(a < b)
	case "<=":
		return known(a <= b)
	case ">":
		return known(a > b)
	case ">=":
		return known(a >= b)
	case "&":
		return Arg{Known: true, Value: a & b}
	case "|":
		return Arg{Known: true, Value: a | b}
	case "+":
		return Arg{Known: true, Value: a + b}
	case "-":
		return Arg{Known: true, Value: a - b}
	}
	return Arg{}
}

// Args calls f with each argument that the expression depends on.
func (e *Expr) Args(f func(int)) {
	if e == nil {
		return
	}
	if e.Op == "arg" {
		f(e.Arg)
	}
	e.X.Args(f)
	e.Y.Args(f)
}

// Same reports whether two expressions are the same.
func (e *Expr) Same(g *Expr) bool {
	if e == nil || g == nil {
		return e == g
	}
	return e.Op == g.Op && e.Arg == g.Arg && e.Const == g.Const && e.Op != "?" && e.X.Same(g.X) && e.Y.Same(g.Y)
}

// Substitute returns the expression with each argument replaced.
func (e *Expr) Substitute(arg func(int) *Expr) *Expr {
	if e == nil {
		return nil
	}
	if e.Op == "arg" {
		return arg(e.Arg)
	}
	r := *e
	r.X, r.Y = e.X.Substitute(arg), e.Y.Substitute(arg)
	return &r
}

// Opaque depends on what is not known.
var Opaque = &Expr{Op: "?"}
