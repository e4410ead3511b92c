package cgoretain

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// addReceiving notes a conversion from unsafe.Pointer: what C gave, or
// something else.
func (x *fixer) addReceiving(e *exchange, c inspector.Cursor, conv *ast.CallExpr) {
	r := &receiving{conv: conv, cursor: c}
	given := x.unparen(conv.Args[0])
	for x.src.IsConversion(given) {
		given = x.unparen(given.(*ast.CallExpr).Args[0])
		if gotype.IsInteger(x.typeOf(given)) {
			r.number = given
		}
	}
	if !x.fromC(given, r) {
		e.strange = true
		return
	}
	e.received = append(e.received, r)
}

// unparen removes parentheses, but for those that stand for a C variable.
func (x *fixer) unparen(e ast.Expr) ast.Expr {
	if x.src.Ref(e) != nil {
		return e
	}
	return ast.Unparen(e)
}

// fromC reports whether an expression is what C gave: a parameter of an
// exported function or of one that others call with it, the result of a C
// function, a C variable or a member of a C struct, or a variable that holds
// one.
func (x *fixer) fromC(given ast.Expr, r *receiving) bool {
	if ref := x.src.Ref(given); ref != nil {
		return ref.Kind == cgosource.Var
	}
	switch given := given.(type) {
	case *ast.CallExpr:
		call := x.src.Call(given)
		return call != nil && !strings.Contains(call.Name, "alloc")
	case *ast.SelectorExpr:
		return isC(x.typeOf(given.X))
	case *ast.Ident:
		v, ok := x.src.Info.Uses[given].(*types.Var)
		if !ok || v.IsField() || v.Parent() == x.src.Types.Scope() {
			return false
		}
		fn := x.parameterOf(v)
		if fn == nil {
			return x.definedByC(v, r)
		}
		if obj := x.src.Info.Defs[fn.Name]; obj != nil {
			r.export = x.src.Export(obj)
		}
		return r.export != nil || !fn.Name.IsExported()
	}
	return false
}

// parameterOf returns the function that v is a parameter of, or nil.
func (x *fixer) parameterOf(v *types.Var) *ast.FuncDecl {
	file := x.src.File(v.Pos())
	if file == nil {
		return nil
	}
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if ok && fn.Type.Params.Pos() <= v.Pos() && v.Pos() < fn.Type.Params.End() {
			return fn
		}
	}
	return nil
}

// definedByC reports whether a local variable is defined once, by what C gave.
func (x *fixer) definedByC(v *types.Var, r *receiving) bool {
	for c := range x.src.Inspector().Root().Preorder((*ast.AssignStmt)(nil)) {
		a := c.Node().(*ast.AssignStmt)
		if len(a.Lhs) != 1 || len(a.Rhs) != 1 {
			continue
		}
		id, ok := a.Lhs[0].(*ast.Ident)
		if !ok || x.src.Info.Defs[id] != v {
			continue
		}
		rhs := x.src.Unconverted(a.Rhs[0])
		if other, isIdent := rhs.(*ast.Ident); isIdent && x.src.Info.Uses[other] == v {
			return false
		}
		return x.fromC(rhs, r)
	}
	return false
}
