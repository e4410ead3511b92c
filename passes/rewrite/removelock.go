package rewrite

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/guard"
)

// RemoveLock deletes the declaration of the lock, if the rewritten regions
// were all that it was for.
func (w *Rewrite) RemoveLock(lock *types.Var, rewritten map[*guard.Region]bool) {
	var made []*guard.Use
	for _, u := range w.guard.Uses(lock) {
		switch {
		case w.guard.IsMade(u):
			made = append(made, u)
		case !w.inRewritten(u, lock, rewritten):
			w.keepLock(lock, rewritten)
			return
		}
	}
	s := w.guard.SpecOf(lock)
	if s == nil || w.guard.MayBeUsedElsewhere(lock) || w.serves(lock) {
		w.keepLock(lock, rewritten)
		return
	}
	parent := s.Cursor
	for parent.ParentEdgeKind() == edge.SelectorExpr_Sel || parent.ParentEdgeKind() == edge.StarExpr_X {
		parent = parent.Parent() // *sync.Mutex
	}
	parent = parent.Parent()
	switch n := parent.Node().(type) {
	case *ast.Field:
		w.removeField(s, n, ofLock(n.Doc, s.Name.Name))
	case *ast.ValueSpec:
		w.removeVar(s, parent, n, w.guard.IsNewMutex)
	case *ast.AssignStmt:
		if len(n.Lhs) != 1 || !w.guard.IsNewMutex(n.Rhs[0]) {
			w.keepLock(lock, rewritten)
			return
		}
		w.Delete(n)
	default:
		w.keepLock(lock, rewritten)
		return
	}
	for _, u := range made {
		if u.Kind == guard.Write {
			w.Delete(u.Stmt)
		} else {
			w.DeleteElement(u.Cursor.Parent())
		}
	}
}

// keepLock leaves the lock's declaration. A local variable that nothing uses
// does not compile.
func (w *Rewrite) keepLock(lock *types.Var, rewritten map[*guard.Region]bool) {
	if !w.guard.IsLocal(lock) {
		return
	}
	for _, u := range w.guard.Uses(lock) {
		if !w.inRewritten(u, lock, rewritten) {
			return
		}
	}
	w.Fail("the lock cannot be removed")
}

func (w *Rewrite) inRewritten(u *guard.Use, lock *types.Var, rewritten map[*guard.Region]bool) bool {
	return slices.ContainsFunc(w.guard.RegionsOf(lock), func(r *guard.Region) bool {
		return rewritten[r] && r.Locking != nil && (edit.Contains(r.Locking, u.Ident.Pos()) || edit.Contains(r.Unlocking, u.Ident.Pos()) ||
			slices.ContainsFunc(r.Exits, func(s ast.Stmt) bool { return edit.Contains(s, u.Ident.Pos()) }))
	})
}

// serves reports whether an embedded lock may be there to make its struct a
// sync.Locker or satisfy another interface.
func (w *Rewrite) serves(lock *types.Var) bool {
	if !lock.Embedded() {
		return false
	}
	for _, tv := range w.src.Info.Types {
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

func (w *Rewrite) removeField(s *guard.Spec, field *ast.Field, doc *ast.CommentGroup) {
	if len(field.Names) > 1 {
		w.DeleteName(field.Names, s.Name)
		return
	}
	w.deleted = append(w.deleted, field)
	w.File(field.Pos()).DeleteDocumented(field.Pos(), field.End(), doc, field.Comment)
}

// removeVar deletes a variable from its declaration, if it begins as nothing
// or as what isValue says.
func (w *Rewrite) removeVar(s *guard.Spec, cur inspector.Cursor, n *ast.ValueSpec, isValue func(ast.Expr) bool) {
	decl := cur.Parent().Node().(*ast.GenDecl)
	f := w.File(n.Pos())
	switch {
	case len(n.Names) > 1 && len(n.Values) == 0:
		w.DeleteName(n.Names, s.Name)
	case len(n.Names) > 1, len(n.Values) == 1 && !isValue(n.Values[0]):
		w.Fail("a variable is declared together with others")
	case len(decl.Specs) > 1:
		w.removed[decl] = append(w.removed[decl], s)
	default:
		w.deleted = append(w.deleted, decl)
		f.DeleteDocumented(decl.Pos(), decl.End(), ofLock(decl.Doc, s.Name.Name), n.Comment)
	}
}

// RemoveVar deletes the declaration of a variable or field and the elements of
// composite literals that give it a value, with all comments that are about it.
// It fails when isValue rejects one of these values.
func (w *Rewrite) RemoveVar(v *types.Var, isValue func(ast.Expr) bool) {
	s := w.guard.SpecOf(v)
	if s == nil {
		w.Fail("a declaration is not known")
		return
	}
	parent := s.Cursor.Parent()
	switch n := parent.Node().(type) {
	case *ast.Field:
		w.removeField(s, n, n.Doc)
	case *ast.ValueSpec:
		w.removeVar(s, parent, n, isValue)
	default:
		w.Fail("a variable is declared neither by var nor as a field")
	}
	for _, u := range w.guard.Uses(v) {
		if u.Kind != guard.Literal {
			continue
		}
		if kv, ok := u.Cursor.Parent().Node().(*ast.KeyValueExpr); !ok || !isValue(kv.Value) {
			w.Fail("a composite literal gives a variable a value that is not empty")
			return
		}
		w.DeleteElement(u.Cursor.Parent())
	}
}

// removeSpecs deletes the specifications that removeVar has found, or whole
// declarations, where none is left.
func (w *Rewrite) removeSpecs() {
	decls := slices.SortedFunc(maps.Keys(w.removed), func(a, b *ast.GenDecl) int { return int(a.Pos() - b.Pos()) })
	for _, decl := range decls {
		specs, f := w.removed[decl], w.File(decl.Pos())
		if len(specs) == len(decl.Specs) {
			w.deleted = append(w.deleted, decl)
			f.DeleteDocumented(decl.Pos(), decl.End(), decl.Doc, nil)
			continue
		}
		for _, s := range specs {
			n := s.Cursor.Parent().Node().(*ast.ValueSpec)
			w.deleted = append(w.deleted, n)
			f.DeleteDocumented(n.Pos(), n.End(), ofLock(n.Doc, s.Name.Name), n.Comment)
		}
	}
}

var aboutLocks = lazyregexp.New(`(?i)mutex|lock|guard|protect|serializ|synchroni`)

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

// DeleteElement deletes an element of a composite literal and its comma.
func (w *Rewrite) DeleteElement(kv inspector.Cursor) {
	lit := kv.Parent().Node().(*ast.CompositeLit)
	i := kv.ParentEdgeIndex()
	f := w.File(kv.Node().Pos())
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
