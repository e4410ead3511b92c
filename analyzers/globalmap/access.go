package globalmap

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

// rewriteOne rewrites the only access of a region.
func (w *rebuild) rewriteOne(a *lockedmap.Access) {
	parent := a.Use.Cursor.Parent().Node()
	name := w.src.Text(a.Use.Expr)
	f := w.File(a.Use.Expr.Pos())
	switch a.Kind {
	case lockedmap.Lookup:
		w.rewriteLookup(a, w.to.load)
	case lockedmap.Insert:
		if w.to.handles {
			w.rewriteIDAlloc(a)
			return
		}
		if w.m.Counter != nil {
			w.countAt(a)
		}
		stmt, ok := a.Use.Cursor.Parent().Parent().Node().(*ast.AssignStmt)
		if !ok || len(stmt.Lhs) != 1 || stmt.Tok != token.ASSIGN {
			w.Fail("an element is changed in place")
			return
		}
		f.Replace(stmt.Pos(), stmt.Rhs[0].Pos(), fmt.Sprintf("%s.%s(%s, ", name, w.to.store, cmp.Or(w.keyNames[a], w.src.Text(a.Key))))
		f.Insert(stmt.End(), ")")
	case lockedmap.Remove:
		if w.to.bare {
			w.Fail("the program may delete a key that is not in the map, for which a handle's Delete panics")
		}
		f.Replace(parent.Pos(), parent.End(), w.removal(name, a.Key))
	case lockedmap.Length:
		if w.to.length == "" {
			w.Fail("its length is not known")
		}
		f.Replace(parent.Pos(), parent.End(), fmt.Sprintf("%s.%s()", name, w.to.length))
	case lockedmap.All:
		w.rewriteLoop(a, parent.(*ast.RangeStmt))
	case lockedmap.Swap:
		w.rewriteSwap(parent, name)
	default:
		w.Fail("it is used in another way")
	}
}

func (w *rebuild) rewriteSwap(parent ast.Node, name string) {
	if stmt, ok := parent.(*ast.AssignStmt); ok && (len(stmt.Rhs) != 1 || !w.isEmptyMap(stmt.Rhs[0])) {
		w.Fail("another map is assigned to the variable")
		return
	}
	text := fmt.Sprintf("%s.%s()", name, w.to.clear)
	switch {
	case w.to.bare:
		w.Fail("all entries are deleted at once, which cannot be done with handles")
	case w.to.clear == "":
		h := w.freshName(parent.Pos(), "h", "handle", "each")
		text = fmt.Sprintf("for %s := range %s.All() {\n%s.Delete(%s)\n}", h, name, name, h)
	}
	w.File(parent.Pos()).Replace(parent.Pos(), parent.End(), text)
}

// removal returns the text that deletes a key.
func (w *rebuild) removal(name string, key ast.Expr) string {
	if w.to.bare {
		return w.handle(key) + ".Delete()"
	}
	return fmt.Sprintf("%s.Delete(%s)", name, w.keyOf(key))
}

// sameKey reports whether two accesses are of the same key: of a variable
// that nothing changes, or a field of one, be it converted.
func (w *rebuild) sameKey(a, b *lockedmap.Access) bool {
	if a.Key == nil || b.Key == nil || w.src.Text(a.Key) != w.src.Text(b.Key) {
		return false
	}
	path := w.guard.Path(w.src.Unconverted(a.Key))
	if path.Root == nil || slices.ContainsFunc(w.guard.Uses(path.Root), func(u *guard.Use) bool {
		return u.Kind != guard.Read && u.Kind != guard.Base
	}) {
		return false
	}
	return !slices.ContainsFunc(path.Steps, func(s guard.Step) bool { return s.Field == nil || !w.isConstant(s.Field) && !w.isNumber(s.Field) })
}

// rewritePair rewrites a lookup and a change of the same key.
func (w *rebuild) rewritePair(r *guard.Region, first, second *lockedmap.Access) {
	stmt, ok := first.Use.Cursor.Parent().Parent().Node().(*ast.AssignStmt)
	if !ok {
		w.Fail("one statement uses an element and changes it")
		return
	}
	switch second.Kind {
	case lockedmap.Remove:
		w.rewriteTake(r, stmt, first, second)
	case lockedmap.Insert:
		w.rewriteAdd(r, stmt, first, second)
	default:
		w.Fail("one statement uses an element and changes it")
	}
}

// rewriteTake makes v, ok := m[k]; delete(m, k) one call. The deletion may be
// under if ok.
func (w *rebuild) rewriteTake(r *guard.Region, stmt *ast.AssignStmt, first, second *lockedmap.Access) {
	del := second.Use.Cursor.Parent().Parent() // of the call: the statement
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
	if w.to.bare {
		w.rewriteLookup(first, w.to.load)
		call := second.Use.Cursor.Parent().Node()
		w.File(call.Pos()).Replace(call.Pos(), call.End(), w.removal("", second.Key))
		return
	}
	w.rewriteLookup(first, w.to.take)
	w.Delete(gone)
}

func asStmt(n ast.Node) ast.Stmt {
	s, _ := n.(ast.Stmt)
	return s
}

// rewriteAdd makes one call of
//
//	if _, ok := m[k]; ok {
//		return …
//	}
//	m[k] = v
//
// The lookup may be a statement before the if, and a panic do for the return.
func (w *rebuild) rewriteAdd(r *guard.Region, stmt *ast.AssignStmt, first, second *lockedmap.Access) {
	add, ok := second.Use.Cursor.Parent().Parent().Node().(*ast.AssignStmt)
	if !ok || len(add.Lhs) != 1 || add.Tok != token.ASSIGN || !w.isSimple(add.Rhs[0]) || len(stmt.Lhs) != 2 || w.to.handles {
		w.Fail("one statement uses an element and changes it")
		return
	}
	test, isIf := first.Use.Cursor.Parent().Parent().Parent().Node().(*ast.IfStmt)
	next := ast.Stmt(test)
	if isIf = isIf && test.Init == ast.Stmt(stmt); !isIf {
		test = w.testAfter(r, stmt)
		next = stmt
	}
	if test == nil || test.Else != nil || w.to.untyped && w.src.Text(stmt.Lhs[0]) != "_" {
		w.Fail("one statement uses an element and changes it")
		return
	}
	call := fmt.Sprintf("%s.%s(%s, %s)", w.src.Text(first.Use.Expr), w.to.add, w.src.Text(first.Key), w.src.Text(add.Rhs[0]))
	if isIf && w.src.Text(stmt.Lhs[0]) == "_" && w.isUnlessPresent(test, stmt, add) {
		w.File(test.Pos()).Replace(test.Pos(), test.End(), call)
		return
	}
	cond, isName := test.Cond.(*ast.Ident)
	i := slices.Index(r.Body, ast.Stmt(test))
	if !isName || w.src.Text(stmt.Lhs[1]) != cond.Name || !leaves(test.Body) || !slices.Contains(r.Body, next) || i+1 >= len(r.Body) || r.Body[i+1] != ast.Stmt(add) {
		w.Fail("one statement uses an element and changes it")
		return
	}
	index := first.Use.Cursor.Parent().Node()
	w.File(index.Pos()).Replace(index.Pos(), index.End(), call)
	w.Delete(add)
}

// testAfter returns the if statement right after a statement of the region, or
// nil.
func (w *rebuild) testAfter(r *guard.Region, stmt ast.Stmt) *ast.IfStmt {
	i := slices.Index(r.Body, stmt)
	if i < 0 || i+1 >= len(r.Body) {
		return nil
	}
	test, ok := r.Body[i+1].(*ast.IfStmt)
	if !ok || test.Init != nil {
		return nil
	}
	return test
}

// isUnlessPresent reports whether a test and what is under it are
//
//	if _, ok := m[k]; !ok {
//		m[k] = v
//	}
func (w *checker) isUnlessPresent(test *ast.IfStmt, stmt, add *ast.AssignStmt) bool {
	not, ok := test.Cond.(*ast.UnaryExpr)
	return ok && not.Op == token.NOT && w.src.Text(not.X) == w.src.Text(stmt.Lhs[1]) &&
		len(test.Body.List) == 1 && test.Body.List[0] == ast.Stmt(add)
}

// leaves reports whether a block ends with a return statement or a panic.
func leaves(b *ast.BlockStmt) bool {
	exit := flow.Exit(b.List)
	_, isBranch := exit.(*ast.BranchStmt)
	return exit != nil && !isBranch
}

// isSimple reports whether an expression does nothing, and costs next to
// nothing.
func (w *checker) isSimple(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.BasicLit:
		return true
	case *ast.SelectorExpr:
		return w.isSimple(e.X)
	case *ast.KeyValueExpr:
		return w.isSimple(e.Value)
	case *ast.CompositeLit:
		_, isStruct := w.info.TypeOf(e).Underlying().(*types.Struct)
		return isStruct && !slices.ContainsFunc(e.Elts, func(e ast.Expr) bool { return !w.isSimple(e) })
	}
	return false
}
