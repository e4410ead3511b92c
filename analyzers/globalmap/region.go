package globalmap

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

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
	var list []*lockedmap.Access
	for _, a := range w.m.Accesses {
		if slices.Contains(a.Use.Regions, r) {
			list = append(list, a)
		}
	}
	switch {
	case len(list) == 1:
		w.rewriteOne(list[0])
	case len(list) == 2 && w.deletesInLoop(list[0], list[1]):
		w.rewriteOne(list[0])
		w.rewriteOne(list[1])
	case len(list) == 2 && list[0].Kind == lockedmap.Lookup && w.sameKey(list[0], list[1]):
		w.rewritePair(r, list[0], list[1])
	default:
		w.Fail("a locked region does several things with the map")
	}
}

// deletesInLoop reports whether a loop over the map deletes the key that it
// is at, which a loop over a registry.Map may do as well.
func (w *checker) deletesInLoop(loop, del *lockedmap.Access) bool {
	if loop.Kind != lockedmap.All || del.Kind != lockedmap.Remove {
		return false
	}
	stmt, ok := loop.Use.Cursor.Parent().Node().(*ast.RangeStmt)
	if !ok || stmt.Tok != token.DEFINE || stmt.Key == nil || !(stmt.Body.Pos() < del.Key.Pos() && del.Key.Pos() < stmt.Body.End()) {
		return false
	}
	key, ok := stmt.Key.(*ast.Ident)
	id, isIdent := ast.Unparen(del.Key).(*ast.Ident)
	return ok && isIdent && w.info.Defs[key] != nil && w.info.Uses[id] == w.info.Defs[key]
}

// unsafeRegion says why the code of a region needs the lock, or "": it looks
// at something else that may change, or runs what may.
func (w *rebuild) unsafeRegion(r *guard.Region) string {
	if !r.Complete || r.Inherited {
		return "a locked region does not begin and end in a way that the check understands"
	}
	for _, u := range w.guard.Touched(r) {
		shared := u.Var.IsField() || !w.guard.IsLocal(u.Var) || u.Var.Pos() < r.Func.Pos()
		switch {
		case u.Var == w.m.Var, u.Var == w.m.Lock, u.Kind == guard.Base, u.Kind == guard.Locking, !shared, w.isPartOfLocal(u, r):
		case w.m.Counter != nil && u.Var == w.m.Counter, w.isNumber(u.Var):
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
				if w.guard.Path(n.X).Var() != w.m.Var {
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

// isPartOfLocal reports whether a use is of a field of a struct that is a
// variable of the region's function.
func (c *checker) isPartOfLocal(u *guard.Use, r *guard.Region) bool {
	path := c.guard.Path(u.Expr)
	if path.Root == nil || !c.guard.IsLocal(path.Root) || path.Root.Pos() < r.Func.Pos() {
		return false
	}
	t := path.Root.Type()
	for _, step := range path.Steps {
		if _, ok := t.Underlying().(*types.Struct); !ok || step.Field == nil {
			return false
		}
		t = step.Field.Type()
	}
	return true
}

// isNumber reports whether a field holds the number that an entry got when it
// was inserted, and nothing else.
func (w *rebuild) isNumber(field *types.Var) bool {
	if !field.IsField() || len(w.m.IDAllocs) == 0 {
		return false
	}
	for _, u := range w.guard.Uses(field) {
		allocated := slices.ContainsFunc(w.m.IDAllocs, func(d *lockedmap.IDAlloc) bool {
			return slices.Contains(u.Regions, d.Region) && w.guard.Path(w.src.Unconverted(d.Insert.Key)).Var() == field
		})
		if !allocated && u.Kind != guard.Read {
			return false
		}
	}
	return true
}

// statementOf returns the statement that a call is, or nil.
func (w *rebuild) statementOf(call *ast.CallExpr) ast.Stmt {
	for _, r := range w.guard.RegionsOf(w.m.Lock) {
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
	case *types.Basic, *types.Pointer, *types.Chan, *types.Signature, *types.Interface: // as of errors
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
		return lockedmap.IsQuick(cc.Name) || !cc.Crosses()
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
