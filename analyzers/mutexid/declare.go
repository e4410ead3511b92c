package mutexid

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/edit"
)

// declare gives v an atomic type where it is declared. It returns the number
// that v started with, which an atomic type cannot: it starts with zero.
func (w *rewriter) declare(v *types.Var) (initial int64) {
	s := w.specOf(v)
	if s == nil {
		w.fail("its declaration is not known")
		return 0
	}
	kind := w.atomicName(s) + "." + atomicOf(v.Type()).name
	parent := s.cursor.Parent()
	switch n := parent.Node().(type) {
	case *ast.Field:
		w.declareField(s, n, kind)
	case *ast.ValueSpec:
		return w.declareVar(s, parent, n, kind)
	case *ast.AssignStmt:
		return w.declareLocal(s, parent, n, kind)
	default:
		w.fail("it is declared in another way")
	}
	return 0
}

func (w *rewriter) declareField(s *spec, field *ast.Field, kind string) {
	f := w.file(field.Pos())
	switch {
	case field.Tag != nil:
		w.fail("it has a tag")
	case len(field.Names) == 1:
		f.Replace(field.Type.Pos(), field.Type.End(), kind)
	default:
		w.deleteName(field.Names, s.name)
		f.Insert(endOf(field, field.Comment), "\n\t"+s.name.Name+" "+kind)
	}
}

func endOf(n ast.Node, comment *ast.CommentGroup) token.Pos {
	if comment != nil {
		return comment.End()
	}
	return n.End()
}

// deleteName deletes one of several names and the comma beside it. Only one
// of the names can go.
func (w *rewriter) deleteName(names []*ast.Ident, name *ast.Ident) {
	f := w.file(name.Pos())
	for _, other := range names {
		if w.split[other] {
			w.fail("it is declared together with another")
			return
		}
	}
	w.split[name] = true
	if i := slices.Index(names, name); i+1 < len(names) {
		f.Replace(name.Pos(), names[i+1].Pos(), "")
	} else {
		f.Replace(names[i-1].End(), name.End(), "")
	}
}

func (w *rewriter) declareVar(s *spec, cur inspector.Cursor, n *ast.ValueSpec, kind string) (initial int64) {
	f := w.file(n.Pos())
	if len(n.Names) == 1 {
		if len(n.Values) == 1 {
			initial = w.initial(n.Values[0])
		}
		f.Replace(s.name.End(), n.End(), " "+kind)
		return initial
	}
	if len(n.Values) > 0 {
		w.fail("it is declared and set together with others")
		return 0
	}
	w.deleteName(n.Names, s.name)
	decl := cur.Parent().Node().(*ast.GenDecl)
	keyword := "var "
	if decl.Lparen.IsValid() {
		keyword = "\t"
	}
	f.Insert(endOf(n, n.Comment), "\n"+keyword+s.name.Name+" "+kind)
	return 0
}

// declareLocal makes n := 0 a declaration.
func (w *rewriter) declareLocal(s *spec, cur inspector.Cursor, n *ast.AssignStmt, kind string) (initial int64) {
	if len(n.Lhs) != 1 || cur.ParentEdgeKind() != edge.BlockStmt_List {
		w.fail("it is declared in another way")
		return 0
	}
	w.file(n.Pos()).Replace(n.Pos(), n.End(), "var "+s.name.Name+" "+kind)
	return w.initial(n.Rhs[0])
}

// initial returns the constant that a counter starts with.
func (w *rewriter) initial(e ast.Expr) int64 {
	value := w.info.Types[e].Value
	if value == nil {
		w.fail("it starts with a number that is computed")
		return 0
	}
	n, exact := constant.Int64Val(constant.ToInt(value))
	if !exact || n < -1<<30 || n > 1<<30 {
		w.fail("it starts with a large number")
	}
	return n
}

// atomicName returns the name of package sync/atomic in the file of s, and
// imports it where it is not.
func (w *rewriter) atomicName(s *spec) string {
	f := w.file(s.name.Pos())
	if spec := edit.Import(s.file, "sync/atomic"); spec != nil {
		pkg := w.info.PkgNameOf(spec)
		if pkg == nil || !w.means(pkg.Name(), s.name.Pos(), pkg) {
			w.fail("package sync/atomic has no name there")
			return ""
		}
		return pkg.Name()
	}
	if w.lookup("atomic", s.name.Pos()) != nil || w.src.Types.Scope().Lookup("atomic") != nil {
		w.fail("the name atomic is taken")
	}
	w.imported[f] = true
	return "atomic"
}

// fixImports brings the imports of the edited files in order: sync/atomic where
// a declaration needs it, and sync where it is still used.
func (w *rewriter) fixImports() {
	for _, syntax := range w.order {
		f := w.files[syntax]
		spec := edit.Import(syntax, "sync")
		unused := spec != nil && !w.stillUsed(syntax, spec)
		switch {
		case unused && w.imported[f] && spec.Name == nil:
			f.ReplaceImport(spec, "sync/atomic")
			continue
		case unused:
			f.DeleteImport(spec)
		}
		if w.imported[f] {
			f.AddImport("sync/atomic")
		}
	}
}

// stillUsed reports whether an import is used outside of what is deleted.
func (w *rewriter) stillUsed(f *ast.File, spec *ast.ImportSpec) bool {
	pkg := w.info.PkgNameOf(spec)
	if pkg == nil || pkg.Name() == "_" || pkg.Name() == "." || strconv.Quote(pkg.Imported().Path()) != spec.Path.Value {
		return true
	}
	used := false
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || used || slices.Contains(w.deleted, n) {
			return false
		}
		if id, ok := n.(*ast.Ident); ok && w.info.Uses[id] == pkg {
			used = true
		}
		return true
	})
	return used
}
