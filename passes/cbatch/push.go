package cbatch

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/edit"
)

// push is ys = append(ys, C.f(x)), for a ys that shares no memory with xs: it
// is made longer before C reads xs.
func (x *batch) push(ys *ast.Ident, call *ast.CallExpr) (text string, ok bool) {
	if len(call.Args) != 2 || call.Ellipsis.IsValid() || x.objectOf(call.Args[0]) != x.objectOf(ys) ||
		!x.isFresh(x.objectOf(ys)) || x.usesInCall(x.objectOf(ys)) {
		return "", false
	}
	elem := elemOf(x.src.Info.TypeOf(ys))
	if !x.isResult(call.Args[1]) || elem == nil || !x.isFlat(elem) {
		return "", false
	}
	typ, ok1 := x.typeText(elem, call.Args[1])
	c, conversion, ok2 := x.inC(elem)
	if !ok1 || !ok2 {
		return "", false
	}
	to := x.w.param(c+" *", "ys", pointer(conversion, fmt.Sprintf("%s[len(%s)-%s:]", ys.Name, ys.Name, x.length())))
	x.takeLength()
	x.w.each = []string{x.element(to) + " = " + x.w.call() + ";"}
	x.name("map")
	return fmt.Sprintf("%[1]s = append(%[1]s, make([]%[2]s, %[3]s)...)\n%[4]s", ys.Name, typ, x.length(), x.w.goCall()), true
}

// usesInCall reports whether the header or the arguments use a variable.
func (x *batch) usesInCall(obj types.Object) bool {
	for _, e := range append([]ast.Expr{x.xs, x.count}, x.call.Args...) {
		if x.uses(e, obj) {
			return true
		}
	}
	return false
}

// isFresh reports whether a local variable holds only slices that were made
// for it.
func (x *goLoop) isFresh(obj types.Object) bool {
	fn := x.function()
	if obj == nil || fn == nil || obj.Pos() < fn.Pos() || fn.End() <= obj.Pos() || edit.Contains(fn.Type.Params, obj.Pos()) {
		return false
	}
	fresh := true
	check := func(name ast.Expr, value ast.Expr) {
		if x.objectOf(name) == obj && !x.makes(value, obj) {
			fresh = false
		}
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if len(n.Lhs) == len(n.Rhs) {
					check(left, n.Rhs[i])
				} else {
					check(left, nil)
				}
			}
		case *ast.ValueSpec:
			for i, value := range n.Values {
				check(n.Names[min(i, len(n.Names)-1)], value)
			}
		case *ast.RangeStmt:
			check(n.Key, nil)
			check(n.Value, nil)
		case *ast.UnaryExpr:
			fresh = fresh && (n.Op != token.AND || x.objectOf(n.X) != obj)
		case *ast.FuncLit:
			fresh = fresh && !edit.Contains(n.Type.Params, obj.Pos())
		}
		return fresh
	})
	return fresh
}

// makes reports whether an expression is a new slice, or obj with more
// appended.
func (x *goLoop) makes(e ast.Expr, obj types.Object) bool {
	switch e := e.(type) {
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		return x.isBuiltin(e.Fun, "make") || x.isBuiltin(e.Fun, "append") && x.objectOf(e.Args[0]) == obj
	case *ast.Ident:
		return x.src.Info.Types[e].IsNil()
	}
	return false
}
