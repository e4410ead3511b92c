package cflow

import (
	"fmt"
	"strconv"

	"github.com/cgolint/cgolint/internal/cir"
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

// oneOf is the condition that x is one of some values.
func oneOf(x *Expr, values []int64) *Expr {
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
	return compute(e.Op, e.X.eval(arg), e.Y.eval(arg))
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

func compute(op string, x, y Arg) Arg {
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

// args calls f with each argument that the expression depends on.
func (e *Expr) args(f func(int)) {
	if e == nil {
		return
	}
	if e.Op == "arg" {
		f(e.Arg)
	}
	e.X.args(f)
	e.Y.args(f)
}

// same reports whether two expressions are the same.
func (e *Expr) same(g *Expr) bool {
	if e == nil || g == nil {
		return e == g
	}
	return e.Op == g.Op && e.Arg == g.Arg && e.Const == g.Const && e.Op != "?" && e.X.same(g.X) && e.Y.same(g.Y)
}

// substitute returns the expression with each argument replaced.
func (e *Expr) substitute(arg func(int) *Expr) *Expr {
	if e == nil {
		return nil
	}
	if e.Op == "arg" {
		return arg(e.Arg)
	}
	r := *e
	r.X, r.Y = e.X.substitute(arg), e.Y.substitute(arg)
	return &r
}

var operators = [...]string{
	cir.OpAdd: "+", cir.OpSub: "-", cir.OpAnd: "&", cir.OpOr: "|",
	cir.OpEq: "==", cir.OpNe: "!=", cir.OpLt: "<", cir.OpLe: "<=", cir.OpGt: ">", cir.OpGe: ">=",
	cir.OpNot: "!", cir.OpLAnd: "&&", cir.OpLOr: "||",
}

// maxExpr bounds the depth of an expression.
const maxExpr = 12

// opaque depends on what is not known.
var opaque = &Expr{Op: "?"}

// expr returns the value of an operand as an expression of the parameters.
func (f *function) expr(v cir.Value, depth int) *Expr {
	if k := f.Const(v); k != nil {
		switch k.Kind {
		case cir.IntConst:
			return &Expr{Op: "const", Const: k.Int}
		case cir.FuncConst, cir.StringConst, cir.GlobalConst:
			return &Expr{Op: "!", X: &Expr{Op: "const"}} // an address: not zero
		}
		return opaque
	}
	if v == cir.None || depth > maxExpr || f.Vars[v].AddrTaken {
		return opaque
	}
	defs := f.defs[v]
	if int(v) < f.Params {
		if len(defs) > 0 {
			return &Expr{Op: "|", X: &Expr{Op: "arg", Arg: int(v), Name: f.Vars[v].Name}, Y: opaque}
		}
		return &Expr{Op: "arg", Arg: int(v), Name: f.Vars[v].Name}
	}
	if len(defs) != 1 {
		return f.mixed(defs, depth)
	}
	return f.computed(defs[0], depth)
}

// mixed returns an expression that depends on whatever the definitions
// depend on, but cannot be evaluated.
func (f *function) mixed(defs []int32, depth int) *Expr {
	e := opaque
	if len(defs) > 4 {
		return e
	}
	for _, d := range defs {
		e = &Expr{Op: "|", X: e, Y: f.computed(d, depth+maxExpr/3)}
	}
	return e
}

func (f *function) computed(at int32, depth int) *Expr {
	in := &f.Code[at]
	switch in.Op {
	case cir.Copy:
		return f.expr(in.A, depth+1)
	case cir.Offset:
		return &Expr{Op: "|", X: f.expr(in.A, depth+1), Y: opaque}
	case cir.Arith:
		x := f.expr(in.A, depth+1)
		switch {
		case in.Aux == cir.OpNot:
			return &Expr{Op: "!", X: x}
		case int(in.Aux) < len(operators) && operators[in.Aux] != "":
			return &Expr{Op: operators[in.Aux], X: x, Y: f.expr(in.B, depth+1)}
		case in.B != cir.None:
			return &Expr{Op: "|", X: &Expr{Op: "|", X: x, Y: f.expr(in.B, depth+1)}, Y: opaque}
		}
		return &Expr{Op: "|", X: x, Y: opaque}
	}
	return opaque
}
