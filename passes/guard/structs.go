package guard

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// UnsafeField says why the type of a field must not become one that cannot be
// copied, or "": its struct is copied somewhere, or its layout may matter.
func (p *Package) UnsafeField(field *types.Var) string {
	for cur := range p.src.Inspector().Root().Preorder((*ast.Field)(nil), (*ast.CompositeLit)(nil), (*ast.CallExpr)(nil), (*ast.Ident)(nil), (*ast.SelectorExpr)(nil), (*ast.StarExpr)(nil), (*ast.IndexExpr)(nil), (*ast.TypeAssertExpr)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.Field:
			if p.passesByValue(cur, field) {
				return "its struct is passed by value"
			}
		case *ast.CompositeLit:
			if t := p.info.TypeOf(n); t != nil && HasField(t, field) && len(n.Elts) > 0 && !isKeyed(n) {
				return "its struct is made by a literal without keys"
			}
		case *ast.CallExpr:
			if p.toUnsafePointer(n, field) {
				return "its struct is used through unsafe.Pointer"
			}
		}
		if e, ok := cur.Node().(ast.Expr); ok && p.copies(cur, e, field) {
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
func (p *Package) passesByValue(cur inspector.Cursor, field *types.Var) bool {
	list := cur.Parent()
	if _, ok := list.Parent().Node().(*ast.StructType); ok {
		return false
	}
	return holds(p.info.TypeOf(cur.Node().(*ast.Field).Type), field)
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

func (p *Package) toUnsafePointer(call *ast.CallExpr, field *types.Var) bool {
	if len(call.Args) != 1 || !p.info.Types[call.Fun].IsType() {
		return false
	}
	b, ok := p.info.TypeOf(call.Fun).(*types.Basic)
	if !ok || b.Kind() != types.UnsafePointer {
		return false
	}
	t := p.info.TypeOf(call.Args[0])
	if t == nil {
		return true
	}
	ptr, ok := t.Underlying().(*types.Pointer)
	return ok && holds(ptr.Elem(), field)
}

// copies reports whether the expression is a value that holds the field, used
// as a whole.
func (p *Package) copies(cur inspector.Cursor, e ast.Expr, field *types.Var) bool {
	tv, ok := p.info.Types[e]
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

// A Spec is where a variable or field is declared.
type Spec struct {
	File   *ast.File
	Cursor inspector.Cursor // of the name; for an embedded field, of its type
	Name   *ast.Ident
}

// SpecOf returns where v is declared, or nil.
func (p *Package) SpecOf(v *types.Var) *Spec {
	cur, ok := p.src.Declared(v)
	if !ok {
		return nil
	}
	name, ok := cur.Node().(*ast.Ident)
	if !ok {
		return nil
	}
	return &Spec{p.src.File(v.Pos()), cur, name}
}

// IsNewMutex reports whether an expression is the zero mutex or a pointer to
// a new one.
func (p *Package) IsNewMutex(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return len(e.Elts) == 0 && IsMutex(p.info.TypeOf(e))
	case *ast.UnaryExpr:
		return e.Op == token.AND && p.IsNewMutex(e.X)
	case *ast.CallExpr:
		id, ok := e.Fun.(*ast.Ident)
		return ok && id.Name == "new" && len(e.Args) == 1 && IsMutex(p.info.TypeOf(e.Args[0]))
	}
	return false
}

// HasField reports whether t is a struct, or a pointer to one, that has the
// field itself.
func HasField(t types.Type, field *types.Var) bool {
	return findField(t, func(f *types.Var) bool { return f.Origin() == field }) != nil
}

// findField returns the first field that is meant of a struct, or of the
// struct that a pointer leads to, or nil.
func findField(t types.Type, isMeant func(*types.Var) bool) *types.Var {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range s.Fields() {
		if isMeant(f) {
			return f
		}
	}
	return nil
}

// IsMade reports whether a use makes the lock: an element of a composite
// literal, mu: new(sync.Mutex), or an assignment, mu = new(sync.Mutex).
func (p *Package) IsMade(u *Use) bool {
	switch u.Kind {
	case Literal:
		kv, ok := u.Cursor.Parent().Node().(*ast.KeyValueExpr)
		return ok && p.IsNewMutex(kv.Value)
	case Write:
		stmt, ok := u.Stmt.(*ast.AssignStmt)
		return ok && len(stmt.Rhs) == 1 && p.IsNewMutex(stmt.Rhs[0])
	}
	return false
}
