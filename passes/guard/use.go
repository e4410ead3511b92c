package guard

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// A Use is one use of a variable or field.
type Use struct {
	Var  *types.Var
	Kind UseKind

	// Ident is the name, Expr the whole expression that denotes the
	// variable: r.next for a field. In a composite literal and for an
	// embedded lock they are what stands for it.
	Ident *ast.Ident
	Expr  ast.Expr

	// Stmt is the statement of a Write or an Add.
	Stmt ast.Stmt

	// Step is what an Add adds, when it is constant; else nil.
	Step constant.Value

	Cursor  inspector.Cursor // of Expr
	Regions []*Region        // that cover it
}

// UseKind says what a use does to the variable.
type UseKind int

// The kinds of uses.
const (
	Other   UseKind = iota // its address is taken, or it is used in another way
	Read                   // its value is read
	Write                  // it is the only thing assigned, by =
	Add                    // v++, v += x, v = v + x, and so on (see addition)
	Literal                // it is a key in a composite literal
	Locking                // it is the lock of a call, mu.Lock() or another method
	Base                   // it is the struct that has the field or lock: v in v.next, v.Lock()
)

// Uses returns the uses of a variable or field in the package, in source
// order by file. The v on the right of v = v + 1 is no use of its own.
func (p *Package) Uses(v *types.Var) []*Use { return p.uses()[v.Origin()] }

func (p *Package) findUses() map[*types.Var][]*Use {
	uses := make(map[*types.Var][]*Use)
	add := func(u *Use) {
		uses[u.Var] = append(uses[u.Var], u)
		for _, r := range u.Regions {
			p.touched[r] = append(p.touched[r], u)
		}
	}
	for c := range p.src.Inspector().Root().Preorder((*ast.Ident)(nil), (*ast.SelectorExpr)(nil)) {
		switch n := c.Node().(type) {
		case *ast.Ident:
			if v, ok := p.info.Uses[n].(*types.Var); ok {
				if u := p.newUse(c, n, v.Origin()); u != nil {
					add(u)
				}
			}
		case *ast.SelectorExpr: // of a method or field of an embedded struct
			for _, v := range p.embeddedIn(n) {
				kind := Other
				if _, _, ok := p.LockMethod(n); ok && isCalled(c) && IsLock(v.Type()) {
					kind = Locking
				}
				add(&Use{Var: v, Kind: kind, Ident: n.Sel, Expr: n, Cursor: c, Regions: p.Covering(c)})
			}
		}
	}
	return uses
}

// embeddedIn returns the embedded fields that a selector passes through
// without naming them.
func (p *Package) embeddedIn(n *ast.SelectorExpr) []*types.Var {
	sel := p.info.Selections[n]
	if sel == nil || len(sel.Index()) == 1 {
		return nil
	}
	var vars []*types.Var
	for _, step := range fields(sel, len(sel.Index())-1) {
		vars = append(vars, step.Field)
	}
	return vars
}

// newUse returns the use of v by an identifier; nil when it is counted with
// another one.
func (p *Package) newUse(c inspector.Cursor, id *ast.Ident, v *types.Var) *Use {
	u := &Use{Var: v, Ident: id}
	if c.ParentEdgeKind() == edge.KeyValueExpr_Key && v.IsField() {
		u.Kind, u.Expr, u.Cursor = Literal, id, c
		return u
	}
	if c.ParentEdgeKind() == edge.SelectorExpr_Sel {
		c = c.Parent()
	}
	for c.ParentEdgeKind() == edge.ParenExpr_X {
		c = c.Parent()
	}
	u.Expr, u.Cursor = c.Node().(ast.Expr), c
	if p.repeats(u) {
		return nil
	}
	u.Kind = p.kindOf(u)
	u.Regions = p.Covering(c)
	return u
}

// repeats reports whether the use is the v on the right of v = v + x.
func (p *Package) repeats(u *Use) bool {
	sum := u.Cursor.Parent()
	if _, ok := sum.Node().(*ast.BinaryExpr); !ok || sum.ParentEdgeKind() != edge.AssignStmt_Rhs {
		return false
	}
	a, ok := p.additionAt(sum.Parent(), sum.ParentEdgeIndex())
	return ok && a.self != nil && ast.Unparen(a.self) == ast.Unparen(u.Expr)
}

// kindOf classifies a use, and sets Stmt and Step where it has them.
func (p *Package) kindOf(u *Use) UseKind {
	parent := u.Cursor.Parent().Node()
	switch u.Cursor.ParentEdgeKind() {
	case edge.IncDecStmt_X:
		inc := parent.(*ast.IncDecStmt)
		u.Stmt, u.Step = inc, constant.MakeInt64(1)
		if inc.Tok == token.DEC {
			u.Step = constant.MakeInt64(-1)
		}
		return Add
	case edge.AssignStmt_Lhs:
		return p.assigned(u)
	case edge.UnaryExpr_X:
		if parent.(*ast.UnaryExpr).Op == token.AND {
			return Other
		}
	case edge.RangeStmt_Key, edge.RangeStmt_Value:
		return Other
	case edge.SelectorExpr_X:
		return p.selectedFrom(u, parent.(*ast.SelectorExpr))
	}
	if tv, ok := p.info.Types[u.Expr]; !ok || !tv.IsValue() {
		return Other
	}
	return Read
}

// selectedFrom classifies the u.Expr of a selector u.Expr.name.
func (p *Package) selectedFrom(u *Use, n *ast.SelectorExpr) UseKind {
	if _, _, ok := p.LockMethod(n); ok && isCalled(u.Cursor.Parent()) {
		if IsLock(u.Var.Type()) {
			return Locking
		}
		return Base
	}
	if sel := p.info.Selections[n]; sel != nil && sel.Kind() == types.FieldVal {
		return Base
	}
	return Other // a method may take the address
}

func isCalled(c inspector.Cursor) bool { return c.ParentEdgeKind() == edge.CallExpr_Fun }

// Decl returns the declaration of the function that a use is in, or nil.
func (u *Use) Decl() *ast.FuncDecl {
	for decl := range u.Cursor.Enclosing((*ast.FuncDecl)(nil)) {
		return decl.Node().(*ast.FuncDecl)
	}
	return nil
}

// Touched returns the uses that a region covers, in source order.
func (p *Package) Touched(r *Region) []*Use {
	p.uses()
	return p.touched[r]
}
