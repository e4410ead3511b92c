package mutexid

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/rewrite"
)

// A rewriter makes the edits of one fix.
type rewriter struct {
	*checker
	*rewrite.Rewrite
}

// rewrite returns the edits that make the counters, which share a lock,
// atomic; or the reason why that cannot be done.
func (c *checker) rewrite(group []*counter) ([]analysis.TextEdit, string) {
	w := &rewriter{c, rewrite.New(c.guard, c.src)}
	lock := group[0].lock()
	rewritten := make(map[*guard.Region]bool)
	for _, n := range group {
		initial := w.declare(n.v)
		for _, u := range c.guard.Uses(n.v) {
			r := u.RegionOf(lock)
			switch {
			case n.isUnguarded(u): // goes with the region beside it
			case u.Kind == guard.Literal:
				w.DeleteElement(u.Cursor.Parent())
			case r == nil:
				w.replaceUse(u, initial)
			case !rewritten[r]:
				rewritten[r] = true
				w.replaceRegion(r, n.v, initial)
			}
		}
	}
	w.RemoveLock(lock, rewritten)
	return w.Edits()
}

// replaceUse rewrites a use outside of every locked region.
func (w *rewriter) replaceUse(u *guard.Use, initial int64) {
	if initial != 0 {
		w.Fail("it does not start at zero")
		return
	}
	switch u.Kind {
	case guard.Read:
		w.replaceRead(u, "Load()", 0)
	case guard.Write:
		w.replaceWrite(u)
	case guard.Add:
		w.replaceAdd(u)
	}
}

// replaceRegion rewrites a locked region that only counts.
func (w *rewriter) replaceRegion(r *guard.Region, v *types.Var, initial int64) {
	s, reason := w.shapeOf(r, v)
	if reason != "" {
		w.Fail(reason)
		return
	}
	w.Delete(r.Locking)
	w.Delete(r.Unlocking)
	if initial != 0 && (s.add == nil || len(s.reads) == 0) {
		w.Fail("it does not start at zero")
		return
	}
	switch {
	case s.write != nil:
		w.replaceWrite(s.write)
	case s.add != nil && len(s.reads) == 0:
		w.replaceAdd(s.add)
	case s.add != nil:
		w.Delete(s.add.Stmt)
		step, _ := constant.Int64Val(s.add.Step)
		offset := initial
		if s.before {
			offset -= step
		}
		w.replaceReads(s, fmt.Sprintf("Add(%d)", step), offset)
	case len(s.reads) > 0:
		w.replaceReads(s, "Load()", 0)
	}
}

// replaceReads makes the first read a call, and the others its result.
func (w *rewriter) replaceReads(s *shape, call string, offset int64) {
	w.replaceRead(s.reads[0], call, offset)
	for _, u := range s.reads[1:] {
		w.File(u.Expr.Pos()).Replace(u.Expr.Pos(), u.Expr.End(), s.copy.Name)
	}
}

// replaceRead makes a read of n the value n.call + offset, in the type of n.
func (w *rewriter) replaceRead(u *guard.Use, call string, offset int64) {
	text := w.src.Text(u.Expr) + "." + call
	replaced := u.Cursor
	if sum, ok := u.Cursor.Parent().Node().(*ast.BinaryExpr); ok && offset != 0 && sum.Op == token.ADD && sum.X == u.Expr {
		if added, exact := constant.Int64Val(constant.ToInt(w.valueOf(sum.Y))); exact { // n - 1 + 1
			offset += added
			replaced = u.Cursor.Parent()
		}
	}
	switch {
	case offset > 0:
		text = fmt.Sprintf("%s + %d", text, offset)
	case offset < 0:
		text = fmt.Sprintf("%s - %d", text, -offset)
	}
	if t := u.Var.Type(); !types.Identical(t, atomicOf(t).elem) {
		text = w.typeName(t, u.Expr.Pos()) + "(" + text + ")"
	} else if offset != 0 && !standsAlone(replaced) {
		text = "(" + text + ")"
	}
	e := replaced.Node()
	w.File(e.Pos()).Replace(e.Pos(), e.End(), text)
}

// valueOf returns the value of a constant expression; unknown for others.
func (w *rewriter) valueOf(e ast.Expr) constant.Value {
	if v := w.info.Types[e].Value; v != nil {
		return v
	}
	return constant.MakeUnknown()
}

// standsAlone reports whether the expression at cur can become a sum without
// parentheses.
func standsAlone(cur inspector.Cursor) bool {
	switch cur.ParentEdgeKind() {
	case edge.BinaryExpr_X, edge.BinaryExpr_Y, edge.UnaryExpr_X, edge.SelectorExpr_X, edge.StarExpr_X, edge.TypeAssertExpr_X:
		return false
	}
	return true
}

// replaceWrite makes n = x a call of Store.
func (w *rewriter) replaceWrite(u *guard.Use) {
	stmt, ok := u.Stmt.(*ast.AssignStmt)
	if !ok {
		w.Fail("it is set in another way")
		return
	}
	value := stmt.Rhs[0]
	elem := atomicOf(u.Var.Type()).elem
	f := w.File(stmt.Pos())
	open, end := ".Store(", ")"
	if tv := w.info.Types[value]; tv.Type == nil || !types.Identical(tv.Type, elem) && tv.Value == nil {
		open, end = ".Store("+elem.Name()+"(", "))"
	} else if tv.Value != nil && !isUntyped(value) && !types.Identical(tv.Type, elem) {
		open, end = ".Store("+elem.Name()+"(", "))"
	}
	f.Replace(u.Expr.End(), value.Pos(), open)
	f.Insert(value.End(), end)
}

// isUntyped reports whether a constant expression is a literal, whose type
// follows from where it stands. The types of others are those of the counter.
func isUntyped(e ast.Expr) bool {
	_, ok := ast.Unparen(e).(*ast.BasicLit)
	return ok
}

// replaceAdd makes n++ a call of Add.
func (w *rewriter) replaceAdd(u *guard.Use) {
	w.File(u.Stmt.Pos()).Replace(u.Stmt.Pos(), u.Stmt.End(), fmt.Sprintf("%s.Add(%s)", w.src.Text(u.Expr), u.Step.ExactString()))
}

// typeName returns the name of a type as it can be written at pos.
func (w *rewriter) typeName(t types.Type, pos token.Pos) string {
	name, ok := w.nameAt(t, pos)
	if !ok {
		w.Fail("its type cannot be named")
	}
	return name
}

func (w *rewriter) nameAt(t types.Type, pos token.Pos) (string, bool) {
	var obj types.Object
	switch t := t.(type) {
	case *types.Basic:
		obj = types.Universe.Lookup(t.Name())
	case *types.Named:
		obj = t.Obj()
		if t.TypeArgs().Len() > 0 {
			return "", false
		}
	case *types.Alias:
		obj = t.Obj()
	}
	if obj == nil {
		return "", false
	}
	file := w.src.File(pos)
	if name, _, isC := cgosource.CName(obj); isC {
		return "C." + name, obj.Pkg() == w.src.Types && edit.Import(file, "C") != nil
	}
	if obj.Pkg() == nil || obj.Pkg() == w.src.Types {
		return obj.Name(), w.means(obj.Name(), pos, obj)
	}
	spec := edit.Import(file, obj.Pkg().Path())
	if spec == nil {
		return "", false
	}
	pkg := w.info.PkgNameOf(spec)
	if pkg == nil || !w.means(pkg.Name(), pos, pkg) {
		return "", false
	}
	return pkg.Name() + "." + obj.Name(), true
}

// means reports whether a name stands for obj at pos.
func (c *checker) means(name string, pos token.Pos, obj types.Object) bool {
	return c.src.Lookup(name, pos) == obj
}
