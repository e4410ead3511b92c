package globalmap

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/guard"
)

// registryPath is the module of the run-time library, and registryGo the Go
// version that it needs.
const (
	registryPath = "github.com/cgolint/cgolint/registry"
	registryGo   = "go1.24"
)

// A rebuild makes the edits that turn a locked map into a registry.Map.
type rebuild struct {
	*checker
	*guard.Rewrite
	m *lockedMap
}

// fixes returns the fix that replaces the map and its lock by a registry.Map,
// or none: it is whole or not at all.
func (c *checker) fixes(m *lockedMap) []analysis.SuggestedFix {
	if c.unsafeReason(m) != "" {
		return nil
	}
	w := &rebuild{c, c.guard.NewRewrite(), m}
	w.declare()
	rewritten := make(map[*guard.Region]bool)
	for _, r := range c.guard.RegionsOf(m.lock) {
		w.rewriteRegion(r)
		rewritten[r] = true
	}
	w.RemoveLock(m.lock, rewritten)
	edits, reason := w.Edits()
	if reason != "" {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   fmt.Sprintf("Replace %s with a registry.Map (behavior change)", m.v.Name()),
		TextEdits: edits,
	}}
}

// unsafeReason says why a map must stay as it is, or "". The reasons are
// those that the section "Fix" of the package comment lists.
func (c *checker) unsafeReason(m *lockedMap) string {
	if len(c.src.Unseen)+len(c.src.TypeErrors) > 0 || c.incomplete {
		return "part of the package is not known"
	}
	if c.guard.IsReachable(m.lock) {
		return "other packages can use the lock"
	}
	if reason := c.guard.Exposed(m.v); reason != "" {
		return reason
	}
	if m.v.IsField() {
		if reason := c.guard.UnsafeField(m.v); reason != "" {
			return reason
		}
	}
	for _, u := range c.guard.Uses(m.v) {
		file := c.src.File(u.Ident.Pos())
		switch {
		case file == nil || c.src.IsGenerated(u.Ident.Pos()):
			return "a generated file uses it"
		case !hasRegistry(c.src.GoVersion(file)):
			return "a file is for a Go version without the registry"
		case !u.Under(m.lock) && !c.isMade(u):
			return "it is used without the lock"
		}
	}
	for _, u := range c.guard.Uses(m.lock) {
		if !c.guard.IsMade(u) && !c.inRegion(u, m.lock) {
			return "the lock is used in another way"
		}
	}
	return ""
}

func hasRegistry(v string) bool { return v == "" || version.Compare(v, registryGo) >= 0 }

// inRegion reports whether a use of the lock takes or releases it in a region
// that is understood.
func (c *checker) inRegion(u *guard.Use, lock *types.Var) bool {
	return slices.ContainsFunc(c.guard.RegionsOf(lock), func(r *guard.Region) bool {
		return r.Complete && slices.ContainsFunc(append([]ast.Stmt{r.Locking, r.Unlocking}, r.Exits...), func(s ast.Stmt) bool {
			return s.Pos() <= u.Ident.Pos() && u.Ident.Pos() < s.End()
		})
	})
}

// isMade reports whether a use gives the map its first, empty value: in a
// composite literal, or by an assignment before anybody has the lock.
func (c *checker) isMade(u *guard.Use) bool {
	switch u.Kind {
	case guard.Literal:
		kv, ok := u.Cursor.Parent().Node().(*ast.KeyValueExpr)
		return ok && c.isEmptyMap(kv.Value)
	case guard.Write:
		stmt := u.Stmt.(*ast.AssignStmt)
		_, inList := u.Cursor.Parent().Parent().Node().(*ast.BlockStmt)
		return inList && c.isEmptyMap(stmt.Rhs[0])
	}
	return false
}

// isEmptyMap reports whether an expression is make(map[K]V) or map[K]V{}.
func (c *checker) isEmptyMap(e ast.Expr) bool { return mapType(e) != nil }

// mapType returns the type that an empty map is made of, or nil.
func mapType(e ast.Expr) *ast.MapType {
	var t ast.Expr
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		if id, ok := e.Fun.(*ast.Ident); ok && id.Name == "make" && len(e.Args) > 0 {
			t = e.Args[0]
		}
	case *ast.CompositeLit:
		if len(e.Elts) == 0 {
			t = e.Type
		}
	}
	m, _ := t.(*ast.MapType)
	return m
}

// declare gives the map its new type, and drops what made it.
func (w *rebuild) declare() {
	s := w.guard.SpecOf(w.m.v)
	if s == nil {
		w.Fail("its declaration is not known")
		return
	}
	switch n := s.Cursor.Parent().Node().(type) {
	case *ast.Field:
		t, ok := n.Type.(*ast.MapType)
		if !ok || len(n.Names) != 1 || n.Tag != nil {
			w.Fail("it is declared in another way")
			return
		}
		w.File(n.Pos()).Replace(t.Pos(), t.End(), w.newType(t))
	case *ast.ValueSpec:
		t, _ := n.Type.(*ast.MapType)
		if len(n.Values) == 1 {
			made := mapType(n.Values[0])
			if t == nil {
				t = made
			}
			if made == nil {
				t = nil
			}
		}
		if t == nil || len(n.Names) != 1 {
			w.Fail("it is declared in another way")
			return
		}
		w.File(n.Pos()).Replace(s.Name.End(), n.End(), " "+w.newType(t))
	default:
		w.Fail("it is declared in another way")
	}
	for _, u := range w.guard.Uses(w.m.v) {
		switch {
		case u.Under(w.m.lock):
		case u.Kind == guard.Literal:
			w.DeleteElement(u.Cursor.Parent())
		case u.Kind == guard.Write:
			w.Delete(u.Stmt)
		}
	}
}

func (w *rebuild) newType(t *ast.MapType) string {
	name := w.Import(registryPath, "cgoregistry", t.Pos())
	return fmt.Sprintf("%s.Map[%s, %s]", name, w.src.Text(t.Key), w.src.Text(t.Value))
}

// rewriteRegion makes the accesses of a region do without the lock.
func (w *rebuild) rewriteRegion(r *guard.Region) {
	if reason := w.unsafeRegion(r); reason != "" {
		w.Fail(reason)
		return
	}
	w.Delete(r.Locking)
	w.Delete(r.Unlocking)
	for _, exit := range r.Exits {
		w.Delete(exit)
	}
	var list []*access
	for _, a := range w.m.accesses {
		if slices.Contains(a.use.Regions, r) {
			list = append(list, a)
		}
	}
	switch {
	case len(list) == 1:
		w.rewriteOne(list[0])
	case len(list) == 2 && w.deletesInLoop(list[0], list[1]):
		w.rewriteOne(list[0])
		w.rewriteOne(list[1])
	case len(list) == 2 && list[0].kind == lookup && w.sameKey(list[0], list[1]):
		w.rewritePair(r, list[0], list[1])
	default:
		w.Fail("a locked region does several things with it")
	}
}

// deletesInLoop reports whether a loop over the map deletes the key that it
// is at, which a loop over a registry.Map may do as well.
func (w *rebuild) deletesInLoop(loop, del *access) bool {
	if loop.kind != all || del.kind != remove {
		return false
	}
	stmt, ok := loop.use.Cursor.Parent().Node().(*ast.RangeStmt)
	if !ok || stmt.Tok != token.DEFINE || stmt.Key == nil || !(stmt.Body.Pos() < del.key.Pos() && del.key.Pos() < stmt.Body.End()) {
		return false
	}
	key, ok := stmt.Key.(*ast.Ident)
	id, isIdent := ast.Unparen(del.key).(*ast.Ident)
	return ok && isIdent && w.info.Defs[key] != nil && w.info.Uses[id] == w.info.Defs[key]
}

// unsafeRegion says why the code of a region needs the lock, or "": it looks
// at something else that may change, or runs what may.
func (w *rebuild) unsafeRegion(r *guard.Region) string {
	if !r.Complete || r.Inherited {
		return "a locked region is not understood"
	}
	for _, u := range w.guard.Touched(r) {
		shared := u.Var.IsField() || !w.guard.IsLocal(u.Var) || u.Var.Pos() < r.Func.Pos()
		switch {
		case u.Var == w.m.v, u.Var == w.m.lock, u.Kind == guard.Base, u.Kind == guard.Locking, !shared:
		case !w.isConstant(u.Var):
			return "a locked region uses something else that may change"
		}
	}
	reason := ""
	for _, stmt := range r.Body {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt, *ast.SendStmt, *ast.SelectStmt, *ast.ForStmt:
				reason = "a locked region does more than look"
			case *ast.RangeStmt:
				if w.guard.Path(n.X).Var() != w.m.v {
					reason = "a locked region has a loop"
				}
			case *ast.StarExpr:
				if tv := w.info.Types[n]; tv.IsValue() {
					reason = "a locked region uses something else that may change"
				}
			case *ast.UnaryExpr:
				if n.Op == token.ARROW {
					reason = "a locked region waits"
				}
			case *ast.CallExpr:
				if !w.isHarmless(n) && !slices.Contains(r.Exits, w.statementOf(n)) {
					reason = "a locked region calls what may need the lock"
				}
			}
			return reason == ""
		})
	}
	return reason
}

// statementOf returns the statement that a call is, or nil.
func (w *rebuild) statementOf(call *ast.CallExpr) ast.Stmt {
	for _, r := range w.guard.RegionsOf(w.m.lock) {
		for _, exit := range r.Exits {
			if s, ok := exit.(*ast.ExprStmt); ok && s.X == call {
				return s
			}
		}
	}
	return nil
}

// isConstant reports whether nothing changes v after its declaration, nor
// the elements that it has.
func (c *checker) isConstant(v *types.Var) bool {
	switch v.Type().Underlying().(type) {
	case *types.Basic, *types.Pointer, *types.Interface: // as of errors
	default:
		return false
	}
	return !slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool {
		return u.Kind != guard.Read && u.Kind != guard.Base && u.Kind != guard.Literal
	})
}

// isHarmless reports whether a call is a conversion, a builtin function, or
// one of the standard library or of C's memory management, which do not know
// of the lock.
func (c *checker) isHarmless(call *ast.CallExpr) bool {
	if cc := c.src.Call(call); cc != nil {
		return isQuick(cc.Name) || !cc.Crosses()
	}
	if tv := c.info.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		return true
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := c.info.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg() == c.src.Types || types.IsInterface(receiverOf(fn)) {
		return false
	}
	first, _, _ := strings.Cut(fn.Pkg().Path(), "/")
	return !strings.Contains(first, ".") && fn.Pkg().Path() != "sync"
}

func receiverOf(fn *types.Func) types.Type {
	if recv := fn.Signature().Recv(); recv != nil {
		return recv.Type()
	}
	return types.Typ[types.Invalid]
}

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
