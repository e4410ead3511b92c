package cbatch

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// rewrite returns the Go that takes the place of the loop, and completes the
// wrapper, by what the loop's body is.
func (x *batch) rewrite() (text string, ok bool) {
	if len(x.body) == 0 {
		return "", false
	}
	switch stmt := x.body[0].(type) {
	case *ast.ExprStmt:
		if len(x.body) == 1 && stmt.X == x.call.CallExpr {
			text, ok = x.all(), true
		}
	case *ast.AssignStmt:
		text, ok = x.assign(stmt)
	case *ast.IfStmt:
		if len(x.body) == 1 {
			text, ok = x.until(stmt.Init, stmt)
		}
	}
	if !ok {
		return "", false
	}
	return x.onlyWithElements(text), true
}

// onlyWithElements puts text under the condition that the loop has an iteration,
// where the text must not run, or could not, without one.
func (x *goLoop) onlyWithElements(text string) string {
	if x.guarded || x.xs == nil && x.src.Info.Types[x.count].Value == nil {
		text = "if " + x.length() + " > 0 {\n\t" + strings.ReplaceAll(text, "\n", "\n\t") + "\n}"
	}
	return text
}

// assign rewrites a body that begins with an assignment.
func (x *batch) assign(stmt *ast.AssignStmt) (text string, ok bool) {
	if len(x.body) == 2 {
		switch second := x.body[1].(type) {
		case *ast.IfStmt:
			if second.Init != nil {
				return "", false
			}
			return x.until(stmt, second)
		case *ast.AssignStmt:
			if stmt.Tok != token.DEFINE || len(stmt.Lhs) != 1 || len(stmt.Rhs) != 1 {
				return "", false
			}
			if operand, _ := x.unconvert(stmt.Rhs[0]); operand != x.call.CallExpr {
				return "", false
			}
			x.named, x.namedResult = x.defined(stmt.Lhs[0]), stmt.Rhs[0]
			return x.assignResult(second)
		}
	}
	if len(x.body) != 1 {
		return "", false
	}
	return x.assignResult(stmt)
}

// isResult reports whether an expression is the result of the call, maybe by
// the variable that holds it, and whether C, which converts the result
// directly, comes to the same value.
func (x *batch) isResult(e ast.Expr) bool {
	operand, same := x.unconvert(e)
	if operand == x.call.CallExpr {
		return same
	}
	if x.named == nil || x.objectOf(operand) != x.named {
		return false
	}
	inner, ok := x.unconvert(x.namedResult)
	return same && ok && inner == x.call.CallExpr && represents(x.src.Info.TypeOf(x.namedResult), x.src.Info.TypeOf(x.call.CallExpr))
}

// assignResult rewrites the assignment of the call's result.
func (x *batch) assignResult(stmt *ast.AssignStmt) (text string, ok bool) {
	if len(stmt.Lhs) != 1 || len(stmt.Rhs) != 1 {
		return "", false
	}
	left, right := ast.Unparen(stmt.Lhs[0]), ast.Unparen(stmt.Rhs[0])
	if stmt.Tok != token.ASSIGN {
		return x.fold(stmt)
	}
	switch left := left.(type) {
	case *ast.IndexExpr:
		return x.store(left, right)
	case *ast.Ident:
		if left.Name == "_" {
			return x.all(), x.isResult(right)
		}
		if call, ok := right.(*ast.CallExpr); ok && x.isBuiltin(call.Fun, "append") {
			return x.push(left, call)
		}
	}
	return "", false
}

// all is C.f(x) alone.
func (x *batch) all() string {
	x.takeLength()
	x.w.each = []string{x.w.call() + ";"}
	x.name("all")
	return x.w.goCall()
}

// store is ys[i] = C.f(x).
func (x *batch) store(left *ast.IndexExpr, right ast.Expr) (text string, ok bool) {
	ys := x.elementOf(left)
	if !x.isResult(right) || ys == nil {
		return "", false
	}
	array := x.takeArray(ys, false)
	if array == nil {
		return "", false
	}
	array.readOnly = false
	x.takeLength()
	x.w.each = []string{x.element(array) + " = " + x.w.call() + ";"}
	x.name("map")
	return x.w.goCall(), true
}

// function returns the declaration that the loop is in, or nil.
func (x *goLoop) function() *ast.FuncDecl {
	for _, decl := range x.file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && edit.Contains(fn, x.stmt.Pos()) {
			return fn
		}
	}
	return nil
}

// name gives the wrapper its name: that of the callee and what is done with
// the results, and a number if C or Go has that name already for something
// else.
func (x *batch) name(suffix string) {
	for n := 1; ; n++ {
		x.w.name = x.call.Name + "_" + suffix
		if n > 1 {
			x.w.name += fmt.Sprint(n)
		}
		code := x.w.code(x.exports())
		other, written := x.written[x.w.name]
		if written && other == code || !written && (x.isWritten(code) || !x.isTaken(x.w.name)) {
			x.written[x.w.name] = code
			return
		}
	}
}

// isTaken reports whether a name has a meaning in C already.
func (b *Writer) isTaken(name string) bool {
	return b.sums.Mentions(name) || b.refersTo(name)
}

// refersTo reports whether Go uses C.name.
func (b *Writer) refersTo(name string) bool {
	return slices.ContainsFunc(b.src.Refs(), func(ref *cgosource.Ref) bool { return ref.Name == name })
}
