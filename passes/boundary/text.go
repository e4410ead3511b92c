package boundary

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// subject returns the text of an argument without its conversions.
func (b *Package) subject(f form) string {
	if u, ok := ast.Unparen(f.inner).(*ast.UnaryExpr); ok {
		if lit, ok := u.X.(*ast.CompositeLit); ok {
			return "&" + b.src.Text(lit.Type) + "{…}"
		}
	}
	text := b.src.Text(f.inner)
	if i := strings.IndexByte(text, '\n'); i >= 0 || len(text) > 60 {
		return "the argument"
	}
	return text
}

// pathOf returns how to write what h is, of an argument of this form. Into
// tells that the argument points somewhere into the memory that holds it, so
// that the path does not begin with the argument.
func (b *Package) pathOf(f form, h Held) (path string, into bool) {
	of := f.of
	if x := indexed(f.inner); x != nil && strings.HasPrefix(h.Path, "[") {
		of = x
	} else if f.kind == whole {
		of = f.inner
		if t := b.src.Info.TypeOf(of); t != nil && h.in != nil && !pointsTo(t, h.in) {
			if h.in.Name != "" {
				return h.in.Name + h.Path, true
			}
			return strings.TrimPrefix(h.Path, "."), true
		}
	}
	if u, ok := of.(*ast.UnaryExpr); ok && u.Op == token.AND {
		of = u.X
	}
	if !nameable(of) {
		return strings.TrimPrefix(h.Path, "."), false
	}
	if f.kind == whole && h.Path == "" && h.Kind == HeldPointer {
		return "*" + b.src.Text(of), false
	}
	return b.src.Text(of) + h.Path, false
}

// indexed returns a of &a[i], or nil.
func indexed(x ast.Expr) ast.Expr {
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND {
		if index, ok := u.X.(*ast.IndexExpr); ok {
			return index.X
		}
	}
	return nil
}

// pointsTo reports whether a value of type t points to m as a whole.
func pointsTo(t types.Type, m *Memory) bool {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		return m.Type != nil && types.Identical(t.Elem().Underlying(), m.Type.Underlying())
	case *types.Slice:
		return true
	}
	return !isPointer(t)
}

// nameable reports whether the expression can be written again.
func nameable(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return nameable(x.X)
	case *ast.IndexExpr:
		_, lit := x.Index.(*ast.BasicLit)
		_, id := x.Index.(*ast.Ident)
		return nameable(x.X) && (lit || id)
	case *ast.StarExpr:
		return nameable(x.X)
	case *ast.ParenExpr:
		return nameable(x.X)
	}
	return false
}

// goCalls returns the calls of the package by the position of their left
// parenthesis, which is what SSA knows of them.
func (b *Package) goCalls() map[token.Pos]*ast.CallExpr {
	if b.callOf == nil {
		b.callOf = make(map[token.Pos]*ast.CallExpr)
		for c := range b.src.Inspector().Root().Preorder((*ast.CallExpr)(nil)) {
			call := c.Node().(*ast.CallExpr)
			b.callOf[call.Lparen] = call
		}
	}
	return b.callOf
}

// nodeAt returns the statement or call that an instruction is made from.
func (b *Package) nodeAt(instr ssa.Instruction) ast.Node {
	if call, ok := instr.(ssa.CallInstruction); ok {
		if c := b.goCalls()[call.Common().Pos()]; c != nil {
			return c
		}
		return nil
	}
	pos := instr.Pos()
	if !pos.IsValid() {
		return nil
	}
	if b.stores == nil {
		b.stores = make(map[token.Pos]ast.Node)
		for c := range b.src.Inspector().Root().Preorder((*ast.AssignStmt)(nil), (*ast.KeyValueExpr)(nil), (*ast.ValueSpec)(nil)) {
			switch n := c.Node().(type) {
			case *ast.AssignStmt:
				for i, l := range n.Lhs {
					node := ast.Node(n)
					if len(n.Lhs) == len(n.Rhs) {
						node = n.Rhs[i]
					}
					b.stores[l.Pos()] = node
					b.stores[n.TokPos] = node
					if sel, ok := l.(*ast.SelectorExpr); ok {
						b.stores[sel.Sel.Pos()] = node
					}
					if index, ok := l.(*ast.IndexExpr); ok {
						b.stores[index.Lbrack] = node
					}
				}
			case *ast.KeyValueExpr:
				b.stores[n.Colon] = n.Value
			}
		}
	}
	return b.stores[pos]
}

// resultNode returns the node to blame for the result i: its type, when that
// says it all, else the expression in the return statement.
func (b *Package) resultNode(export *cgosource.Export, ret *ssa.Return, i int, h Held) ast.Node {
	if h.Kind == HeldHeader {
		n := 0
		for _, field := range export.Decl.Type.Results.List {
			n += max(1, len(field.Names))
			if i < n {
				return field.Type
			}
		}
	}
	for c := range b.src.Inspector().Root().Preorder((*ast.ReturnStmt)(nil)) {
		r := c.Node().(*ast.ReturnStmt)
		if r.Return == ret.Pos() {
			if i < len(r.Results) && len(r.Results) == export.Func.Signature().Results().Len() {
				return r.Results[i]
			}
			return r
		}
	}
	return export.Decl.Name
}
