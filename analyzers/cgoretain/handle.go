package cgoretain

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/boundary"
	"github.com/cgolint/cgolint/passes/guard"
)

// A handover makes the edits that give C handles in place of pointers to
// values of one type.
type handover struct {
	*fixer
	*guard.Rewrite
	e        *exchange
	registry string // the name of the variable
	value    string // the type of its values
	numbers  bool   // C has the handles as numbers only

	owner *types.Named // of the field that has the handle, or nil: a variable has it
	field string

	variables []variable
}

// A variable is one that the fix makes for the handle of x.
type variable struct {
	fn   *ast.FuncDecl
	list *ast.BlockStmt
	x    ast.Expr
	name string
}

// handleFix returns the fix that gives C a handle, whole or not at all.
func (x *fixer) handleFix(b boundary.Breach) *analysis.SuggestedFix {
	arg, ok := b.Node.(ast.Expr)
	if !ok {
		return nil
	}
	e := x.exchangeOf(arg)
	if e == nil {
		return nil
	}
	if fix, known := x.handles[e]; known {
		return fix
	}
	x.handles[e] = nil
	w := &handover{fixer: x, Rewrite: x.guard.NewRewrite(), e: e}
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

// exchangeOf returns the exchange that an argument takes part in.
func (x *fixer) exchangeOf(arg ast.Expr) *exchange {
	if x.byType == nil {
		x.byType = x.exchanges()
	}
	for _, e := range x.byType {
		for _, s := range e.sent {
			if arg.Pos() <= s.conv.Pos() && s.conv.End() <= arg.End() {
				return e
			}
		}
		id, ok := unconverted(x, arg).(*ast.Ident)
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
	return nil
}

// suits reports whether all is known of the exchange, and C does not read
// what the pointers point to.
func (w *handover) suits() bool {
	e := w.e
	if e.strange || len(e.received) == 0 || isC(e.elem) || len(w.src.Unseen)+len(w.src.TypeErrors) > 0 {
		return false
	}
	named, _ := types.Unalias(e.elem).(*types.Named)
	if named != nil && (named.Obj().Pkg() != w.src.Types || named.TypeArgs().Len() > 0 || w.dir.Mentions(named.Obj().Name()) != "") {
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
		call, ok := n.(*ast.CallExpr)
		if id, isIdent := (&ast.Ident{}), false; ok {
			if id, isIdent = call.Fun.(*ast.Ident); !isIdent || id.Name != "new" {
				found = true
			}
		}
		return !found
	})
	return found
}

// name chooses the name of the registry, and the type of its values.
func (w *handover) name() bool {
	base := "values"
	switch t := types.Unalias(w.e.elem).(type) {
	case *types.Named:
		w.value = "*" + t.Obj().Name()
		base = plural(t.Obj().Name())
	default:
		star, ok := ast.Unparen(w.e.received[0].conv.Fun).(*ast.StarExpr)
		if !ok {
			return false
		}
		w.value = w.src.Text(star)
		if _, ok := t.(*types.Signature); ok {
			base = "callbacks"
		}
	}
	w.numbers = !slices.ContainsFunc(w.e.sent, func(s *sending) bool { return !s.number }) &&
		!slices.ContainsFunc(w.e.received, func(r *receiving) bool { return r.number == nil })
	for _, name := range []string{base, base + "Registry", base + "OfC"} {
		if !w.isUsed(name) {
			w.registry = name
			return w.value != ""
		}
	}
	return false
}

// plural returns the name of a variable that has many of a type.
func plural(name string) string {
	first := []rune(name)
	for i, r := range first {
		if !unicode.IsUpper(r) || i > 0 && i+1 < len(first) && unicode.IsLower(first[i+1]) {
			break
		}
		first[i] = unicode.ToLower(r)
	}
	s := string(first)
	switch {
	case strings.HasSuffix(s, "s") || strings.HasSuffix(s, "x") || strings.HasSuffix(s, "ch"):
		return s + "es"
	case strings.HasSuffix(s, "y") && !strings.ContainsAny(s[max(0, len(s)-2):len(s)-1], "aeiou"):
		return s[:len(s)-1] + "ies"
	}
	return s + "s"
}

// isUsed reports whether a name stands for anything in the package.
func (x *fixer) isUsed(name string) bool {
	if x.names == nil {
		x.names = make(map[string]bool)
		for c := range x.src.Inspector().Root().Preorder((*ast.Ident)(nil)) {
			x.names[c.Node().(*ast.Ident).Name] = true
		}
	}
	return x.names[name] || x.dir.Mentions(name) != ""
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
	indent := "\n" + indentation(f.Source, int(stmt.Pos()-f.Syntax.FileStart))
	handle, made := w.handleName(s)
	register := fmt.Sprintf("%s.Register(%s)", w.registry, w.src.Text(s.x))
	switch {
	case made || s.call != nil && isRelease(s.call.Name):
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
	} else if up, ok := s.cursor.Parent().Parent().Node().(ast.Expr); ok && w.isConversion(up) {
		target = s.cursor.Parent().Node() // uintptr of it
	}
	w.Forget(target)
	f.Replace(target.Pos(), target.End(), handle)
}

// handleName returns the variable that has the handle of what is sent, and
// whether it is made already: by a statement before, of the same list and for
// the same variable.
func (w *handover) handleName(s *sending) (name string, made bool) {
	if w.owner != nil {
		return w.ownerOf(s) + "." + w.field, false
	}
	fn, _ := enclosing[*ast.FuncDecl](s.cursor)
	list, _ := enclosing[*ast.BlockStmt](s.cursor)
	for i, v := range w.variables {
		id, ok := s.x.(*ast.Ident)
		other, alike := v.x.(*ast.Ident)
		if ok && alike && v.list == list && w.src.Info.Uses[id] == w.src.Info.Uses[other] && !w.reassigned(fn, id) {
			return w.variables[i].name, true
		}
	}
	name = "handle"
	for n := 2; isNamed(fn, name) || slices.ContainsFunc(w.variables, func(v variable) bool { return v.fn == fn && v.name == name }); n++ {
		name = fmt.Sprintf("handle%d", n)
	}
	w.variables = append(w.variables, variable{fn, list, s.x, name})
	return name, false
}

// reassigned reports whether a function gives a variable another value.
func (w *handover) reassigned(fn *ast.FuncDecl, id *ast.Ident) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		found = found || ok && slices.ContainsFunc(a.Lhs, func(l ast.Expr) bool {
			other, ok := l.(*ast.Ident)
			return ok && w.src.Info.Uses[other] == w.src.Info.Uses[id]
		})
		return !found
	})
	return found
}

// isNamed reports whether a name is used in a function.
func isNamed(fn *ast.FuncDecl, name string) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == name
		return !found
	})
	return found
}

// receive replaces the conversion of a pointer by a lookup.
func (w *handover) receive(r *receiving) {
	f := w.File(r.conv.Pos())
	fun := "FromPointer"
	given := ast.Expr(r.conv.Args[0])
	if w.numbers {
		fun, given = "Handle", r.number
	} else if id, ok := unconverted(w.fixer, given).(*ast.Ident); ok && r.number == nil && isUnsafePointer(w.typeOf(id)) {
		given = id
	}
	get := "Value"
	if name := w.mayBeNil(r); name != nil {
		get = "Lookup"
		f.Insert(name.End(), ", _")
	}
	text := fmt.Sprintf("%s.%s(%s.%s(%s))", w.registry, get, w.pkg(r.conv.Pos()), fun, w.src.Text(given))
	if _, ok := ast.Unparen(r.conv.Fun).(*ast.StarExpr); !ok {
		text = fmt.Sprintf("%s(%s)", w.src.Text(r.conv.Fun), text)
	}
	if !w.usesUnsafe(given) {
		w.Forget(r.conv)
	}
	f.Replace(r.conv.Pos(), r.conv.End(), text)
}

// usesUnsafe reports whether an expression needs the import of unsafe.
func (w *handover) usesUnsafe(e ast.Expr) bool {
	return strings.Contains(w.src.Text(e), "unsafe.")
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
