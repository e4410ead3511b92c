package mutexid

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/guard"
)

// removeLock deletes the declaration of the lock, if the rewritten regions
// were all that it was for.
func (w *rewriter) removeLock(lock *types.Var, rewritten map[*guard.Region]bool) {
	var made []*guard.Use
	for _, u := range w.guard.Uses(lock) {
		switch {
		case w.isRemovable(u):
			made = append(made, u)
		case !w.inRewritten(u, lock, rewritten):
			w.keepLock(lock)
			return
		}
	}
	s := w.specOf(lock)
	if s == nil || w.isUsedElsewhere(lock) || w.serves(lock) {
		w.keepLock(lock)
		return
	}
	parent := s.cursor
	for parent.ParentEdgeKind() == edge.SelectorExpr_Sel || parent.ParentEdgeKind() == edge.StarExpr_X {
		parent = parent.Parent() // *sync.Mutex
	}
	parent = parent.Parent()
	switch n := parent.Node().(type) {
	case *ast.Field:
		w.removeField(s, n)
	case *ast.ValueSpec:
		w.removeVar(s, parent, n)
	case *ast.AssignStmt:
		if len(n.Lhs) != 1 || !w.isNewMutex(n.Rhs[0]) {
			w.keepLock(lock)
			return
		}
		w.delete(n)
	default:
		w.keepLock(lock)
		return
	}
	for _, u := range made {
		if u.Kind == guard.Write {
			w.delete(u.Stmt)
		} else {
			w.deleteElement(u.Cursor.Parent())
		}
	}
}

// keepLock leaves the lock's declaration. A local variable that nothing uses
// does not compile.
func (w *rewriter) keepLock(lock *types.Var) {
	if w.isLocalVar(lock) && w.isCounted(lock) {
		w.fail("the lock cannot be removed")
	}
}

func (w *rewriter) inRewritten(u *guard.Use, lock *types.Var, rewritten map[*guard.Region]bool) bool {
	return slices.ContainsFunc(w.guard.RegionsOf(lock), func(r *guard.Region) bool {
		return rewritten[r] && (contains(r.Locking, u.Ident.Pos()) || contains(r.Unlocking, u.Ident.Pos()))
	})
}

// isRemovable reports whether a use makes the lock: an element of a composite
// literal, mu: new(sync.Mutex), or an assignment, mu = new(sync.Mutex).
func (c *checker) isRemovable(u *guard.Use) bool {
	switch u.Kind {
	case guard.Literal:
		kv, ok := u.Cursor.Parent().Node().(*ast.KeyValueExpr)
		return ok && c.isNewMutex(kv.Value)
	case guard.Write:
		stmt, ok := u.Stmt.(*ast.AssignStmt)
		return ok && len(stmt.Rhs) == 1 && c.isNewMutex(stmt.Rhs[0])
	}
	return false
}

// isUsedElsewhere reports whether files that are not part of the pass may
// use the lock.
func (w *rewriter) isUsedElsewhere(lock *types.Var) bool {
	if w.isLocalVar(lock) {
		return false
	}
	if lock.Exported() && !lock.Embedded() {
		return w.dir.Mentions(lock.Name()) != ""
	}
	if lock.Embedded() {
		return w.dir.Mentions("Lock") != "" || w.dir.Mentions("RLock") != ""
	}
	return w.dir.Mentions(lock.Name()) != ""
}

// serves reports whether an embedded lock may be there to make its struct a
// sync.Locker or satisfy another interface.
func (w *rewriter) serves(lock *types.Var) bool {
	if !lock.Embedded() {
		return false
	}
	for _, tv := range w.info.Types {
		if sig, ok := tv.Type.(*types.Signature); ok {
			for p := range sig.Params().Variables() {
				if hasLock(p.Type()) {
					return true
				}
			}
		} else if tv.Type != nil && hasLock(tv.Type) {
			return true
		}
	}
	return false
}

func hasLock(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range i.Methods() {
		if m.Name() == "Lock" || m.Name() == "RLock" {
			return true
		}
	}
	return false
}

func (w *rewriter) removeField(s *spec, field *ast.Field) {
	if len(field.Names) > 1 {
		w.deleteName(field.Names, s.name)
		return
	}
	w.deleted = append(w.deleted, field)
	w.file(field.Pos()).DeleteDocumented(field.Pos(), field.End(), ofLock(field.Doc, s.name.Name), field.Comment)
}

func (w *rewriter) removeVar(s *spec, cur inspector.Cursor, n *ast.ValueSpec) {
	decl := cur.Parent().Node().(*ast.GenDecl)
	f := w.file(n.Pos())
	switch {
	case len(n.Names) > 1 && len(n.Values) == 0:
		w.deleteName(n.Names, s.name)
	case len(n.Names) > 1, len(n.Values) == 1 && !w.isNewMutex(n.Values[0]):
		w.fail("the lock is declared together with others")
	case len(decl.Specs) > 1:
		w.deleted = append(w.deleted, n)
		f.DeleteDocumented(n.Pos(), n.End(), ofLock(n.Doc, s.name.Name), n.Comment)
	default:
		w.deleted = append(w.deleted, decl)
		f.DeleteDocumented(decl.Pos(), decl.End(), ofLock(decl.Doc, s.name.Name), n.Comment)
	}
}

var aboutLocks = regexp.MustCompile(`(?i)mutex|lock|guard|protect|serializ|synchroni`)

// ofLock returns the comment above a lock if it is about the lock: what
// stands above a lock and its counter may be about the counter.
func ofLock(doc *ast.CommentGroup, lock string) *ast.CommentGroup {
	if doc == nil || aboutLocks.MatchString(doc.Text()) {
		return doc
	}
	if ok, err := regexp.MatchString(`\b`+regexp.QuoteMeta(lock)+`\b`, doc.Text()); err != nil || ok {
		return doc
	}
	return nil
}

// deleteElement deletes an element of a composite literal and its comma.
func (w *rewriter) deleteElement(kv inspector.Cursor) {
	lit := kv.Parent().Node().(*ast.CompositeLit)
	i := kv.ParentEdgeIndex()
	f := w.file(kv.Node().Pos())
	w.deleted = append(w.deleted, kv.Node())
	line := func(pos token.Pos) int { return w.src.Fset.Position(pos).Line }
	switch {
	case i+1 < len(lit.Elts) && line(lit.Elts[i+1].Pos()) == line(kv.Node().Pos()):
		f.Delete(kv.Node().Pos(), lit.Elts[i+1].Pos())
	case i > 0 && line(lit.Elts[i-1].Pos()) == line(kv.Node().Pos()):
		f.Delete(lit.Elts[i-1].End(), kv.Node().End())
	case line(lit.Rbrace) != line(kv.Node().End()): // alone on its line, with a comma
		f.Delete(kv.Node().Pos(), kv.Node().End()+1)
	default:
		f.Delete(kv.Node().Pos(), kv.Node().End())
	}
}
