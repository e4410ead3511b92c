package mutexid

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/guard"
)

// unsafeStruct says why the type of a field must not change, or "": atomic
// types must not be copied, and the struct's layout may matter.
func (c *checker) unsafeStruct(field *types.Var) string {
	for cur := range c.src.Inspector().Root().Preorder((*ast.Field)(nil), (*ast.CompositeLit)(nil), (*ast.CallExpr)(nil), (*ast.Ident)(nil), (*ast.SelectorExpr)(nil), (*ast.StarExpr)(nil), (*ast.IndexExpr)(nil), (*ast.TypeAssertExpr)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.Field:
			if c.passesByValue(cur, field) {
				return "its struct is passed by value"
			}
		case *ast.CompositeLit:
			if t := c.info.TypeOf(n); t != nil && hasField(t, field) && len(n.Elts) > 0 && !isKeyed(n) {
				return "its struct is made by a literal without keys"
			}
		case *ast.CallExpr:
			if c.toUnsafePointer(n, field) {
				return "its struct is used through unsafe.Pointer"
			}
		}
		if e, ok := cur.Node().(ast.Expr); ok && c.copies(cur, e, field) {
			return "its struct is copied"
		}
	}
	return ""
}

func isKeyed(lit *ast.CompositeLit) bool {
	_, ok := lit.Elts[0].(*ast.KeyValueExpr)
	return ok
}

// passesByValue reports whether cur is a receiver, parameter or result that
// holds the field.
func (c *checker) passesByValue(cur inspector.Cursor, field *types.Var) bool {
	list := cur.Parent()
	if _, ok := list.Parent().Node().(*ast.StructType); ok {
		return false
	}
	return holds(c.info.TypeOf(cur.Node().(*ast.Field).Type), field)
}

// holds reports whether a value of type t has the field in it.
func holds(t types.Type, field *types.Var) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Array:
		return holds(u.Elem(), field)
	case *types.Struct:
		for f := range u.Fields() {
			if f.Origin() == field || holds(f.Type(), field) {
				return true
			}
		}
	}
	return false
}

func (c *checker) toUnsafePointer(call *ast.CallExpr, field *types.Var) bool {
	if len(call.Args) != 1 || !c.info.Types[call.Fun].IsType() {
		return false
	}
	b, ok := c.info.TypeOf(call.Fun).(*types.Basic)
	if !ok || b.Kind() != types.UnsafePointer {
		return false
	}
	t := c.info.TypeOf(call.Args[0])
	if t == nil {
		return true
	}
	ptr, ok := t.Underlying().(*types.Pointer)
	return ok && holds(ptr.Elem(), field)
}

// copies reports whether the expression is a value that holds the field, used
// as a whole.
func (c *checker) copies(cur inspector.Cursor, e ast.Expr, field *types.Var) bool {
	tv, ok := c.info.Types[e]
	if !ok || !tv.IsValue() || !holds(tv.Type, field) {
		return false
	}
	if _, isLit := e.(*ast.CompositeLit); isLit {
		return false
	}
	parent := cur.Parent().Node()
	switch cur.ParentEdgeKind() {
	case edge.SelectorExpr_X, edge.SelectorExpr_Sel, edge.ParenExpr_X, edge.IndexExpr_X, edge.KeyValueExpr_Key:
		return false
	case edge.UnaryExpr_X:
		return parent.(*ast.UnaryExpr).Op != token.AND
	case edge.AssignStmt_Lhs:
		return parent.(*ast.AssignStmt).Tok != token.DEFINE
	case edge.ValueSpec_Names, edge.Field_Names:
		return false
	case edge.RangeStmt_X:
		return parent.(*ast.RangeStmt).Value != nil
	}
	return true
}

// spec is where a variable or field is declared.
type spec struct {
	file   *ast.File
	cursor inspector.Cursor // of the name; for an embedded field, of its type
	name   *ast.Ident
}

// specOf returns where v is declared, or nil.
func (c *checker) specOf(v *types.Var) *spec {
	file := c.src.File(v.Pos())
	if file == nil {
		return nil
	}
	fileCursor, ok := c.src.Inspector().Root().FindNode(file)
	if !ok {
		return nil
	}
	cur, ok := fileCursor.FindByPos(v.Pos(), v.Pos()+token.Pos(len(v.Name())))
	if !ok {
		return nil
	}
	name, ok := cur.Node().(*ast.Ident)
	if !ok {
		return nil
	}
	return &spec{file, cur, name}
}

// isNewMutex reports whether an expression is the zero mutex or a pointer to
// a new one.
func (c *checker) isNewMutex(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return len(e.Elts) == 0 && guard.IsMutex(c.info.TypeOf(e))
	case *ast.UnaryExpr:
		return e.Op == token.AND && c.isNewMutex(e.X)
	case *ast.CallExpr:
		id, ok := e.Fun.(*ast.Ident)
		return ok && id.Name == "new" && len(e.Args) == 1 && guard.IsMutex(c.info.TypeOf(e.Args[0]))
	}
	return false
}
