package cgorace

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/exportrace"
)

// lookup takes the lock for v, ok := m[k], which may be the first part of an
// if statement.
func (w *locker) lookup(assign inspector.Cursor, stmt ast.Stmt, take, give string) {
	if assign.Node() == ast.Node(stmt) {
		w.around(stmt, take, give)
		return
	}
	s := assign.Node().(*ast.AssignStmt)
	test, ok := stmt.(*ast.IfStmt)
	if !ok || test.Init != ast.Stmt(s) || len(s.Rhs) != 1 || !w.areFree(s, stmt) || jumpedOver(assign, stmt) {
		w.Fail("the lookup is part of another statement")
		return
	}
	f := w.File(stmt.Pos())
	f.Replace(stmt.Pos(), test.Cond.Pos(), fmt.Sprintf("%s\n%s\n%s\nif ", take, w.src.Text(s), give))
}

// areFree reports whether the names that an assignment declares can be
// declared before a statement.
func (w *locker) areFree(s *ast.AssignStmt, stmt ast.Stmt) bool {
	for _, e := range s.Lhs {
		id, ok := e.(*ast.Ident)
		if !ok || s.Tok == token.DEFINE && id.Name != "_" && !w.isFree(id.Name, stmt) {
			return false
		}
	}
	return true
}

// isFree reports whether a name means nothing in the block of a statement.
func (w *locker) isFree(name string, stmt ast.Stmt) bool {
	scope := w.src.Types.Scope().Innermost(stmt.Pos())
	if scope == nil || scope.Lookup(name) != nil || w.src.Lookup(name, stmt.Pos()) != nil || slices.Contains(w.names[scope], name) {
		return false
	}
	w.names[scope] = append(w.names[scope], name)
	return true
}

// hoist takes the value out of a statement into a variable, under the lock.
func (w *locker) hoist(a *exportrace.Access, value inspector.Cursor, stmt ast.Stmt, take, give string) {
	e := value.Node().(ast.Expr)
	if !w.isPure(e) || !w.comesFirst(value, stmt) || !w.canBeCopied(a) || jumpedOver(value, stmt) {
		w.Fail("the value cannot be had before the statement")
		return
	}
	name := w.nameFor(e, stmt)
	if name == "" {
		w.Fail("no name is free")
		return
	}
	f := w.File(stmt.Pos())
	f.Insert(stmt.Pos(), fmt.Sprintf("%s\n%s := %s\n%s\n", take, name, w.src.Text(e), give))
	f.Replace(e.Pos(), e.End(), name)
}

// jumpedOver reports whether a goto jumps over a statement that a node is in, so
// that no variable can be declared before it.
func jumpedOver(node inspector.Cursor, stmt ast.Stmt) bool {
	for f := range node.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch f := f.Node().(type) {
		case *ast.FuncDecl:
			return flow.JumpsOver(f.Body, stmt.Pos())
		case *ast.FuncLit:
			return flow.JumpsOver(f.Body, stmt.Pos())
		}
	}
	return false
}

// canBeCopied reports whether a copy of what is read stays as it is: of a
// slice, when its elements are never set.
func (w *locker) canBeCopied(a *exportrace.Access) bool {
	if a.Kind != exportrace.Range {
		_, isMap := w.race.Var.Type().Underlying().(*types.Map)
		return isMap
	}
	_, isSlice := w.race.Var.Type().Underlying().(*types.Slice)
	return isSlice && !slices.ContainsFunc(w.race.Writes, func(a *exportrace.Access) bool { return a.Kind != exportrace.Set })
}

// comesFirst reports whether a value may as well be read before the statement
// that it is in: each time that the statement runs, and nothing runs before.
func (w *locker) comesFirst(value inspector.Cursor, stmt ast.Stmt) bool {
	switch s := stmt.(type) {
	case *ast.ExprStmt, *ast.ReturnStmt, *ast.AssignStmt:
	case *ast.IfStmt:
		if s.Init != nil || value.Node().Pos() >= s.Body.Pos() {
			return false
		}
	case *ast.RangeStmt:
		return s.X == value.Node()
	default:
		return false
	}
	first := true
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			first = first && (n.End() > value.Node().Pos() || w.src.IsConversion(n))
		case *ast.BinaryExpr:
			inY := n.Y.Pos() <= value.Node().Pos() && value.Node().End() <= n.Y.End()
			first = first && !(inY && (n.Op == token.LAND || n.Op == token.LOR))
		case *ast.FuncLit:
			first = first && !(n.Pos() <= value.Node().Pos() && value.Node().End() <= n.End())
		}
		return first
	})
	return first && !w.isCommaOK(value)
}

// isCommaOK reports whether a lookup gives two values.
func (w *locker) isCommaOK(value inspector.Cursor) bool {
	tv := w.src.Info.Types[value.Node().(ast.Expr)]
	_, two := tv.Type.(*types.Tuple)
	return two
}

// nameFor returns a name for the value of an expression.
func (w *locker) nameFor(e ast.Expr, stmt ast.Stmt) string {
	t := w.src.Info.TypeOf(e)
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	names := []string{"entry", "found", "element"}
	if named, ok := types.Unalias(t).(*types.Named); ok && !strings.HasPrefix(named.Obj().Name(), "_") {
		name := named.Obj().Name()
		if lower := strings.ToLower(name[:1]) + name[1:]; !token.IsKeyword(lower) {
			names = append([]string{lower}, names...)
		}
	}
	for _, name := range names {
		if w.isFree(name, stmt) {
			return name
		}
	}
	return ""
}
