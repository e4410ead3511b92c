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
)

// A rewriter makes the edits of one fix.
type rewriter struct {
	*checker
	files    map[*ast.File]*edit.File
	order    []*ast.File
	imported map[*edit.File]bool // files that need package sync/atomic
	split    map[*ast.Ident]bool // names that were taken out of a list
	deleted  []ast.Node          // what must not count as a use of package sync
	reason   string              // why there is no fix after all
}

// rewrite returns the edits that make the counters, which share a lock,
// atomic; or the reason why that cannot be done.
func (c *checker) rewrite(group []*counter) ([]analysis.TextEdit, string) {
	w := &rewriter{
		checker:  c,
		files:    make(map[*ast.File]*edit.File),
		imported: make(map[*edit.File]bool),
		split:    make(map[*ast.Ident]bool),
	}
	lock := group[0].lock()
	rewritten := make(map[*guard.Region]bool)
	for _, n := range group {
		initial := w.declare(n.v)
		for _, u := range c.guard.Uses(n.v) {
			r := c.regionUnder(u, lock)
			switch {
			case n.isUnguarded(u): // goes with the region beside it
			case u.Kind == guard.Literal:
				w.deleteElement(u.Cursor.Parent())
			case r == nil:
				w.replaceUse(u, initial)
			case !rewritten[r]:
				rewritten[r] = true
				w.replaceRegion(r, n.v, initial)
			}
		}
	}
	w.removeLock(lock, rewritten)
	w.fixImports()
	if w.reason != "" {
		return nil, w.reason
	}
	var edits []analysis.TextEdit
	for _, f := range w.order {
		edits = append(edits, w.files[f].Edits()...)
	}
	return edits, ""
}

func (w *rewriter) fail(reason string) {
	if w.reason == "" {
		w.reason = reason
	}
}

// file returns the edits of the file that holds pos.
func (w *rewriter) file(pos token.Pos) *edit.File {
	f := w.src.File(pos)
	if f == nil {
		w.fail("a file is not known")
		return &edit.File{Syntax: &ast.File{}}
	}
	e := w.files[f]
	if e == nil {
		e = &edit.File{Syntax: f, Source: w.src.Source(f)}
		if e.Source == nil || w.src.IsGenerated(pos) {
			w.fail("a file cannot be edited")
		}
		w.files[f] = e
		w.order = append(w.order, f)
	}
	return e
}

func (w *rewriter) delete(n ast.Node) {
	w.deleted = append(w.deleted, n)
	w.file(n.Pos()).Delete(n.Pos(), n.End())
}

// replaceUse rewrites a use outside of every locked region.
func (w *rewriter) replaceUse(u *guard.Use, initial int64) {
	if initial != 0 {
		w.fail("it does not start at zero")
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
		w.fail(reason)
		return
	}
	w.delete(r.Locking)
	w.delete(r.Unlocking)
	if initial != 0 && (s.add == nil || len(s.reads) == 0) {
		w.fail("it does not start at zero")
		return
	}
	switch {
	case s.write != nil:
		w.replaceWrite(s.write)
	case s.add != nil && len(s.reads) == 0:
		w.replaceAdd(s.add)
	case s.add != nil:
		w.delete(s.add.Stmt)
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
		w.file(u.Expr.Pos()).Replace(u.Expr.Pos(), u.Expr.End(), s.copy.Name)
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
	w.file(e.Pos()).Replace(e.Pos(), e.End(), text)
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
		w.fail("it is set in another way")
		return
	}
	value := stmt.Rhs[0]
	elem := atomicOf(u.Var.Type()).elem
	f := w.file(stmt.Pos())
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
	w.file(u.Stmt.Pos()).Replace(u.Stmt.Pos(), u.Stmt.End(), fmt.Sprintf("%s.Add(%s)", w.src.Text(u.Expr), u.Step.ExactString()))
}

// typeName returns the name of a type as it can be written at pos.
func (w *rewriter) typeName(t types.Type, pos token.Pos) string {
	name, ok := w.nameAt(t, pos)
	if !ok {
		w.fail("its type cannot be named")
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
	return c.lookup(name, pos) == obj
}

func (c *checker) lookup(name string, pos token.Pos) types.Object {
	scope := c.src.Types.Scope().Innermost(pos)
	if scope == nil {
		return nil
	}
	_, found := scope.LookupParent(name, pos)
	return found
}
