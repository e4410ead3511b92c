package globalmap

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/passes/guard"
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
