package cbatch

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/internal/gotype"
)

// until is if rc := C.f(x); rc != 0 { return … }: the loop stops at the
// first element for which the condition holds. define is nil or rc := C.f(x).
// The block stays as it is, but for the indentation.
func (x *batch) until(define ast.Stmt, stmt *ast.IfStmt) (text string, ok bool) {
	result, rc := x.result(define, stmt.Cond)
	if result == nil || stmt.Else != nil || !x.endsLoop(stmt.Body) || hasLongString(stmt.Body) {
		return "", false
	}
	operand, same := x.unconvert(result)
	from := x.src.Info.TypeOf(x.call.CallExpr)
	if operand != x.call.CallExpr || !same || !represents(x.src.Info.TypeOf(result), from) {
		return "", false
	}
	stop, last, ok := x.stop(stmt.Cond, result, rc)
	c, isC := x.src.CType(from)
	if !ok || !isC {
		return "", false
	}
	x.kept = stmt.Body
	x.takeLength()
	x.w.result = c
	one := x.w.local("rc")
	x.w.vars = append(x.w.vars, c+" "+one+";")
	visit := fmt.Sprintf("if (%s)", fmt.Sprintf(stop, one))
	before, inside, each := x.place(stmt.Body, visit, one)
	x.w.each = each
	x.w.last = "return " + last + ";"
	x.name("until")
	return before + x.condition(define, stmt) + " {" + inside + x.bodyText(stmt.Body) + "}", true
}

// hasLongString reports whether a string goes over several lines, which
// another indentation would change.
func hasLongString(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		found = found || ok && strings.Contains(lit.Value, "\n")
		return !found
	})
	return found
}

// result returns the call with its conversions, and the variable that holds
// it, which is nil when the condition has the call itself.
func (x *batch) result(define ast.Stmt, cond ast.Expr) (result ast.Expr, rc types.Object) {
	if define != nil {
		assign, ok := define.(*ast.AssignStmt)
		if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
			return nil, nil
		}
		return assign.Rhs[0], x.defined(assign.Lhs[0])
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		return e.X, nil
	case *ast.UnaryExpr:
		return e.X, nil
	}
	return cond, nil
}

// stop returns the condition in C, with a verb for the result, and a result
// for which it does not hold, which tells Go that the loop came to its end.
func (x *batch) stop(cond, result ast.Expr, rc types.Object) (stop, last string, ok bool) {
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
func (x *batch) hasName(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && x.src.Info.Uses[id] != nil
		return !found
	})
	return found
}

// endsLoop reports whether a block always ends the loop by leaving the
// function, and has nothing that only makes sense in a loop.
func (x *batch) endsLoop(block *ast.BlockStmt) bool {
	n := len(block.List)
	if n == 0 {
		return false
	}
	if _, ok := block.List[n-1].(*ast.ReturnStmt); !ok {
		return false
	}
	jumps := false
	ast.Inspect(block, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.BranchStmt, *ast.LabeledStmt:
			jumps = true
		case *ast.FuncLit:
			return false
		}
		return !jumps
	})
	return !jumps
}

// place returns what must stand before the Go condition and first in its
// block, so that the block has the index and the element of the loop, and
// what an iteration does in C.
func (x *batch) place(block *ast.BlockStmt, visit, one string) (before, inside string, each []string) {
	assign := one + " = " + x.w.call() + ";"
	usesIndex, usesValue := x.uses(block, x.index), x.uses(block, x.value)
	if !usesIndex && !usesValue {
		return "", "", []string{assign, visit, "\treturn " + one + ";"}
	}
	name := x.unused("stopped")
	at := x.w.param("size_t *", "at", "&"+name).name
	each = []string{assign, visit + " {", fmt.Sprintf("\t*%s = %s;", at, x.w.i), "\treturn " + one + ";", "}"}
	index := "int(" + name + ")"
	if usesIndex {
		inside = fmt.Sprintf("\n\t%s := %s", x.index.Name(), index)
		index = x.index.Name()
	}
	if usesValue {
		inside += fmt.Sprintf("\n\t%s := %s[%s]", x.value.Name(), x.src.Text(x.xs), index)
	}
	return "var " + name + " C.size_t\n", inside, each
}

// unused returns a name that is not in the function yet.
func (x *batch) unused(name string) string {
	used := make(map[string]bool)
	if fn := x.function(); fn != nil {
		ast.Inspect(fn, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				used[id.Name] = true
			}
			return true
		})
	}
	free := name
	for n := 2; used[free]; n++ {
		free = fmt.Sprint(name, n)
	}
	return free
}

// condition is the if statement up to its block, with the call of the wrapper
// for that of the callee.
func (x *batch) condition(define ast.Stmt, stmt *ast.IfStmt) string {
	replace := func(n ast.Node) string {
		text := x.src.Text(n)
		if n.Pos() > x.call.Pos() || x.call.End() > n.End() {
			return text
		}
		return text[:x.call.Pos()-n.Pos()] + x.w.goCall() + text[x.call.End()-n.Pos():]
	}
	if define != nil {
		return "if " + replace(define) + "; " + x.src.Text(stmt.Cond)
	}
	return "if " + replace(stmt.Cond)
}

// bodyText is the text of a block after its brace, indented as if it were
// where the loop is.
func (x *batch) bodyText(block *ast.BlockStmt) string {
	text := x.src.Text(block)
	return outdent(text[1 : len(text)-1])
}

// outdent takes the indentation of the last line, which the closing brace
// follows, from all lines: a text gets that of its new place.
func outdent(text string) string {
	i := strings.LastIndexByte(text, '\n')
	if i < 0 {
		return text
	}
	return strings.ReplaceAll(text, text[i:], "\n")
}
