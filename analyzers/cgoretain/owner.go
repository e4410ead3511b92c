package cgoretain

import (
	"bytes"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/passes/rewrite"
)

// keepings returns the calls that keep what the exchange sends.
func (w *handover) keepings() []keeping {
	var all []keeping
	for _, s := range w.e.sent {
		if s.call != nil && !cname.IsRelease(s.call.Name) {
			all = append(all, keeping{s.call, s.index, w.retentions[s.call.Args[s.index]]})
		}
	}
	for _, b := range w.all { // of structs that have been given the pointer
		call := w.src.Call(b.Call)
		arg, _ := b.Node.(ast.Expr)
		if call != nil && len(b.Through) == 0 && w.exchangeOf(b) == w.e {
			all = append(all, keeping{call, slices.Index(call.Args, arg), &b.Evidence})
		}
	}
	return all
}

// findOwner finds who has a handle until C gives it up: the value itself, or
// the receiver of the method that sends it, where something releases it.
func (w *handover) findOwner() {
	unregistered := slices.ContainsFunc(w.e.sent, func(s *sending) bool { return s.call != nil && cname.IsRelease(s.call.Name) })
	if named, ok := types.Unalias(w.e.elem).(*types.Named); ok && w.fieldOf(named) {
		steady := !slices.ContainsFunc(w.e.sent, func(s *sending) bool { return w.valueName(s) == "" })
		if steady && (unregistered || len(w.releases(named, w.keepings())) > 0) {
			w.owner = named
			return
		}
	}
	if unregistered {
		w.Fail("who has the handle that is unregistered is not known")
		return
	}
	if len(w.e.sent) != 1 {
		return
	}
	if named := w.receiverOf(w.e.sent[0].cursor); named != nil && w.fieldOf(named) && len(w.releases(named, w.keepings())) > 0 {
		w.owner = named
	}
}

// fieldOf chooses the name of a field for the handle, and reports whether the
// struct can have one.
func (w *handover) fieldOf(owner *types.Named) bool {
	for _, name := range []string{"handle", w.registry + "Handle"} {
		if obj, _, _ := types.LookupFieldOrMethod(owner, true, w.src.Types, name); obj == nil {
			w.field = name
			return w.extensible(owner)
		}
	}
	return false
}

// extensible reports whether a struct can get one more field: it is declared
// here, and made with the names of its fields.
func (x *fixer) extensible(owner *types.Named) bool {
	st := x.structOf(owner)
	if st == nil || x.src.IsGenerated(st.Pos()) || x.dir.Mentions(owner.Obj().Name()) != "" {
		return false
	}
	for c := range x.src.Inspector().Root().Preorder((*ast.CompositeLit)(nil), (*ast.CallExpr)(nil)) {
		switch n := c.Node().(type) {
		case *ast.CompositeLit:
			if len(n.Elts) == 0 || !types.Identical(x.typeOf(n), owner) {
				continue
			}
			if _, ok := n.Elts[0].(*ast.KeyValueExpr); !ok {
				return false
			}
		case *ast.CallExpr:
			if x.src.IsConversion(n) && !types.Identical(x.typeOf(n), x.typeOf(n.Args[0])) &&
				(types.Identical(x.typeOf(n), owner) || types.Identical(x.typeOf(n.Args[0]), owner)) && !types.IsInterface(x.typeOf(n)) {
				return false
			}
		}
	}
	return true
}

// structOf returns the declaration of a struct type of the package, or nil.
func (x *fixer) structOf(t *types.Named) *ast.StructType {
	if t.TypeArgs().Len() > 0 || t.TypeParams().Len() > 0 || t.Obj().Pkg() != x.src.Types {
		return nil
	}
	for c := range x.src.Inspector().Root().Preorder((*ast.TypeSpec)(nil)) {
		spec := c.Node().(*ast.TypeSpec)
		if x.src.Info.Defs[spec.Name] == t.Obj() {
			st, _ := spec.Type.(*ast.StructType)
			return st
		}
	}
	return nil
}

// addField adds a field at the end of a struct.
func (x *fixer) addField(w *rewrite.Rewrite, owner *types.Named, name string, typ func(at token.Pos) string) {
	st := x.structOf(owner)
	f := w.File(st.Pos())
	closing := st.Fields.Closing
	field := name + " " + typ(st.Pos())
	if len(st.Fields.List) == 0 {
		f.Insert(closing, field)
		return
	}
	last := st.Fields.List[len(st.Fields.List)-1].End()
	if !bytes.ContainsRune(f.Source[int(last-f.Syntax.FileStart):int(closing-f.Syntax.FileStart)], '\n') {
		f.Insert(last, "; "+field)
		return
	}
	f.Insert(closing, "\t"+field+"\n"+f.Indentation(closing))
}

// receiverOf returns the type whose pointer method has the node, or nil.
func (x *fixer) receiverOf(c inspector.Cursor) *types.Named {
	fn, _ := enclosing[*ast.FuncDecl](c)
	if fn == nil || fn.Recv == nil || len(fn.Recv.List[0].Names) == 0 || fn.Recv.List[0].Names[0].Name == "_" {
		return nil
	}
	ptr, ok := x.typeOf(fn.Recv.List[0].Type).(*types.Pointer)
	if !ok {
		return nil
	}
	named, _ := ptr.Elem().(*types.Named)
	return named
}

// valueName returns how the value that is sent is written, or "" when it has
// no name.
func (w *handover) valueName(s *sending) string {
	e := s.x
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	if !nameable(e) {
		return ""
	}
	return w.src.Text(e)
}

// ownerOf returns how the owner is written where something is sent.
func (w *handover) ownerOf(s *sending) string {
	if types.Identical(w.owner, w.e.elem) {
		return w.valueName(s)
	}
	fn, _ := enclosing[*ast.FuncDecl](s.cursor)
	return fn.Recv.List[0].Names[0].Name
}

// statement returns the statement of a list that has the node and always runs
// it, before which others can be inserted that use value; nil when there is
// none.
func (x *fixer) statement(c inspector.Cursor, value ast.Expr) ast.Stmt {
	for ; c.Node() != nil; c = c.Parent() {
		switch c.Node().(type) {
		case *ast.FuncLit, *ast.FuncDecl, *ast.LabeledStmt, *ast.ForStmt, *ast.RangeStmt, *ast.CaseClause, *ast.CommClause:
			return nil
		}
		if isConditional(c) {
			return nil
		}
		stmt, ok := c.Node().(ast.Stmt)
		if !ok {
			continue
		}
		switch c.Parent().Node().(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			if value != nil && x.declaredIn(value, stmt) {
				return nil
			}
			return stmt
		}
	}
	return nil
}

// isConditional reports whether the parent of a node may run without it.
func isConditional(c inspector.Cursor) bool {
	switch parent := c.Parent().Node().(type) {
	case *ast.BinaryExpr:
		return (parent.Op == token.LAND || parent.Op == token.LOR) && parent.Y == c.Node()
	case *ast.IfStmt:
		return parent.Else == c.Node()
	}
	return false
}

// declaredIn reports whether an expression uses a variable that a statement
// declares.
func (x *fixer) declaredIn(e ast.Expr, stmt ast.Stmt) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			obj := x.src.Info.Uses[id]
			found = found || obj != nil && stmt.Pos() <= obj.Pos() && obj.Pos() < stmt.End()
		}
		return !found
	})
	return found
}
