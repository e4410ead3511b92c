package globalmap

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"

	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

// unsafeCounter says why the numbers of a map's entries must stay what they
// are, or "".
func (c *checker) unsafeCounter(m *lockedmap.Map) string {
	if reason := c.guard.Exposed(m.Counter); reason != "" {
		return reason
	}
	if reason := notPlain(m); reason != "" {
		return reason
	}
	return c.found.NotOpaque(m)
}

// notPlain says why the numbers of a map's entries are not simply counted, or "".
func notPlain(m *lockedmap.Map) string {
	if slices.ContainsFunc(m.IDAllocs, func(d *lockedmap.IDAlloc) bool { return !d.Plain }) {
		return "the numbers start over, or those that are taken are skipped"
	}
	return ""
}

// isConstantValue reports whether an expression is constant, as the first of the
// numbers is.
func (c *checker) isConstantValue(e ast.Expr) bool { return c.info.Types[e].Value != nil }

// rewriteIDAlloc makes
//
//	next++
//	id := next
//	m[id] = v
//
// one registration, which returns the number.
func (w *rebuild) rewriteIDAlloc(a *lockedmap.Access) {
	d, insert := w.allocOf(a)
	if d == nil {
		return
	}
	w.Delete(d.Add.Stmt)
	w.registerAt(d, insert)
}

// registerAt puts the registration in the place of the insertion: into the
// statement that keeps the number, if there is one before, or else into a new
// variable, which then stands where the counter is read.
func (w *rebuild) registerAt(d *lockedmap.IDAlloc, insert *ast.AssignStmt) {
	f := w.File(insert.Pos())
	registration := w.registration(d, insert)
	var after []*guard.Use
	var kept *guard.Use
	for _, u := range d.Reads {
		switch {
		case insert.Lhs[0].Pos() <= u.Expr.Pos() && u.Expr.Pos() < insert.Lhs[0].End(): // the key
		case u.Expr.Pos() > insert.End():
			after = append(after, u)
		case kept == nil:
			kept = u
		default:
			w.Fail("the counter is read several times")
		}
	}
	if kept == nil {
		name := w.freshName(insert.Pos(), "id", "handle", "number")
		if len(after) == 0 {
			w.Fail("no variable or caller gets the number")
			return
		}
		f.Replace(insert.Pos(), insert.End(), name+" := "+registration)
		for _, u := range after {
			f.Replace(u.Expr.Pos(), u.Expr.End(), name)
		}
		return
	}
	stmt := w.keeping(d.Region, kept)
	if w.guard.Path(w.src.Unconverted(d.Insert.Key)).Var().IsField() && w.isGoneThrough() {
		w.Fail("a loop over the map could reach an entry before the entry has its number")
		return
	}
	if stmt == nil || len(after) > 0 || w.isUsedBefore(d, stmt, insert) {
		w.Fail("the number is used before the entry is inserted")
		return
	}
	text := w.src.Text(stmt)
	at := int(kept.Expr.Pos() - stmt.Pos())
	text = text[:at] + registration + text[at+len(w.src.Text(kept.Expr)):]
	w.Delete(stmt)
	f.Replace(insert.Pos(), insert.End(), strings.TrimSpace(text))
}

// registration returns the text that makes an entry and is its number, of the
// counter's type.
func (w *rebuild) registration(d *lockedmap.IDAlloc, insert *ast.AssignStmt) string {
	value := w.src.Text(insert.Rhs[0])
	t := w.typeText(w.m.Counter.Type(), insert)
	if w.to.bare {
		return fmt.Sprintf("%s(%s.NewHandle(%s))", t, strings.TrimSuffix(w.handleType(insert), ".Handle"), value)
	}
	return fmt.Sprintf("%s(%s.Register(%s))", t, w.src.Text(d.Insert.Use.Expr), value)
}

// isGoneThrough reports whether there is a loop over the map.
func (w *rebuild) isGoneThrough() bool {
	return slices.ContainsFunc(w.m.Accesses, func(a *lockedmap.Access) bool { return a.Kind == lockedmap.All })
}

// keeping returns the statement of the region that does nothing but keep the
// counter's value in a variable, be it converted, or nil.
func (w *checker) keeping(r *guard.Region, u *guard.Use) ast.Stmt {
	cur := u.Cursor
	for cur.ParentEdgeKind() == edge.ParenExpr_X || cur.ParentEdgeKind() == edge.CallExpr_Args && w.src.Unconverted(cur.Parent().Node().(ast.Expr)) == u.Expr {
		cur = cur.Parent()
	}
	var stmt ast.Stmt
	switch cur.ParentEdgeKind() {
	case edge.AssignStmt_Rhs:
		if s := cur.Parent().Node().(*ast.AssignStmt); len(s.Lhs) == 1 && (s.Tok == token.DEFINE || s.Tok == token.ASSIGN) {
			stmt = s
		}
	case edge.ValueSpec_Values:
		stmt = asStmt(cur.Parent().Parent().Parent().Node()) // of the specification's declaration
	}
	if !slices.Contains(r.Body, stmt) {
		return nil
	}
	return stmt
}

// isUsedBefore reports whether what a statement assigns is used before the
// insertion or in its value.
func (w *checker) isUsedBefore(d *lockedmap.IDAlloc, keeping ast.Stmt, insert *ast.AssignStmt) bool {
	key := w.guard.Path(w.src.Unconverted(d.Insert.Key))
	if key.Var() == nil {
		return true
	}
	for _, u := range w.guard.Uses(key.Var()) {
		pos := u.Ident.Pos()
		isKey := d.Insert.Key.Pos() <= pos && pos < d.Insert.Key.End()
		if keeping.End() <= pos && pos < insert.End() && !isKey {
			return true
		}
	}
	return false
}
