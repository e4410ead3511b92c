package globalmap

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

// rewriteLookup makes m[k] a call of the method, whose second result says
// whether there is such a key.
func (w *rebuild) rewriteLookup(a *lockedmap.Access, method string) {
	index := a.Use.Cursor.Parent()
	stmt, ok := index.Parent().Node().(*ast.AssignStmt)
	ok = ok && len(stmt.Rhs) == 1
	switch {
	case w.to.bare:
		w.rewriteValue(a, ok && len(stmt.Lhs) == 2)
	case ok && stmt.Tok != token.ASSIGN && stmt.Tok != token.DEFINE:
		w.Fail("an element is an operand of an assignment such as +=")
	case ok && w.to.untyped && !w.isAny(w.m.Elem()) && w.src.Text(stmt.Lhs[0]) != "_":
		w.assertAssigned(index.Parent(), stmt, w.lookup(a, method))
	case ok:
		f := w.File(stmt.Pos())
		f.Replace(index.Node().Pos(), index.Node().End(), w.lookup(a, method))
		if len(stmt.Lhs) == 1 {
			f.Insert(stmt.Lhs[0].End(), ", _")
		}
	default:
		w.lookupBefore(index, w.lookup(a, method))
	}
}

// lookup returns the text that looks up an access's key by the method.
func (w *rebuild) lookup(a *lockedmap.Access, method string) string {
	return fmt.Sprintf("%s.%s(%s)", w.src.Text(a.Use.Expr), method, w.keyOf(a.Key))
}

// rewriteValue makes m[k] the value of a handle, where the program would panic
// for a key that is not there already: the handle's Value does.
func (w *rebuild) rewriteValue(a *lockedmap.Access, commaOK bool) {
	if commaOK {
		w.Fail("the program tests whether a key is in the map, for which a handle's Value panics")
		return
	}
	if !w.needsElement(a.Use.Cursor.Parent()) {
		w.Fail("the program uses the zero value of a key that is not in the map, for which a handle's Value panics")
		return
	}
	n := a.Use.Cursor.Parent().Node()
	w.File(n.Pos()).Replace(n.Pos(), n.End(), w.handle(a.Key)+".Value()"+w.assertion(n))
}

// needsElement reports whether the program panics where the expression at cur
// is nil, whatever it does: it calls it, reads a field through it, or calls a
// method of the interface that it is; itself or, first of all, by the variable
// that it is assigned to.
func (w *rebuild) needsElement(cur inspector.Cursor) bool {
	parent := cur.Parent()
	switch cur.ParentEdgeKind() {
	case edge.ParenExpr_X:
		return w.needsElement(parent)
	case edge.CallExpr_Fun, edge.StarExpr_X:
		return true
	case edge.TypeAssertExpr_X:
		_, isTuple := w.info.TypeOf(parent.Node().(ast.Expr)).(*types.Tuple)
		return !isTuple
	case edge.SelectorExpr_X:
		_, isField := w.info.Uses[parent.Node().(*ast.SelectorExpr).Sel].(*types.Var)
		return isField && gotype.IsPointer(w.m.Elem()) || types.IsInterface(w.m.Elem())
	case edge.AssignStmt_Rhs:
		stmt := parent.Node().(*ast.AssignStmt)
		id, ok := stmt.Lhs[0].(*ast.Ident)
		return ok && len(stmt.Lhs) == 1 && stmt.Tok == token.DEFINE && w.needsVariable(id)
	}
	return false
}

// needsVariable reports whether the first use of a local variable is one that
// needsElement means, in the block that declares it.
func (w *rebuild) needsVariable(id *ast.Ident) bool {
	v, ok := w.info.Defs[id].(*types.Var)
	if !ok {
		return false
	}
	uses := w.guard.Uses(v)
	if len(uses) == 0 || !w.needsElement(uses[0].Cursor) {
		return false
	}
	scope := w.src.Types.Scope().Innermost(uses[0].Expr.Pos())
	return scope == v.Parent()
}

// assertion returns the text that turns an any into a value of the map, at n.
func (w *rebuild) assertion(n ast.Node) string {
	if w.isAny(w.m.Elem()) {
		return ""
	}
	return ".(" + w.typeText(w.m.Elem(), n) + ")"
}

func (w *rebuild) isAny(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.NumMethods() == 0 && types.Identical(t, types.Universe.Lookup("any").Type())
}

// typeText returns a type as code of the package at n writes it. What files
// import differs, so types of other packages stay in the map's file.
func (w *rebuild) typeText(t types.Type, n ast.Node) string {
	text := types.TypeString(t, func(pkg *types.Package) string {
		if pkg == w.src.Types {
			return ""
		}
		if w.src.File(n.Pos()) != w.src.File(w.m.Var.Pos()) {
			w.Fail("a type of another package would have to be named")
		}
		return pkg.Name()
	})
	if c := strings.ReplaceAll(text, "_Ctype_", "C."); c != text {
		if edit.Import(w.src.File(n.Pos()), "C") == nil || strings.Contains(c, "C.struct_") {
			w.Fail("a type of C would have to be named")
		}
		text = c
	}
	return text
}

// assertAssigned rewrites v, ok := m[k], or v := m[k], for a lookup that
// returns an any.
func (w *rebuild) assertAssigned(cur inspector.Cursor, stmt *ast.AssignStmt, call string) {
	f := w.File(stmt.Pos())
	v := w.src.Text(stmt.Lhs[0])
	found := w.freshName(stmt.Pos(), "found", "stored", "element")
	if test, ok := cur.Parent().Node().(*ast.IfStmt); ok && cur.ParentEdgeKind() == edge.IfStmt_Init {
		cond, isName := test.Cond.(*ast.Ident)
		if !isName || len(stmt.Lhs) != 2 || stmt.Tok != token.DEFINE || w.src.Text(stmt.Lhs[1]) != cond.Name || test.Else != nil {
			w.Fail("an element is used inside of a statement")
			return
		}
		f.Replace(stmt.Pos(), stmt.End(), fmt.Sprintf("%s, %s := %s", found, cond.Name, call))
		f.Insert(test.Body.Lbrace+1, fmt.Sprintf("\n%s := %s%s", v, found, w.assertion(stmt)))
		return
	}
	if !inList(cur) {
		w.Fail("an element is used inside of a statement")
		return
	}
	ok := "_"
	if len(stmt.Lhs) == 2 {
		ok = w.src.Text(stmt.Lhs[1])
	}
	define := ":="
	if stmt.Tok == token.ASSIGN && ok != "_" {
		f.Insert(stmt.Pos(), fmt.Sprintf("var %s any\n", found))
		define = "="
	}
	f.Replace(stmt.Pos(), stmt.End(), fmt.Sprintf("%s, %s %s %s\n%s, _ %s %s%s", found, ok, define, call, v, stmt.Tok, found, w.assertion(stmt)))
}

// inList reports whether a statement stands in a block or clause.
func inList(cur inspector.Cursor) bool {
	switch cur.ParentEdgeKind() {
	case edge.BlockStmt_List, edge.CaseClause_Body, edge.CommClause_Body:
		return true
	}
	return false
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
	fits := inList(stmt)
	switch s := stmt.Node().(type) {
	case *ast.ReturnStmt, *ast.ExprStmt, *ast.AssignStmt:
	case *ast.IfStmt:
		fits = fits && s.Init == nil
	default:
		fits = false
	}
	at := stmt.Node().Pos()
	name := w.freshName(at, "value", "found", "entry", "element")
	if !fits || name == "" {
		w.Fail("an element is used inside of a statement")
		return
	}
	text := name + ", _ := " + call + "\n"
	if w.to.untyped && !w.isAny(w.m.Elem()) {
		stored := w.freshName(at, "stored", "kept")
		text = fmt.Sprintf("%s, _ := %s\n%s, _ := %s%s\n", stored, call, name, stored, w.assertion(stmt.Node()))
	}
	f := w.File(at)
	f.Insert(at, text)
	f.Replace(index.Node().Pos(), index.Node().End(), name)
}

// freshName returns the first of some names that code at pos can declare; it
// fails when all are taken.
func (w *rebuild) freshName(pos token.Pos, names ...string) string {
	if name := w.src.FreeName(pos, names...); name != "" {
		return name
	}
	w.Fail("all names are taken")
	return "_"
}
