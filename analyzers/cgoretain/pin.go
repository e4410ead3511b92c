package cgoretain

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/retain"
	"github.com/cgolint/cgolint/passes/rewrite"
)

// pinFix returns the fix that pins the memory in a field of the object that
// is closed when C gives the memory up, or nil.
func (x *fixer) pinFix(b retain.Retention) (fix *analysis.SuggestedFix, reason string) {
	call := x.src.Call(b.Call)
	arg, ok := b.Node.(ast.Expr)
	if !ok || call == nil || len(b.Through) > 0 || len(x.src.Unread)+len(x.src.TypeErrors) > 0 {
		return nil, ""
	}
	pinned := x.src.Unconverted(arg)
	cursor, ok := x.src.Inspector().Root().FindNode(arg)
	if !ok || !x.isPinnable(pinned) {
		return nil, "what C keeps is no Go memory that can be pinned by its name"
	}
	k := keeping{call, max(slices.Index(call.Args, arg), 0), &b.Evidence}
	made, owner := x.constructed(call.CallExpr)
	name := ""
	if made == nil {
		owner, name = x.pinOwner(cursor, k)
	}
	if owner == nil {
		return nil, "no object is known that lives for as long as C keeps the pointer"
	}
	w := rewrite.New(x.guard, x.src)
	field := x.pinField(w, owner)
	releases := x.releases(owner, []keeping{k})
	stmt := x.statement(cursor, pinned)
	if field == "" || len(releases) == 0 || stmt == nil {
		return nil, "no call is known after which C has the pointer no more"
	}
	f := w.File(stmt.Pos())
	indent := "\n" + f.Indentation(stmt.Pos())
	pin := fmt.Sprintf("%s.%s.Pin(%s)", name, field, x.src.Text(pinned))
	if made != nil {
		variable := x.pinnerFor(w, made, field)
		if variable == "" {
			return nil, "the literal sets its pinner"
		}
		pin = fmt.Sprintf("%s.Pin(%s)", variable, x.src.Text(pinned))
		f.Insert(stmt.Pos(), fmt.Sprintf("var %s %s.Pinner%s", variable, w.Import("runtime", "goruntime", stmt.Pos()), indent))
	}
	if cond := x.isThere(pinned); cond != "" { // of nothing there is nothing to pin
		pin = fmt.Sprintf("if %s {%s\t%s%s}", cond, indent, pin, indent)
	}
	f.Insert(stmt.Pos(), pin+indent)
	for _, r := range releases {
		x.afterCall(w, r, r.owner+"."+field+".Unpin()")
	}
	edits, reason := w.Edits()
	if reason != "" {
		return nil, reason
	}
	return &analysis.SuggestedFix{
		Message:   fmt.Sprintf("Pin %s until %s (behavior change)", b.Subject, ending(releases[0])),
		TextEdits: edits,
	}, ""
}

// constructed returns the field and the type of the struct literal that has a
// call's result, as in &T{f: C.new(p)}, or nil.
func (x *fixer) constructed(call *ast.CallExpr) (*ast.KeyValueExpr, *types.Named) {
	c, ok := x.converted(call)
	if !ok || c.ParentEdgeKind() != edge.KeyValueExpr_Value {
		return nil, nil
	}
	kv := c.Parent().Node().(*ast.KeyValueExpr)
	lit, ok := c.Parent().Parent().Node().(*ast.CompositeLit)
	if !ok {
		return nil, nil
	}
	named, ok := types.Unalias(x.typeOf(lit)).(*types.Named)
	if !ok || isC(named) || !x.extensible(named) {
		return nil, nil
	}
	return kv, named
}

// pinnerFor has a literal take a pinner from a variable, whose name it returns;
// or "", where it sets the field. A copy of a Pinner pins what the Pinner does.
func (x *fixer) pinnerFor(w *rewrite.Rewrite, made *ast.KeyValueExpr, field string) string {
	c, _ := x.src.Inspector().Root().FindNode(made)
	for _, e := range c.Parent().Node().(*ast.CompositeLit).Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok && x.src.Text(kv.Key) == field {
			return ""
		}
	}
	var p pinner
	for f := range c.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		p.function = f.Node()
		break
	}
	p.name = x.src.NewName("pinner", made.Pos(), func(name string) bool { return x.pinners[pinner{p.function, name}] })
	x.pinners[p] = true
	w.File(made.Pos()).Insert(made.End(), fmt.Sprintf(", %s: %s", field, p.name))
	return p.name
}

// A pinner is a variable that a fix makes in a function.
type pinner struct {
	function ast.Node
	name     string
}

// ending says when a release happens.
func ending(r release) string {
	if fn, _ := enclosing[*ast.FuncDecl](r.cursor); fn != nil {
		return fn.Name.Name
	}
	return "C." + r.call.Name
}

// isPinnable reports whether pinning is enough: the memory has no pointers,
// which would have to be pinned too; and whether the expression can be
// written again.
func (x *fixer) isPinnable(e ast.Expr) bool {
	ptr, ok := x.typeOf(e).Underlying().(*types.Pointer)
	if !ok || mayHoldPointer(ptr.Elem()) {
		return false
	}
	if data := dataOf(e); data != nil {
		return nameable(data)
	}
	u, ok := e.(*ast.UnaryExpr)
	if !ok || u.Op != token.AND {
		return nameable(e)
	}
	if index, ok := ast.Unparen(u.X).(*ast.IndexExpr); ok {
		_, literal := index.Index.(*ast.BasicLit)
		return nameable(index.X) && (literal || nameable(index.Index))
	}
	return nameable(u.X)
}

// isThere returns how to ask whether a pointer can be pinned, or "" when it is
// never nil.
func (x *fixer) isThere(e ast.Expr) string {
	if data := dataOf(e); data != nil {
		return fmt.Sprintf("len(%s) > 0", x.src.Text(data))
	}
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		return ""
	}
	return x.src.Text(e) + " != nil"
}

// dataOf returns s of unsafe.SliceData(s) and unsafe.StringData(s), or nil.
func dataOf(e ast.Expr) ast.Expr {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !strings.HasSuffix(sel.Sel.Name, "Data") {
		return nil
	}
	return call.Args[0]
}

// mayHoldPointer reports whether memory of a type may hold a Go pointer.
func mayHoldPointer(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.UnsafePointer || u.Info()&types.IsString != 0
	case *types.Array:
		return mayHoldPointer(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if mayHoldPointer(f.Type()) {
				return true
			}
		}
		return false
	}
	return true
}

// pinOwner returns who can have the pinner, and how it is written at the
// call: who has the C object that keeps the pointer, or the receiver.
func (x *fixer) pinOwner(c inspector.Cursor, k keeping) (*types.Named, string) {
	object := x.objectOf(k)
	if sel, ok := object.(*ast.SelectorExpr); ok && nameable(sel.X) {
		t := x.typeOf(sel.X)
		if ptr, ok := t.(*types.Pointer); ok {
			t = ptr.Elem()
		}
		if named, ok := t.(*types.Named); ok && !isC(named) && x.extensible(named) {
			return named, x.src.Text(sel.X)
		}
	}
	named := x.receiverOf(c)
	if named == nil || !x.extensible(named) {
		return nil, ""
	}
	fn, _ := enclosing[*ast.FuncDecl](c)
	return named, fn.Recv.List[0].Names[0].Name
}

// pinField returns the name of the owner's runtime.Pinner, which it adds where
// there is none; or "" when it cannot.
func (x *fixer) pinField(w *rewrite.Rewrite, owner *types.Named) string {
	st := x.structOf(owner)
	f := x.src.File(st.Pos())
	if !x.src.HasVersion(f, "go1.21") {
		return ""
	}
	for field := range owner.Underlying().(*types.Struct).Fields() {
		if field.Type().String() == "runtime.Pinner" {
			return field.Name()
		}
	}
	const name = "pinner"
	if obj, _, _ := types.LookupFieldOrMethod(owner, true, x.src.Types, name); obj != nil {
		return ""
	}
	if spec := edit.Import(f, "runtime"); spec != nil && spec.Name != nil && spec.Name.Name == "." {
		return ""
	}
	x.addField(w, owner, name, func(at token.Pos) string { return w.Import("runtime", "goruntime", at) + ".Pinner" })
	return name
}
