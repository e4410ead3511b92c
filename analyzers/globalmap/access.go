package globalmap

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/guard"
)

// rewriteOne rewrites the only access of a region.
func (w *rebuild) rewriteOne(a *access) {
	parent := a.use.Cursor.Parent().Node()
	name := w.src.Text(a.use.Expr)
	f := w.File(a.use.Expr.Pos())
	switch a.kind {
	case lookup:
		w.rewriteLookup(a, "Load")
	case insert:
		stmt, ok := a.use.Cursor.Parent().Parent().Node().(*ast.AssignStmt)
		if !ok || len(stmt.Lhs) != 1 || stmt.Tok != token.ASSIGN {
			w.Fail("an element is changed in place")
			return
		}
		f.Replace(stmt.Pos(), stmt.Rhs[0].Pos(), fmt.Sprintf("%s.Store(%s, ", name, w.src.Text(a.key)))
		f.Insert(stmt.End(), ")")
	case remove:
		f.Replace(parent.Pos(), parent.End(), fmt.Sprintf("%s.Delete(%s)", name, w.src.Text(a.key)))
	case length:
		f.Replace(parent.Pos(), parent.End(), name+".Len()")
	case all:
		if stmt := parent.(*ast.RangeStmt); stmt.Tok == token.ASSIGN {
			w.Fail("a loop assigns to variables of others")
		}
		f.Insert(a.use.Expr.End(), ".All()")
	case swap:
		w.rewriteSwap(a, parent, name)
	default:
		w.Fail("it is used in a way that a registry.Map does not have")
	}
}

func (w *rebuild) rewriteSwap(a *access, parent ast.Node, name string) {
	if stmt, ok := parent.(*ast.AssignStmt); ok && (len(stmt.Rhs) != 1 || !w.isEmptyMap(stmt.Rhs[0])) {
		w.Fail("another map takes its place")
		return
	}
	w.File(parent.Pos()).Replace(parent.Pos(), parent.End(), name+".Clear()")
}

// rewriteLookup makes m[k] a call of the method, whose second result says
// whether there is such a key.
func (w *rebuild) rewriteLookup(a *access, method string) {
	index := a.use.Cursor.Parent()
	e := index.Node().(*ast.IndexExpr)
	f := w.File(e.Pos())
	call := fmt.Sprintf("%s.%s(%s)", w.src.Text(a.use.Expr), method, w.src.Text(a.key))
	if stmt, ok := index.Parent().Node().(*ast.AssignStmt); ok && len(stmt.Rhs) == 1 {
		f.Replace(e.Pos(), e.End(), call)
		if len(stmt.Lhs) == 1 {
			if stmt.Tok != token.ASSIGN && stmt.Tok != token.DEFINE {
				w.Fail("an element is added to something")
			}
			f.Insert(stmt.Lhs[0].End(), ", _")
		}
		return
	}
	w.lookupBefore(index, call)
}

// lookupBefore puts the call before the statement that the element is used
// in, and a variable in the element's place.
func (w *rebuild) lookupBefore(index inspector.Cursor, call string) {
	stmt := index
	for {
		if _, ok := stmt.Node().(ast.Stmt); ok {
			break
		}
		stmt = stmt.Parent()
	}
	inList := stmt.ParentEdgeKind() == edge.BlockStmt_List || stmt.ParentEdgeKind() == edge.CaseClause_Body
	switch s := stmt.Node().(type) {
	case *ast.ReturnStmt, *ast.ExprStmt, *ast.AssignStmt:
	case *ast.IfStmt:
		inList = inList && s.Init == nil
	default:
		inList = false
	}
	name := w.freshName(stmt.Node().Pos())
	if !inList || name == "" {
		w.Fail("an element is used inside of a statement")
		return
	}
	f := w.File(stmt.Node().Pos())
	f.Insert(stmt.Node().Pos(), name+", _ := "+call+"\n")
	f.Replace(index.Node().Pos(), index.Node().End(), name)
}

// freshName returns a name for a variable that means nothing at pos yet.
func (w *rebuild) freshName(pos token.Pos) string {
	scope := w.src.Types.Scope().Innermost(pos)
	if scope == nil {
		return ""
	}
	for _, name := range []string{"value", "found", "entry", "element"} {
		if w.guard.Lookup(name, pos) == nil && scope.Lookup(name) == nil {
			return name
		}
	}
	return ""
}

// sameKey reports whether two accesses are of the same key.
func (w *rebuild) sameKey(a, b *access) bool {
	if a.key == nil || b.key == nil || w.src.Text(a.key) != w.src.Text(b.key) {
		return false
	}
	id, ok := ast.Unparen(a.key).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := w.info.Uses[id].(*types.Var)
	return ok && !slices.ContainsFunc(w.guard.Uses(v), func(u *guard.Use) bool { return u.Kind != guard.Read })
}

// rewritePair rewrites a lookup and a change of the same key.
func (w *rebuild) rewritePair(r *guard.Region, first, second *access) {
	stmt, ok := first.use.Cursor.Parent().Parent().Node().(*ast.AssignStmt)
	if !ok {
		w.Fail("an element is used and changed")
		return
	}
	switch second.kind {
	case remove:
		w.rewriteTake(r, stmt, first, second)
	case insert:
		w.rewriteAdd(r, stmt, first, second)
	default:
		w.Fail("an element is used and changed")
	}
}

// rewriteTake makes v, ok := m[k]; delete(m, k) one call. The deletion may be
// under if ok.
func (w *rebuild) rewriteTake(r *guard.Region, stmt *ast.AssignStmt, first, second *access) {
	del := second.use.Cursor.Parent().Parent() // of the call: the statement
	gone := del.Node()
	if i, ok := del.Parent().Parent().Node().(*ast.IfStmt); ok && !slices.Contains(r.Body, asStmt(gone)) {
		cond, isName := i.Cond.(*ast.Ident)
		if !isName || len(stmt.Lhs) != 2 || i.Init != nil || i.Else != nil || len(i.Body.List) != 1 || w.src.Text(stmt.Lhs[1]) != cond.Name {
			w.Fail("an element is deleted under a condition")
			return
		}
		gone = i
	}
	if !slices.Contains(r.Body, ast.Stmt(stmt)) || !slices.Contains(r.Body, asStmt(gone)) || len(r.Exits) > 0 {
		w.Fail("an element is deleted under a condition")
		return
	}
	w.rewriteLookup(first, "LoadAndDelete")
	w.Delete(gone)
}

func asStmt(n ast.Node) ast.Stmt {
	s, _ := n.(ast.Stmt)
	return s
}

// rewriteAdd makes
//
//	if _, ok := m[k]; ok {
//		return …
//	}
//	m[k] = v
//
// one call.
func (w *rebuild) rewriteAdd(r *guard.Region, stmt *ast.AssignStmt, first, second *access) {
	test, ok := first.use.Cursor.Parent().Parent().Parent().Node().(*ast.IfStmt)
	add, isAssign := second.use.Cursor.Parent().Parent().Node().(*ast.AssignStmt)
	if !ok || !isAssign || test.Init != ast.Stmt(stmt) || len(stmt.Lhs) != 2 || w.src.Text(stmt.Lhs[0]) != "_" || test.Else != nil {
		w.Fail("an element is used and changed")
		return
	}
	call := fmt.Sprintf("%s.LoadOrStore(%s, %s)", w.src.Text(first.use.Expr), w.src.Text(first.key), w.src.Text(add.Rhs[0]))
	if w.isUnlessPresent(test, stmt, add) {
		w.File(test.Pos()).Replace(test.Pos(), test.End(), call)
		return
	}
	cond, isName := test.Cond.(*ast.Ident)
	i := slices.Index(r.Body, ast.Stmt(test))
	if !isName || w.src.Text(stmt.Lhs[1]) != cond.Name || !leaves(test.Body) || i < 0 || i+1 >= len(r.Body) || r.Body[i+1] != ast.Stmt(add) ||
		len(add.Lhs) != 1 || add.Tok != token.ASSIGN || !isSimple(add.Rhs[0]) {
		w.Fail("an element is used and changed")
		return
	}
	index := first.use.Cursor.Parent().Node()
	w.File(index.Pos()).Replace(index.Pos(), index.End(), call)
	w.Delete(add)
}

// isUnlessPresent reports whether a test and what is under it are
//
//	if _, ok := m[k]; !ok {
//		m[k] = v
//	}
func (w *rebuild) isUnlessPresent(test *ast.IfStmt, stmt, add *ast.AssignStmt) bool {
	not, ok := test.Cond.(*ast.UnaryExpr)
	return ok && not.Op == token.NOT && w.src.Text(not.X) == w.src.Text(stmt.Lhs[1]) &&
		len(test.Body.List) == 1 && test.Body.List[0] == ast.Stmt(add) && len(add.Lhs) == 1 && add.Tok == token.ASSIGN && isSimple(add.Rhs[0])
}

// leaves reports whether a block ends with a return statement.
func leaves(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	_, ok := b.List[len(b.List)-1].(*ast.ReturnStmt)
	return ok
}

// isSimple reports whether an expression costs and does nothing.
func isSimple(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.BasicLit:
		return true
	case *ast.SelectorExpr:
		return isSimple(e.X)
	}
	return false
}
