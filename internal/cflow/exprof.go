package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

var operators = [...]string{
	cir.OpAdd: "+", cir.OpSub: "-", cir.OpAnd: "&", cir.OpOr: "|",
	cir.OpEq: "==", cir.OpNe: "!=", cir.OpLt: "<", cir.OpLe: "<=", cir.OpGt: ">", cir.OpGe: ">=",
	cir.OpNot: "!", cir.OpLAnd: "&&", cir.OpLOr: "||",
}

// maxExpr bounds the depth of an expression.
const maxExpr = 12

// expr returns the value of an operand as an expression of the parameters.
func (f *function) expr(v cir.Value, depth int) *summary.Expr {
	if k := f.Const(v); k != nil {
		switch k.Kind {
		case cir.IntConst:
			return &summary.Expr{Op: "const", Const: k.Int}
		case cir.FuncConst, cir.StringConst, cir.GlobalConst:
			return &summary.Expr{Op: "!", X: &summary.Expr{Op: "const"}} // an address: not zero
		}
		return summary.Opaque
	}
	if v == cir.None || depth > maxExpr || f.Vars[v].AddrTaken {
		return summary.Opaque
	}
	defs := f.defs[v]
	if int(v) < f.Params {
		if len(defs) > 0 {
			return &summary.Expr{Op: "|", X: &summary.Expr{Op: "arg", Arg: int(v), Name: f.Vars[v].Name}, Y: summary.Opaque}
		}
		return &summary.Expr{Op: "arg", Arg: int(v), Name: f.Vars[v].Name}
	}
	if len(defs) != 1 {
		return f.mixed(defs, depth)
	}
	return f.computed(defs[0], depth)
}

// mixed returns an expression that depends on whatever the definitions
// depend on, but cannot be evaluated.
func (f *function) mixed(defs []int32, depth int) *summary.Expr {
	e := summary.Opaque
	if len(defs) > 4 {
		return e
	}
	for _, d := range defs {
		e = &summary.Expr{Op: "|", X: e, Y: f.computed(d, depth+maxExpr/3)}
	}
	return e
}

func (f *function) computed(at int32, depth int) *summary.Expr {
	in := &f.Code[at]
	switch in.Op {
	case cir.Copy:
		return f.expr(in.A, depth+1)
	case cir.Offset:
		return &summary.Expr{Op: "|", X: f.expr(in.A, depth+1), Y: summary.Opaque}
	case cir.Arith:
		x := f.expr(in.A, depth+1)
		switch {
		case in.Aux == cir.OpNot:
			return &summary.Expr{Op: "!", X: x}
		case int(in.Aux) < len(operators) && operators[in.Aux] != "":
			return &summary.Expr{Op: operators[in.Aux], X: x, Y: f.expr(in.B, depth+1)}
		case in.B != cir.None:
			return &summary.Expr{Op: "|", X: &summary.Expr{Op: "|", X: x, Y: f.expr(in.B, depth+1)}, Y: summary.Opaque}
		}
		return &summary.Expr{Op: "|", X: x, Y: summary.Opaque}
	}
	return summary.Opaque
}
