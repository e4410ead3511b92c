package cbatch

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A header is that of a loop whose iterations are counted, or visit the
// elements of a slice or array in order.
type header struct {
	stmt  ast.Stmt
	xs    ast.Expr // the slice, array or pointer to an array, or nil
	count ast.Expr // of the iterations, an int, where xs is nil
	index types.Object
	value types.Object // nil where the loop has no such variable
	body  []ast.Stmt
	kept  ast.Node // the part of the loop that stays in Go as it is, or nil
}

// header returns the header of a loop, if it is of one of the forms
//
//	for i, x := range xs
//	for i := range xs
//	for i := range n
//	for i := 0; i < n; i++
//
// with an xs and an n that have no effects; n may be len(xs).
func (b *Writer) header(stmt ast.Stmt) *header {
	h := &header{stmt: stmt}
	over := ast.Expr(nil)
	switch stmt := stmt.(type) {
	case *ast.RangeStmt:
		if stmt.Tok != token.DEFINE {
			return nil
		}
		h.index, h.value, h.body = b.defined(stmt.Key), b.defined(stmt.Value), stmt.Body.List
		over = stmt.X
	case *ast.ForStmt:
		over, h.index = b.counted(stmt)
		h.body = stmt.Body.List
	}
	if over == nil || b.src.Info.TypeOf(over) == nil {
		return nil
	}
	if h.xs = b.lenOf(over); h.xs == nil {
		if elemOf(b.src.Info.TypeOf(over)) != nil {
			h.xs = over
		} else {
			h.count = over
		}
	}
	if !b.isKnown(h) {
		return nil
	}
	return h
}

// isKnown reports whether the number of iterations is known before the loop.
func (b *Writer) isKnown(h *header) bool {
	if h.xs == nil {
		isInt := types.Identical(b.src.Info.TypeOf(h.count), types.Typ[types.Int])
		operand, _ := b.unconvert(h.count)
		return isInt && h.index != nil && (b.isPath(operand) || b.src.Info.Types[h.count].Value != nil)
	}
	h.xs = ast.Unparen(h.xs)
	return elemOf(b.src.Info.TypeOf(h.xs)) != nil && b.isPath(h.xs)
}

// defined returns the variable that a range clause defines, or nil.
func (b *Writer) defined(e ast.Expr) types.Object {
	if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
		return b.src.Info.Defs[id]
	}
	return nil
}

// lenOf returns x of len(x), or nil.
func (b *Writer) lenOf(e ast.Expr) ast.Expr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !b.isBuiltin(call.Fun, "len") {
		return nil
	}
	return call.Args[0]
}

func (b *Writer) isBuiltin(fun ast.Expr, name string) bool {
	builtin, ok := b.objectOf(fun).(*types.Builtin)
	return ok && builtin.Name() == name
}

// counted returns n and i of for i := 0; i < n; i++.
func (b *Writer) counted(stmt *ast.ForStmt) (n ast.Expr, index types.Object) {
	init, ok1 := stmt.Init.(*ast.AssignStmt)
	cond, ok2 := stmt.Cond.(*ast.BinaryExpr)
	post, ok3 := stmt.Post.(*ast.IncDecStmt)
	if !ok1 || !ok2 || !ok3 || init.Tok != token.DEFINE || len(init.Lhs) != 1 || len(init.Rhs) != 1 {
		return nil, nil
	}
	index = b.defined(init.Lhs[0])
	if index == nil || !types.Identical(index.Type(), types.Typ[types.Int]) || cond.Op != token.LSS || post.Tok != token.INC {
		return nil, nil
	}
	if zero, ok := init.Rhs[0].(*ast.BasicLit); !ok || zero.Value != "0" {
		return nil, nil
	}
	if b.objectOf(cond.X) != index || b.objectOf(post.X) != index {
		return nil, nil
	}
	return cond.Y, index
}

// isPath reports whether an expression is a variable, or a field of one: it
// has no effects and has the same value each time.
func (b *Writer) isPath(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		_, ok := b.objectOf(e).(*types.Var)
		return ok
	case *ast.SelectorExpr:
		if s := b.src.Info.Selections[e]; s != nil {
			return s.Kind() == types.FieldVal && b.isPath(e.X)
		}
		v, ok := b.src.Info.Uses[e.Sel].(*types.Var) // of another package
		return ok && v != nil && b.src.Ref(e) == nil
	case *ast.StarExpr:
		return b.isPath(e.X)
	}
	return false
}

// isAddressable reports whether an array that a path names can be sliced.
// What is no array is reached by a pointer.
func (b *Writer) isAddressable(e ast.Expr) bool {
	if _, isArray := b.src.Info.TypeOf(e).Underlying().(*types.Array); isArray {
		return b.src.Info.Types[e].Addressable()
	}
	return true
}

// samePath reports whether two paths name the same variable.
func (b *Writer) samePath(x, y ast.Expr) bool {
	x, y = ast.Unparen(x), ast.Unparen(y)
	switch x := x.(type) {
	case *ast.Ident:
		obj := b.objectOf(x)
		return obj != nil && obj == b.objectOf(y)
	case *ast.SelectorExpr:
		y, ok := y.(*ast.SelectorExpr)
		if !ok || b.src.Info.Uses[x.Sel] == nil || b.src.Info.Uses[x.Sel] != b.src.Info.Uses[y.Sel] {
			return false
		}
		return b.src.Info.Selections[x] == nil || b.samePath(x.X, y.X)
	case *ast.StarExpr:
		y, ok := y.(*ast.StarExpr)
		return ok && b.samePath(x.X, y.X)
	}
	return false
}

// rootOf returns the variable that a path begins with, or nil.
func (b *Writer) rootOf(e ast.Expr) types.Object {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return b.objectOf(x)
		}
	}
}

// elemOf returns the type of the elements of a slice, array or pointer to an
// array, or nil.
func elemOf(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	t = t.Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
		if _, ok := t.(*types.Slice); ok {
			return nil
		}
	}
	switch t := t.(type) {
	case *types.Slice:
		return t.Elem()
	case *types.Array:
		return t.Elem()
	}
	return nil
}

// elementOf returns the slice or array of which an expression is the element
// of an iteration, or nil.
func (x *goLoop) elementOf(e ast.Expr) ast.Expr {
	if obj := x.objectOf(e); obj != nil {
		if obj == x.value {
			return x.xs
		}
		return nil
	}
	index, ok := ast.Unparen(e).(*ast.IndexExpr)
	if !ok || !x.isIndex(index.Index) || !x.isPath(index.X) || elemOf(x.src.Info.TypeOf(index.X)) == nil ||
		x.uses(index.X, x.index) || x.uses(index.X, x.value) {
		return nil
	}
	return ast.Unparen(index.X)
}

// isIndex reports whether an expression is the index of an iteration.
func (x *goLoop) isIndex(e ast.Expr) bool {
	return x.index != nil && x.objectOf(e) == x.index
}

// uses reports whether obj is used in n.
func (b *Writer) uses(n ast.Node, obj types.Object) bool {
	return n != nil && obj != nil && b.src.Mentions(n, obj)
}
