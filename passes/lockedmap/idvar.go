package lockedmap

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/guard"
)

// followField follows a number in a composite literal to the field.
func (f *idFlow) followField(kv inspector.Cursor) {
	key, ok := kv.Node().(*ast.KeyValueExpr).Key.(*ast.Ident)
	if !ok {
		f.fail("the numbers are collected")
		return
	}
	v, ok := f.info.Uses[key].(*types.Var)
	if !ok || !v.IsField() {
		f.fail("the numbers are collected")
		return
	}
	f.followVar(v.Origin())
}

func (f *idFlow) followTo(target ast.Expr) {
	if id, ok := target.(*ast.Ident); ok && id.Name == "_" {
		return
	}
	v := f.guard.Path(target).Var()
	if v == nil || isElement(target) {
		f.fail("the numbers are collected")
		return
	}
	f.followVar(v)
}

func isElement(e ast.Expr) bool {
	switch ast.Unparen(e).(type) {
	case *ast.IndexExpr, *ast.StarExpr:
		return true
	}
	return false
}

// followVar follows a variable or field that may hold a number.
func (f *idFlow) followVar(v *types.Var) {
	if f.visited[v] || v == f.m.Counter {
		return
	}
	f.visited[v] = true
	if v.Kind() == types.ResultVar {
		f.followNamedResult(v)
	}
	for _, u := range f.guard.Uses(v) {
		switch u.Kind {
		case guard.Read:
			f.follow(u.Cursor)
		case guard.Write, guard.Literal:
		default:
			f.fail("a number is changed, or its address is taken")
		}
	}
}

// followNamedResult follows a result to the calls of its function.
func (f *idFlow) followNamedResult(v *types.Var) {
	for c := range f.src.Inspector().Root().Preorder((*ast.FuncDecl)(nil)) {
		decl := c.Node().(*ast.FuncDecl)
		fn, ok := f.info.Defs[decl.Name].(*types.Func)
		if !ok || f.visited[fn] {
			continue
		}
		for i := range fn.Signature().Results().Len() {
			if fn.Signature().Results().At(i) == v {
				f.visited[fn] = true
				f.followCalls(fn, i)
			}
		}
	}
}
