package cgoretain

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/retain"
	"github.com/cgolint/cgolint/passes/rewrite"
)

// A handover makes the edits that give C handles in place of pointers to
// values of one type.
type handover struct {
	*fixer
	*rewrite.Rewrite
	e        *exchange
	registry string // the name of the variable
	value    string // the type of its values
	numbers  bool   // C has the handles as numbers only

	owner *types.Named // of the field that has the handle, or nil: a variable has it
	field string

	variables []variable
}

// handleFix returns the fix that gives C a handle, whole or not at all.
func (x *fixer) handleFix(b retain.Retention) *analysis.SuggestedFix {
	e := x.exchangeOf(b)
	if e == nil {
		return nil
	}
	if fix, known := x.handles[e]; known {
		return fix
	}
	x.handles[e] = nil
	w := &handover{fixer: x, Rewrite: rewrite.New(x.guard, x.src), e: e}
	if !w.suits() || !w.name() {
		return nil
	}
	w.findOwner()
	w.declare()
	released := w.release()
	for _, s := range e.sent {
		w.send(s, released)
	}
	for _, r := range e.received {
		w.receive(r)
	}
	edits, reason := w.Edits()
	if reason != "" {
		return nil
	}
	x.handles[e] = &analysis.SuggestedFix{
		Message:   fmt.Sprintf("Give C a registry handle in place of the %s (behavior change)", w.value),
		TextEdits: edits,
	}
	return x.handles[e]
}

// exchangeOf returns the exchange that an argument takes part in, or one that
// puts pointers in the struct that is the argument.
func (x *fixer) exchangeOf(b retain.Retention) *exchange {
	arg, ok := b.Node.(ast.Expr)
	if !ok {
		return nil
	}
	if x.byType == nil {
		x.byType = x.exchanges()
	}
	for _, e := range x.byType {
		for _, s := range e.sent {
			if arg.Pos() <= s.conv.Pos() && s.conv.End() <= arg.End() {
				return e
			}
		}
		id, ok := x.src.Unconverted(arg).(*ast.Ident)
		if !ok {
			continue
		}
		for _, s := range e.sent {
			a, ok := s.cursor.Parent().Node().(*ast.AssignStmt)
			if ok && a.Tok == token.DEFINE && x.src.Info.Defs[a.Lhs[0].(*ast.Ident)] == x.src.Info.Uses[id] {
				return e
			}
		}
	}
	if b.Memory == nil || b.Memory.Type == nil {
		return nil
	}
	e := x.byType[types.TypeString(b.Memory.Type, nil)]
	if e == nil || !slices.ContainsFunc(e.sent, func(s *sending) bool { return s.call == nil }) {
		return nil
	}
	return e
}

// suits reports whether all is known of the exchange, and C does not read
// what the pointers point to.
func (w *handover) suits() bool {
	e := w.e
	if e.strange || len(e.received) == 0 || isC(e.elem) || len(w.src.Unseen)+len(w.src.TypeErrors) > 0 {
		return false
	}
	named, _ := types.Unalias(e.elem).(*types.Named)
	if named != nil && (named.Obj().Pkg() != w.src.Types || named.TypeArgs().Len() > 0 || w.isConvertedElsewhere(named)) {
		return false
	}
	for _, s := range e.sent {
		if w.statement(s.cursor, s.x) == nil || !w.isOpaque(s) || hasCall(s.x) {
			return false
		}
	}
	for _, r := range e.received {
		if r.export != nil && w.dir.Mentions(r.export.Decl.Name.Name) != "" {
			return false
		}
	}
	return !w.isBase(named)
}

// isConvertedElsewhere reports whether files that the pass does not hold may
// convert pointers to values of a type.
func (w *handover) isConvertedElsewhere(t *types.Named) bool {
	return w.dir.Mentions(t.Obj().Name()) != "" && w.dir.Mentions("unsafe") != ""
}

// isOpaque reports whether C does not read or write what a pointer that it is
// given points to, as far as is known.
func (w *handover) isOpaque(s *sending) bool {
	if s.call == nil {
		return true
	}
	fn := w.summary.Func(s.call.Name)
	return fn == nil || s.index >= len(fn.Params) || !fn.Params[s.index].Touched
}

// isBase reports whether C may give the pointers to who takes them for
// pointers to the first field.
func (w *handover) isBase(named *types.Named) bool {
	if named == nil {
		return false
	}
	st, ok := named.Underlying().(*types.Struct)
	if !ok || st.NumFields() == 0 {
		return false
	}
	first := w.byType[types.TypeString(st.Field(0).Type(), nil)]
	return first != nil && len(first.received) > 0
}

// hasCall reports whether an expression calls a function, which must not
// happen twice or at another time.
func hasCall(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			id, isIdent := call.Fun.(*ast.Ident)
			found = found || !isIdent || id.Name != "new"
		}
		return !found
	})
	return found
}

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

func (s *sending) at() inspector.Cursor   { return s.cursor }
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
