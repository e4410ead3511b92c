package mutexid

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/guard"
)

// declare gives v an atomic type where it is declared. It returns the number
// that v started with, which an atomic type cannot: it starts with zero.
func (w *rewriter) declare(v *types.Var) (initial int64) {
	s := w.guard.SpecOf(v)
	if s == nil {
		w.Fail("its declaration is not known")
		return 0
	}
	kind := w.Import("sync/atomic", "atomic", s.Name.Pos()) + "." + atomicOf(v.Type()).name
	parent := s.Cursor.Parent()
	switch n := parent.Node().(type) {
	case *ast.Field:
		w.declareField(s, n, kind)
	case *ast.ValueSpec:
		return w.declareVar(s, parent, n, kind)
	case *ast.AssignStmt:
		return w.declareLocal(s, parent, n, kind)
	default:
		w.Fail("it is declared in another way")
	}
	return 0
}

func (w *rewriter) declareField(s *guard.Spec, field *ast.Field, kind string) {
	f := w.File(field.Pos())
	switch {
	case field.Tag != nil:
		w.Fail("it has a tag")
	case len(field.Names) == 1:
		f.Replace(field.Type.Pos(), field.Type.End(), kind)
	default:
		w.DeleteName(field.Names, s.Name)
		f.Insert(endOf(field, field.Comment), "\n\t"+s.Name.Name+" "+kind)
	}
}

func endOf(n ast.Node, comment *ast.CommentGroup) token.Pos {
	if comment != nil {
		return comment.End()
	}
	return n.End()
}

func (w *rewriter) declareVar(s *guard.Spec, cur inspector.Cursor, n *ast.ValueSpec, kind string) (initial int64) {
	f := w.File(n.Pos())
	if len(n.Names) == 1 {
		if len(n.Values) == 1 {
			initial = w.initial(n.Values[0])
		}
		f.Replace(s.Name.End(), n.End(), " "+kind)
		return initial
	}
	if len(n.Values) > 0 {
		w.Fail("it is declared and set together with others")
		return 0
	}
	w.DeleteName(n.Names, s.Name)
	decl := cur.Parent().Node().(*ast.GenDecl)
	keyword := "var "
	if decl.Lparen.IsValid() {
		keyword = "\t"
	}
	f.Insert(endOf(n, n.Comment), "\n"+keyword+s.Name.Name+" "+kind)
	return 0
}

// declareLocal makes n := 0 a declaration.
func (w *rewriter) declareLocal(s *guard.Spec, cur inspector.Cursor, n *ast.AssignStmt, kind string) (initial int64) {
	if len(n.Lhs) != 1 || cur.ParentEdgeKind() != edge.BlockStmt_List {
		w.Fail("it is declared in another way")
		return 0
	}
	w.File(n.Pos()).Replace(n.Pos(), n.End(), "var "+s.Name.Name+" "+kind)
	return w.initial(n.Rhs[0])
}

// initial returns the constant that a counter starts with.
func (w *rewriter) initial(e ast.Expr) int64 {
	value := w.info.Types[e].Value
	if value == nil {
		w.Fail("it starts with a number that is computed")
		return 0
	}
	n, exact := constant.Int64Val(constant.ToInt(value))
	if !exact || n < -1<<30 || n > 1<<30 {
		w.Fail("it starts with a large number")
	}
	return n
}
