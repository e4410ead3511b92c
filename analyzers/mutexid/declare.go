package mutexid

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/guard"
)

// declare gives v an atomic type where it is declared. It returns the number
// that v started with, which an atomic type cannot: it starts with zero.
func (w *rewriter) declare(v *types.Var) (initial int64) {
	s := w.specOf(v)
	if s == nil {
		w.fail("its declaration is not known")
		return 0
	}
	kind := w.atomicName(s) + "." + atomicOf(v.Type()).name
	parent := s.cursor.Parent()
	switch n := parent.Node().(type) {
	case *ast.Field:
		w.declareField(s, n, kind)
	case *ast.ValueSpec:
		return w.declareVar(s, parent, n, kind)
	case *ast.AssignStmt:
		return w.declareLocal(s, parent, n, kind)
	default:
		w.fail("it is declared in another way")
	}
	return 0
}

func (w *rewriter) declareField(s *spec, field *ast.Field, kind string) {
	f := w.file(field.Pos())
	switch {
	case field.Tag != nil:
		w.fail("it has a tag")
	case len(field.Names) == 1:
		f.Replace(field.Type.Pos(), field.Type.End(), kind)
	default:
		w.deleteName(field.Names, s.name)
		f.Insert(endOf(field, field.Comment), "\n\t"+s.name.Name+" "+kind)
	}
}

func endOf(n ast.Node, comment *ast.CommentGroup) token.Pos {
	if comment != nil {
		return comment.End()
	}
	return n.End()
}

// deleteName deletes one of several names and the comma beside it. Only one
// of the names can go.
func (w *rewriter) deleteName(names []*ast.Ident, name *ast.Ident) {
	f := w.file(name.Pos())
	for _, other := range names {
		if w.split[other] {
			w.fail("it is declared together with another")
			return
		}
	}
	w.split[name] = true
	if i := slices.Index(names, name); i+1 < len(names) {
		f.Replace(name.Pos(), names[i+1].Pos(), "")
	} else {
		f.Replace(names[i-1].End(), name.End(), "")
	}
}

func (w *rewriter) declareVar(s *spec, cur inspector.Cursor, n *ast.ValueSpec, kind string) (initial int64) {
	f := w.file(n.Pos())
	if len(n.Names) == 1 {
		if len(n.Values) == 1 {
			initial = w.initial(n.Values[0])
		}
		f.Replace(s.name.End(), n.End(), " "+kind)
		return initial
	}
	if len(n.Values) > 0 {
		w.fail("it is declared and set together with others")
		return 0
	}
	w.deleteName(n.Names, s.name)
	decl := cur.Parent().Node().(*ast.GenDecl)
	keyword := "var "
	if decl.Lparen.IsValid() {
		keyword = "\t"
	}
	f.Insert(endOf(n, n.Comment), "\n"+keyword+s.name.Name+" "+kind)
	return 0
}

// declareLocal makes n := 0 a declaration.
func (w *rewriter) declareLocal(s *spec, cur inspector.Cursor, n *ast.AssignStmt, kind string) (initial int64) {
	if len(n.Lhs) != 1 || cur.ParentEdgeKind() != edge.BlockStmt_List {
		w.fail("it is declared in another way")
		return 0
	}
	w.file(n.Pos()).Replace(n.Pos(), n.End(), "var "+s.name.Name+" "+kind)
	return w.initial(n.Rhs[0])
}

// initial returns the constant that a counter starts with.
func (w *rewriter) initial(e ast.Expr) int64 {
	value := w.info.Types[e].Value
	if value == nil {
		w.fail("it starts with a number that is computed")
		return 0
	}
	n, exact := constant.Int64Val(constant.ToInt(value))
	if !exact || n < -1<<30 || n > 1<<30 {
		w.fail("it starts with a large number")
	}
	return n
}

// atomicName returns the name of package sync/atomic in the file of s, and
// imports it where it is not.
func (w *rewriter) atomicName(s *spec) string {
	f := w.file(s.name.Pos())
	if spec := edit.Import(s.file, "sync/atomic"); spec != nil {
		pkg := w.info.PkgNameOf(spec)
		if pkg == nil || !w.means(pkg.Name(), s.name.Pos(), pkg) {
			w.fail("package sync/atomic has no name there")
			return ""
		}
		return pkg.Name()
	}
	if w.lookup("atomic", s.name.Pos()) != nil || w.src.Types.Scope().Lookup("atomic") != nil {
		w.fail("the name atomic is taken")
	}
	w.imported[f] = true
	return "atomic"
}

// removeLock deletes the declaration of the lock, if the rewritten regions
// were all that it was for.
func (w *rewriter) removeLock(lock *types.Var, rewritten map[*guard.Region]bool) {
	var literals []*guard.Use
	for _, u := range w.guard.Uses(lock) {
		switch {
		case u.Kind == guard.Literal && w.isRemovable(u):
			literals = append(literals, u)
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
	for _, u := range literals {
		w.deleteElement(u)
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

// isRemovable reports whether an element of a composite literal, mu: new(sync.Mutex),
// makes a lock of its own.
func (w *rewriter) isRemovable(u *guard.Use) bool {
	kv, ok := u.Cursor.Parent().Node().(*ast.KeyValueExpr)
	return ok && w.isNewMutex(kv.Value)
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
func (w *rewriter) deleteElement(u *guard.Use) {
	kv := u.Cursor.Parent()
	lit := kv.Parent().Node().(*ast.CompositeLit)
	i := kv.ParentEdgeIndex()
	f := w.file(kv.Node().Pos())
	w.deleted = append(w.deleted, kv.Node())
	line := func(pos token.Pos) int { return w.src.Fset.Position(pos).Line }
	switch {
	case i+1 < len(lit.Elts) && line(lit.Elts[i+1].Pos()) == line(kv.Node().Pos()):
		f.Replace(kv.Node().Pos(), lit.Elts[i+1].Pos(), "")
	case i > 0 && line(lit.Elts[i-1].Pos()) == line(kv.Node().Pos()):
		f.Replace(lit.Elts[i-1].End(), kv.Node().End(), "")
	case line(lit.Rbrace) != line(kv.Node().End()): // alone on its line, with a comma
		f.Delete(kv.Node().Pos(), kv.Node().End()+1)
	default:
		f.Replace(kv.Node().Pos(), kv.Node().End(), "")
	}
}

// fixImports brings the imports of the edited files in order: sync/atomic where
// a declaration needs it, and sync where it is still used.
func (w *rewriter) fixImports() {
	for _, syntax := range w.order {
		f := w.files[syntax]
		spec := edit.Import(syntax, "sync")
		unused := spec != nil && !w.stillUsed(syntax, spec)
		switch {
		case unused && w.imported[f] && spec.Name == nil:
			f.ReplaceImport(spec, "sync/atomic")
			continue
		case unused:
			f.DeleteImport(spec)
		}
		if w.imported[f] {
			f.AddImport("sync/atomic")
		}
	}
}

// stillUsed reports whether an import is used outside of what is deleted.
func (w *rewriter) stillUsed(f *ast.File, spec *ast.ImportSpec) bool {
	pkg := w.info.PkgNameOf(spec)
	if pkg == nil || pkg.Name() == "_" || pkg.Name() == "." || strconv.Quote(pkg.Imported().Path()) != spec.Path.Value {
		return true
	}
	used := false
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || used || slices.Contains(w.deleted, n) {
			return false
		}
		if id, ok := n.(*ast.Ident); ok && w.info.Uses[id] == pkg {
			used = true
		}
		return true
	})
	return used
}
