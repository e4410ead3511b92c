package cbatch

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// A stop is a statement in a loop that leaves the function: the condition in Go,
// whose call is that of the C function with the loop.
type stop struct {
	before, inside string // what stands before the condition, and first in its block
	define         ast.Stmt
	stmt           *ast.IfStmt
	call           *cgosource.Call // in the condition
}

// text is the statement as Go has it then.
func (s *stop) text(x *batch) string {
	x.call = s.call
	return s.before + x.condition(s.define, s.stmt) + " {" + s.inside + x.bodyText(s.stmt.Body) + "}"
}

// until is if rc := C.f(x); rc != 0 { return … }: the loop stops at the
// first element for which the condition holds. define is nil or rc := C.f(x).
// The block stays as it is, but for the indentation.
func (x *batch) until(define ast.Stmt, stmt *ast.IfStmt) (text string, ok bool) {
	if !x.stopsAt(define, stmt) {
		return "", false
	}
	x.name("until")
	return x.stop.text(x), true
}

// mayStop takes such a statement among others. What is in the block may not use
// the variables that C has now.
func (x *several) mayStop(define ast.Stmt, stmt *ast.IfStmt) bool {
	result, _ := x.result(define, stmt.Cond)
	if x.stop != nil || x.grown != "" || result == nil {
		return false
	}
	for obj := range x.locals {
		if x.uses(stmt.Body, obj) {
			return false
		}
	}
	operand, _ := x.unconvert(result)
	if _, ok := x.calls(operand); !ok {
		return false
	}
	return x.stopsAt(define, stmt)
}

// stopsAt gives the wrapper the end of the loop at a condition on the result of
// the call.
func (x *batch) stopsAt(define ast.Stmt, stmt *ast.IfStmt) bool {
	result, rc := x.result(define, stmt.Cond)
	if result == nil || stmt.Else != nil || !x.endsLoop(stmt.Body) || hasLongString(stmt.Body) {
		return false
	}
	operand, same := x.unconvert(result)
	from := x.src.Info.TypeOf(x.call.CallExpr)
	if operand != x.call.CallExpr || !same || !represents(x.src.Info.TypeOf(result), from) {
		return false
	}
	condition, last, ok := x.inverse(stmt.Cond, result, rc)
	c, isC := x.src.CType(from)
	if !ok || !isC {
		return false
	}
	x.kept = stmt.Body
	x.takeLength()
	x.w.result = c
	one := x.w.local("rc")
	x.w.vars = append(x.w.vars, c+" "+one+";")
	visit := fmt.Sprintf("if (%s)", fmt.Sprintf(condition, one))
	before, inside, each := x.place(stmt.Body, visit, one)
	x.w.each = append(x.w.each, each...)
	x.w.last = "return " + last + ";"
	x.stop = &stop{before, inside, define, stmt, x.call}
	return true
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
func (x *goLoop) result(define ast.Stmt, cond ast.Expr) (result ast.Expr, rc types.Object) {
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

// endsLoop reports whether a block always ends the loop by leaving the
// function, and has nothing that only makes sense in a loop.
func (x *goLoop) endsLoop(block *ast.BlockStmt) bool {
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
func (x *goLoop) unused(name string) string {
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
func (x *goLoop) bodyText(block *ast.BlockStmt) string {
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
