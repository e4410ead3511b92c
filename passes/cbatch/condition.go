package cbatch

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
)

// inverse returns the condition in C, with a verb for the result, and a result
// for which it does not hold, which tells Go that the loop came to its end.
func (x *batch) inverse(cond, result ast.Expr, rc types.Object) (condition, last string, ok bool) {
	is := func(e ast.Expr) bool {
		return ast.Unparen(e) == ast.Unparen(result) || rc != nil && x.objectOf(e) == rc
	}
	cond = ast.Unparen(cond)
	if is(cond) {
		return "%s", "0", true
	}
	if not, ok := cond.(*ast.UnaryExpr); ok {
		return "!%s", "1", not.Op == token.NOT && is(not.X)
	}
	compare, ok := cond.(*ast.BinaryExpr)
	if !ok || !is(compare.X) || !gotype.IsInteger(x.src.Info.TypeOf(compare.X)) {
		return "", "", false
	}
	k, isLiteral := x.constantInC(compare.Y)
	if k == "" {
		return "", "", false
	}
	last = k
	switch compare.Op {
	case token.NEQ, token.LSS, token.GTR:
	case token.EQL:
		if last = "0"; k == "0" {
			last = "1"
		}
		if !isLiteral {
			return "", "", false
		}
	default:
		return "", "", false
	}
	return "%s " + compare.Op.String() + " " + k, last, true
}

// constantInC returns a constant in C: the name that C has for it, or a
// literal. It is "" for others, and for a negative one where the result is
// unsigned, which C would compare otherwise than Go does after a conversion.
func (x *batch) constantInC(e ast.Expr) (text string, isLiteral bool) {
	v := constant.ToInt(x.valueOf(e))
	from := x.src.Info.TypeOf(x.call.CallExpr).Underlying().(*types.Basic)
	if v.Kind() != constant.Int || constant.Sign(v) < 0 && from.Info()&types.IsUnsigned != 0 {
		return "", false
	}
	operand := ast.Unparen(e)
	if call, ok := operand.(*ast.CallExpr); ok && len(call.Args) == 1 {
		operand = ast.Unparen(call.Args[0])
	}
	if ref := x.src.Ref(operand); ref != nil {
		if len(ref.Name) > 7 && ref.Name[:7] == "sizeof_" {
			return "", false
		}
		return ref.Name, false
	}
	k, exact := constant.Int64Val(v)
	if !exact || k < -1<<30 || k > 1<<30 || x.hasName(operand) {
		return "", false
	}
	return fmt.Sprint(k), true
}

// hasName reports whether a constant expression names something: its value
// may differ elsewhere.
func (x *goLoop) hasName(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && x.src.Info.Uses[id] != nil
		return !found
	})
	return found
}
