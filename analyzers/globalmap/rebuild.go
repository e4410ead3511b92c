package globalmap

import (
	"fmt"
	"go/ast"
	"go/types"
	"go/version"
	"slices"

	"golang.org/x/tools/go/analysis"

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
