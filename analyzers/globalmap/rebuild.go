package globalmap

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/lockedmap"
	"github.com/cgolint/cgolint/passes/rewrite"
)

// A rebuild makes the edits that turn a locked map into a container.
type rebuild struct {
	*checker
	*rewrite.Rewrite
	m  *lockedmap.Map
	to *container

	keyNames map[*lockedmap.Access]string // of the variables that hold new numbers
}

// fixes returns the fix that replaces the map and its lock by what the flag
// -globalmap.to says, and after it the others that are possible as well; or why
// there is none. Each is whole or not at all.
func (c *checker) fixes(m *lockedmap.Map) (fixes []analysis.SuggestedFix, reason string) {
	if reason := c.unsafeReason(m); reason != "" {
		return nil, reason
	}
	fixes, reason = c.fixesTo(m, c.target)
	if reason != "" {
		return nil, reason
	}
	for _, other := range []string{"registry", "handle", "syncmap"} {
		if other != c.target {
			more, _ := c.fixesTo(m, other)
			fixes = append(fixes, more...)
		}
	}
	return fixes, ""
}

// fixesTo returns the fix for the first container of a target that can be, or
// why the first cannot.
func (c *checker) fixesTo(m *lockedmap.Map, target string) (fixes []analysis.SuggestedFix, reason string) {
	for _, to := range containersFor(target) {
		edits, why := c.rebuild(m, to)
		if why == "" {
			return []analysis.SuggestedFix{{
				Message:   fmt.Sprintf("Replace %s with %s (behavior change)", m.Var.Name(), to.name),
				TextEdits: edits,
			}}, ""
		}
		reason = cmp.Or(reason, why)
	}
	return nil, reason
}

// rebuild returns the edits that make the map a container, or the reason why
// there are none.
func (c *checker) rebuild(m *lockedmap.Map, to *container) (edits []analysis.TextEdit, reason string) {
	if reason := c.unsafeFor(m, to); reason != "" {
		return nil, reason
	}
	w := &rebuild{c, rewrite.New(c.guard, c.src), m, to, make(map[*lockedmap.Access]string)}
	w.declare()
	rewritten := make(map[*guard.Region]bool)
	for _, r := range c.guard.RegionsOf(m.Lock) {
		w.rewriteRegion(r)
		rewritten[r] = true
	}
	switch {
	case to.handles:
		w.RemoveVar(m.Counter, c.isConstantValue)
	case m.Counter != nil:
		w.declareCounter()
	}
	w.RemoveLock(m.Lock, rewritten)
	return w.Edits()
}

// unsafeFor says why a map cannot become a container, or "".
func (c *checker) unsafeFor(m *lockedmap.Map, to *container) string {
	switch {
	case c.isTooOld(m, to):
		return fmt.Sprintf("a file is for a Go version before %s, without %s", to.since[len("go"):], to.name)
	case to.handles && m.Counter == nil:
		return "the keys of the map are not numbers that its counter gives out"
	case to.handles:
		return c.unsafeCounter(m)
	case m.Counter != nil:
		return c.unsharedCounter(m)
	}
	return ""
}

// unsafeReason says why a map must stay as it is, or "". The reasons are
// those that the section "Fix" of the package comment lists.
func (c *checker) unsafeReason(m *lockedmap.Map) string {
	if len(c.src.Unread)+len(c.src.TypeErrors) > 0 || c.incomplete {
		return "part of the package is missing or has errors"
	}
	if c.guard.IsReachable(m.Lock) {
		return "other packages can use the lock"
	}
	if reason := c.guard.Exposed(m.Var); reason != "" {
		return reason
	}
	if m.Var.IsField() {
		if reason := c.guard.UnsafeField(m.Var); reason != "" {
			return reason
		}
	}
	for _, u := range c.guard.Uses(m.Var) {
		file := c.src.File(u.Ident.Pos())
		switch {
		case file == nil || c.src.IsGenerated(u.Ident.Pos()):
			return "a generated file uses it"
		case !u.Under(m.Lock) && !c.isMade(u):
			return "it is used without the lock"
		}
	}
	for _, u := range c.guard.Uses(m.Lock) {
		if !c.guard.IsMade(u) && !c.inRegion(u, m.Lock) {
			return "the lock is used in another way"
		}
	}
	return ""
}

// isTooOld reports whether a file that uses the map is for a Go version
// without the container.
func (c *checker) isTooOld(m *lockedmap.Map, to *container) bool {
	return slices.ContainsFunc(c.guard.Uses(m.Var), func(u *guard.Use) bool {
		return !c.src.HasVersion(c.src.File(u.Ident.Pos()), to.since)
	})
}

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
	for _, u := range w.guard.Uses(w.m.Var) {
		switch {
		case u.Under(w.m.Lock):
		case u.Kind == guard.Literal && !w.to.bare:
			w.DeleteElement(u.Cursor.Parent())
		case u.Kind == guard.Write:
			w.Delete(u.Stmt)
		}
	}
	if w.to.bare {
		w.RemoveVar(w.m.Var, w.isEmptyMap)
		return
	}
	s := w.guard.SpecOf(w.m.Var)
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
		w.File(n.Pos()).Replace(t.Pos(), t.End(), w.typeOf(t))
	case *ast.ValueSpec:
		t := declaredType(n)
		if t == nil || len(n.Names) != 1 {
			w.Fail("it is declared in another way")
			return
		}
		w.File(n.Pos()).Replace(s.Name.End(), n.End(), " "+w.typeOf(t))
	default:
		w.Fail("it is declared in another way")
	}
}

// declaredType returns the type of an empty map that a specification
// declares, or nil.
func declaredType(n *ast.ValueSpec) *ast.MapType {
	t, _ := n.Type.(*ast.MapType)
	if len(n.Values) == 1 {
		made := mapType(n.Values[0])
		if made == nil || t == nil {
			return made
		}
	}
	return t
}
