package cgorace

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/exportrace"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/rewrite"
)

// A locker makes the fix of one race: it takes the lock wherever it is
// missing, or nowhere.
type locker struct {
	*checker
	*rewrite.Rewrite
	race  *exportrace.Race
	names map[*types.Scope][]string // of variables that were added
}

// fixes returns the fix that takes the lock where it is missing, or why there
// is none.
func (c *checker) fixes(r *exportrace.Race) (fixes []analysis.SuggestedFix, reason string) {
	if len(r.Others) > 0 {
		return nil, r.Var.Name() + " is also used under another lock, or in a function that runs elsewhere"
	}
	sure, perhaps := c.races.MayDeadlock(r)
	if sure {
		return nil, "code that holds " + guard.LockName(r.Lock) + " leads there"
	}
	w := &locker{c, rewrite.New(c.guard, c.src), r, make(map[*types.Scope][]string)}
	for _, a := range r.Stray {
		w.lock(a)
	}
	edits, reason := w.Edits()
	if reason != "" {
		return nil, reason
	}
	message := fmt.Sprintf("Take %s for %s", guard.LockName(r.Lock), r.Var.Name())
	if perhaps {
		message += " (behavior change)"
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: edits}}, ""
}

// lock takes the lock for one access.
func (w *locker) lock(a *exportrace.Access) {
	at := w.statement(a.Cursor)
	lock := w.lockText(a)
	if !at.Valid() || lock == "" {
		w.Fail("the statement or the lock is not understood")
		return
	}
	take, give := ".Lock()", ".Unlock()"
	if _, isMap := w.race.Var.Type().Underlying().(*types.Map); isMap && a.Kind == exportrace.Lookup && w.isRW() {
		take, give = ".RLock()", ".RUnlock()"
	}
	stmt := at.Node().(ast.Stmt)
	switch value := a.Cursor.Parent(); {
	case a.Kind == exportrace.Lookup && value.ParentEdgeKind() == edge.AssignStmt_Rhs && w.isPure(value.Node().(ast.Expr)):
		w.lookup(value.Parent(), stmt, lock+take, lock+give)
	case a.Kind == exportrace.Lookup && value.ParentEdgeKind() != edge.SliceExpr_X:
		w.hoist(a, value, stmt, lock+take, lock+give)
	case a.Kind == exportrace.Range:
		w.hoist(a, a.Cursor, stmt, lock+take, lock+give)
	case w.isPlain(stmt, value):
		w.around(stmt, lock+take, lock+give)
	default:
		w.Fail("it is used in another way")
	}
}

func (w *locker) isRW() bool {
	t := w.race.Lock.Type()
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "RWMutex"
}

// statement returns the statement around a node that stands in a list.
func (w *locker) statement(cur inspector.Cursor) inspector.Cursor {
	for c := cur; c.Node() != nil; c = c.Parent() {
		switch c.ParentEdgeKind() {
		case edge.BlockStmt_List, edge.CaseClause_Body, edge.CommClause_Body:
			return c
		case edge.IfStmt_Else, edge.CaseClause_List, edge.FuncLit_Body, edge.FuncDecl_Body, edge.Invalid:
			return inspector.Cursor{}
		}
	}
	return inspector.Cursor{}
}

// lockText returns the lock as it is written beside the variable, or "".
func (w *locker) lockText(a *exportrace.Access) string {
	l := w.race.Lock
	if !l.IsField() {
		if w.src.Lookup(l.Name(), a.Expr.Pos()) != types.Object(l) {
			return ""
		}
		return l.Name()
	}
	sel, ok := ast.Unparen(a.Expr).(*ast.SelectorExpr)
	if !ok || !w.isPure(sel.X) || !guard.HasField(w.src.Info.TypeOf(sel.X), l) {
		return ""
	}
	return w.src.Text(sel.X) + "." + l.Name()
}

// isPure reports whether an expression only reads variables: it calls nothing.
func (w *locker) isPure(e ast.Expr) bool {
	pure := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			pure = pure && w.src.IsConversion(n)
		case *ast.FuncLit:
			pure = false
		case *ast.UnaryExpr:
			pure = pure && n.Op != token.ARROW
		}
		return pure
	})
	return pure
}

// isPlain reports whether a statement is a deletion or an assignment, of what
// is pure, and nothing else.
func (w *locker) isPlain(stmt ast.Stmt, access inspector.Cursor) bool {
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		return ok && call == access.Node() && !slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return !w.isPure(e) })
	case *ast.AssignStmt:
		return len(s.Lhs) == 1 && s.Lhs[0] == access.Node() && w.isPure(s.Lhs[0]) && w.isPure(s.Rhs[0])
	}
	return false
}

// around takes the lock for one statement.
func (w *locker) around(stmt ast.Stmt, take, give string) {
	f := w.File(stmt.Pos())
	f.Insert(stmt.Pos(), take+"\n")
	end := stmt.End()
	rest, _, _ := strings.Cut(string(f.Source[end-f.Syntax.FileStart:]), "\n")
	if strings.HasPrefix(strings.TrimSpace(rest), "//") {
		end += token.Pos(len(rest)) // the comment stays where it is
	}
	f.Insert(end, "\n"+give)
}
