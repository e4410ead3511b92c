package globalmap

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/passes/lockedmap"
)

// unsharedCounter says why the counter cannot be an atomic one, or "".
func (c *checker) unsharedCounter(m *lockedmap.Map) string {
	if reason := c.guard.Exposed(m.Counter); reason != "" {
		return reason
	}
	if atomicType(m.Counter.Type()) == "" {
		return "there is no atomic counter of its size"
	}
	if reason := notPlain(m); reason != "" {
		return reason
	}
	for _, u := range c.guard.Uses(m.Counter) {
		allocated := slices.ContainsFunc(m.IDAllocs, func(d *lockedmap.IDAlloc) bool { return slices.Contains(u.Regions, d.Region) })
		if !allocated {
			return "the counter is used for something else"
		}
	}
	return ""
}

// atomicType returns the name of the type of package sync/atomic for a counter,
// or "".
func atomicType(t types.Type) string {
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		return ""
	}
	switch b.Kind() {
	case types.Int, types.Int64:
		return "Int64"
	case types.Uint, types.Uint64:
		return "Uint64"
	case types.Int32:
		return "Int32"
	case types.Uint32:
		return "Uint32"
	case types.Uintptr:
		return "Uintptr"
	}
	return ""
}

// declareCounter makes the counter an atomic one, which begins at 0.
func (w *rebuild) declareCounter() {
	s := w.guard.SpecOf(w.m.Counter)
	if s == nil {
		w.Fail("the declaration of the counter is not known")
		return
	}
	text := w.Import("sync/atomic", "syncatomic", s.Name.Pos()) + "." + atomicType(w.m.Counter.Type())
	switch n := s.Cursor.Parent().Node().(type) {
	case *ast.Field:
		if len(n.Names) == 1 && n.Tag == nil {
			w.File(n.Pos()).Replace(n.Type.Pos(), n.Type.End(), text)
			return
		}
	case *ast.ValueSpec:
		if len(n.Names) == 1 && len(n.Values) == 0 {
			w.File(n.Pos()).Replace(n.Type.Pos(), n.Type.End(), text)
			return
		}
	}
	w.Fail("the counter is declared in another way")
}

// countAt makes
//
//	next++
//	id := next
//
// one addition, before the insertion under the number.
func (w *rebuild) countAt(insert *lockedmap.Access) {
	d, stmt := w.allocOf(insert)
	if d == nil {
		return
	}
	w.Delete(d.Add.Stmt)
	f := w.File(stmt.Pos())
	number := w.next(d)
	if first := d.Reads[0]; len(d.Reads) == 1 && w.keeping(d.Region, first) != nil {
		f.Replace(first.Expr.Pos(), first.Expr.End(), number)
		return
	}
	first := slices.IndexFunc(d.Region.Body, func(s ast.Stmt) bool { return d.Reads[0].Expr.Pos() < s.End() })
	if first < 0 {
		w.Fail("the counter is read elsewhere")
		return
	}
	at := d.Region.Body[first].Pos()
	name := w.freshName(at, "id", "number", "n")
	for _, u := range d.Reads {
		if !(insert.Key.Pos() <= u.Expr.Pos() && u.Expr.Pos() < insert.Key.End()) {
			f.Replace(u.Expr.Pos(), u.Expr.End(), name)
		}
	}
	f.Insert(at, name+" := "+number+"\n")
	if w.guard.Path(w.src.Unconverted(insert.Key)).Var() == w.m.Counter {
		w.keyNames[insert] = strings.Replace(w.src.Text(insert.Key), w.src.Text(w.src.Unconverted(insert.Key)), name, 1)
	}
}

// next returns the text of the number that an allocation makes, in the counter's
// type.
func (w *rebuild) next(d *lockedmap.IDAlloc) string {
	text := w.src.Text(d.Add.Expr) + ".Add(1)"
	if d.Before() {
		text += " - 1"
	}
	t := w.m.Counter.Type()
	if b, ok := t.(*types.Basic); ok && b.Kind() != types.Int && b.Kind() != types.Uint {
		return text
	}
	return fmt.Sprintf("%s(%s)", w.typeText(t, d.Add.Expr), text)
}

// allocOf returns the allocation that an insertion belongs to, and its statement; or
// nil, and the rebuild fails.
func (w *rebuild) allocOf(insert *lockedmap.Access) (*lockedmap.IDAlloc, *ast.AssignStmt) {
	i := slices.IndexFunc(w.m.IDAllocs, func(d *lockedmap.IDAlloc) bool { return d.Insert == insert })
	stmt, ok := insert.Use.Cursor.Parent().Parent().Node().(*ast.AssignStmt)
	if i < 0 || !ok || len(stmt.Lhs) != 1 || stmt.Tok != token.ASSIGN {
		w.Fail("an element is changed")
		return nil, nil
	}
	if !w.isUnconditional(w.m.IDAllocs[i], stmt) {
		w.Fail("an entry is inserted under a condition")
		return nil, nil
	}
	return w.m.IDAllocs[i], stmt
}

// isUnconditional reports whether an allocation counts up and inserts each time that
// its region runs.
func (w *rebuild) isUnconditional(d *lockedmap.IDAlloc, insert ast.Stmt) bool {
	if add, ok := d.Add.Stmt.(*ast.AssignStmt); ok && len(add.Lhs) > 1 {
		return false
	}
	return slices.Contains(d.Region.Body, insert) && slices.Contains(d.Region.Body, d.Add.Stmt)
}
