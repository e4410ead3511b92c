package cbatch

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
)

// An operator is one that a loop combines the results by.
type operator struct{ name, assign, zero string }

// operators are those for which the order of integers does not matter, and by
// what the first is combined with nothing.
var operators = map[token.Token]operator{
	token.ADD_ASSIGN: {"sum", "+=", "0"},
	token.SUB_ASSIGN: {"sum", "+=", "0"}, // Go subtracts the sum
	token.MUL_ASSIGN: {"product", "*=", "1"},
	token.OR_ASSIGN:  {"or", "|=", "0"},
	token.XOR_ASSIGN: {"xor", "^=", "0"},
	token.AND_ASSIGN: {"and", "&=", "~0ULL"},
}

// fold is acc += C.f(x), and the same with another operator.
func (x *batch) fold(stmt *ast.AssignStmt) (text string, ok bool) {
	op, known := operators[stmt.Tok]
	acc := stmt.Lhs[0]
	if !known || !x.isResult(stmt.Rhs[0]) || x.uses(acc, x.named) || !x.isPath(acc) || x.goesThroughPointer(acc) ||
		x.usesInCall(x.rootOf(acc)) {
		return "", false
	}
	t, from := x.src.Info.TypeOf(acc), x.src.Info.TypeOf(x.call.CallExpr)
	if t == nil || from == nil {
		return "", false
	}
	typ, ok := x.typeText(t, stmt.Rhs[0])
	switch {
	case !ok:
		return "", false
	case gotype.IsInteger(t) && gotype.IsInteger(from):
		return x.foldIntegers(stmt, op, typ), true
	case gotype.IsFloat(t) && gotype.IsFloat(from):
		return x.foldFloats(stmt, op, typ)
	}
	return "", false
}

// typeText returns the text of the type t at a value of that type: of its
// outermost conversion, or of the C type that it has without one.
func (x *goLoop) typeText(t types.Type, value ast.Expr) (text string, ok bool) {
	if call, ok := ast.Unparen(value).(*ast.CallExpr); ok && x.src.Info.Types[call.Fun].IsType() {
		return x.src.Text(call.Fun), types.Identical(x.src.Info.TypeOf(call), t)
	}
	if b, ok := t.(*types.Basic); ok {
		return b.Name(), true
	}
	return x.src.CGoType(t)
}

// foldIntegers combines integers. They are combined in the widest type, of
// which Go takes the low bits: those are what Go would have come to.
func (x *batch) foldIntegers(stmt *ast.AssignStmt, op operator, typ string) string {
	const widest = "unsigned long long"
	x.takeLength()
	total := x.w.local("total")
	x.w.result = widest
	x.w.vars = append(x.w.vars, fmt.Sprintf("%s %s = %s;", widest, total, op.zero))
	x.w.each = []string{fmt.Sprintf("%s %s %s;", total, op.assign, x.w.call())}
	x.w.last = "return " + total + ";"
	x.name(op.name)
	return fmt.Sprintf("%s %s %s(%s)", x.src.Text(stmt.Lhs[0]), stmt.Tok, typ, x.w.goCall())
}

// foldFloats combines floats in the order of the elements, starting with what
// Go has so far. Each result is rounded as in Go: volatile keeps C from
// fusing operations (-ffp-contract) and from a wider format (x87).
func (x *batch) foldFloats(stmt *ast.AssignStmt, op operator, typ string) (text string, ok bool) {
	acc := stmt.Lhs[0]
	c, _, known := x.inC(x.src.Info.TypeOf(acc))
	if !known || op.zero != "0" && op.zero != "1" {
		return "", false
	}
	arg, result := x.src.Text(acc), typ+"(%s)"
	if _, isC := x.src.CType(x.src.Info.TypeOf(acc)); isC {
		result = "%s"
	} else {
		arg = cTypes[kindOf(x.src.Info.TypeOf(acc))].cgo + "(" + arg + ")"
	}
	start := x.w.param(c, "start", arg).name
	x.takeLength()
	total, one := x.w.local("total"), x.w.local("one")
	x.w.result = c
	x.w.vars = append(x.w.vars, fmt.Sprintf("volatile %s %s = %s, %s;", c, total, start, one))
	x.w.each = []string{one + " = " + x.w.call() + ";", fmt.Sprintf("%s %s %s;", total, stmt.Tok, one)}
	x.w.last = "return " + total + ";"
	if stmt.Tok == token.SUB_ASSIGN {
		op.name = "subtract"
	}
	x.name(op.name)
	return x.src.Text(acc) + " = " + fmt.Sprintf(result, x.w.goCall()), true
}
