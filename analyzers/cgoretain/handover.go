package cgoretain

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/edit"
)

// declare adds the registry before the function that sends first, and the
// field that has the handle.
func (w *handover) declare() {
	decl, _ := enclosing[*ast.FuncDecl](w.e.sent[0].cursor)
	if decl == nil {
		w.Fail("it is not sent by a function")
		return
	}
	at := decl.Pos()
	if decl.Doc != nil {
		at = decl.Doc.Pos()
	}
	w.File(at).Insert(at, fmt.Sprintf("// %s holds what C has handles of.\nvar %s %s.Registry[%s]\n\n", w.registry, w.registry, w.pkg(at), w.value))
	if w.owner != nil {
		w.addField(w.Rewrite, w.owner, w.field, func(at token.Pos) string { return w.pkg(at) + ".Handle" })
	}
	for _, c := range append(cursorsOf(w.e.sent), cursorsOf(w.e.received)...) {
		if f := w.src.File(c.Node().Pos()); f == nil || !edit.HasRegistry(w.src.GoVersion(f)) {
			w.Fail("a file is for a Go version without the registry")
		}
	}
}

func cursorsOf[S interface{ at() inspector.Cursor }](list []S) []inspector.Cursor {
	var all []inspector.Cursor
	for _, s := range list {
		all = append(all, s.at())
	}
	return all
}

func (s *sending) at() inspector.Cursor { return s.cursor }

func (r *receiving) at() inspector.Cursor { return r.cursor }

// pkg returns the name of package registry at pos.
func (w *handover) pkg(pos token.Pos) string {
	return w.Import(edit.RegistryPath, "cgoregistry", pos)
}

// send replaces a pointer by a handle. When nobody deletes it, a comment
// reminds of that.
func (w *handover) send(s *sending, released bool) {
	stmt := w.statement(s.cursor, s.x)
	f := w.File(stmt.Pos())
	indent := "\n" + f.Indentation(stmt.Pos())
	handle, made := w.handleName(s)
	register := fmt.Sprintf("%s.Register(%s)", w.registry, w.src.Text(s.x))
	switch {
	case made || s.call != nil && cname.IsRelease(s.call.Name):
	case w.owner == nil:
		reminder := ""
		if !released {
			reminder = fmt.Sprintf(" // TODO: %s.Delete(%s) where C gives it up", w.registry, handle)
		}
		f.Insert(stmt.Pos(), handle+" := "+register+reminder+indent)
	case types.Identical(w.owner, w.e.elem):
		f.Insert(stmt.Pos(), fmt.Sprintf("if %s == 0 {%s\t%s = %s%s}%s", handle, indent, handle, register, indent, indent))
	default: // the owner may have a handle of another value
		f.Insert(stmt.Pos(), fmt.Sprintf("%s.Delete(%s)%s%s = %s%s", w.registry, handle, indent, handle, register, indent))
	}
	target := ast.Node(s.conv)
	if !w.numbers {
		handle += ".Pointer()"
	} else if up, ok := s.cursor.Parent().Parent().Node().(ast.Expr); ok && w.src.IsConversion(up) {
		target = s.cursor.Parent().Node() // uintptr of it
	}
	w.Forget(target)
	f.Replace(target.Pos(), target.End(), handle)
}

// receive replaces the conversion of a pointer by a lookup.
func (w *handover) receive(r *receiving) {
	f := w.File(r.conv.Pos())
	get := "Value"
	if name := w.mayBeNil(r); name != nil {
		get = "Lookup"
		f.Insert(name.End(), ", _")
	}
	given := w.given(r)
	text := fmt.Sprintf("%s.%s(%s)", w.registry, get, given)
	if _, ok := ast.Unparen(r.conv.Fun).(*ast.StarExpr); !ok {
		text = fmt.Sprintf("%s(%s)", w.src.Text(r.conv.Fun), text)
	}
	if !strings.Contains(given, "unsafe.") {
		w.Forget(r.conv)
	}
	f.Replace(r.conv.Pos(), r.conv.End(), text)
}

// given returns the handle that C gave.
func (w *handover) given(r *receiving) string {
	pkg := w.pkg(r.conv.Pos())
	if w.numbers {
		return fmt.Sprintf("%s.Handle(%s)", pkg, w.src.Text(r.number))
	}
	e := r.conv.Args[0]
	if id, ok := w.src.Unconverted(e).(*ast.Ident); ok && w.typeOf(id) == types.Typ[types.UnsafePointer] {
		e = id
	}
	if w.typeOf(e) == types.Typ[types.UnsafePointer] {
		return fmt.Sprintf("%s.FromPointer(%s)", pkg, w.src.Text(e))
	}
	// It has a type of its own, such as GLib's gpointer.
	return fmt.Sprintf("%s.FromPointer(%s.Pointer(%s))", pkg, w.Import("unsafe", "unsafe", e.Pos()), w.src.Text(e))
}

// mayBeNil returns the variable that a received pointer is assigned to, when
// the function compares it with nil: what is not found is nil then.
func (w *handover) mayBeNil(r *receiving) *ast.Ident {
	a, ok := r.cursor.Parent().Node().(*ast.AssignStmt)
	if !ok || a.Tok != token.DEFINE || len(a.Lhs) != 1 {
		return nil
	}
	id := a.Lhs[0].(*ast.Ident)
	fn, _ := enclosing[*ast.FuncDecl](r.cursor)
	if fn == nil || fn.Body == nil {
		return nil
	}
	compared := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BinaryExpr); ok && w.src.Info.Types[b.Y].IsNil() {
			x, isIdent := ast.Unparen(b.X).(*ast.Ident)
			compared = compared || isIdent && w.src.Info.Uses[x] == w.src.Info.Defs[id]
		}
		return !compared
	})
	if !compared {
		return nil
	}
	return id
}
