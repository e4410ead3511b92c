package cgoretain

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A release is a C call after which C does not have the pointer any more.
type release struct {
	call   *cgosource.Call
	cursor inspector.Cursor // of the call
	owner  string           // how the object that has the handle or the pinner is written there
}

// A keeping is a C call that keeps a pointer, and what is known of where.
type keeping struct {
	call      *cgosource.Call
	index     int                 // of the argument
	retention *csummary.Retention // nil when the code of the function is not known
}

// releases returns the calls that end what the keepings began, of objects of
// the owner's type.
func (x *fixer) releases(owner *types.Named, keepings []keeping) []release {
	var all []release
	for c := range x.src.Inspector().Root().Preorder((*ast.CallExpr)(nil)) {
		call := x.src.Call(c.Node().(*ast.CallExpr))
		if call == nil || x.inFinalizer(c) || x.src.IsTest(call.Pos()) {
			continue
		}
		for _, k := range keepings {
			if !x.ends(call, k) {
				continue
			}
			if name := x.ownerAt(c, call, owner, x.objectOf(k)); name != "" {
				all = append(all, release{call, c, name})
				break
			}
		}
	}
	return all
}

// ends reports whether a call ends that C keeps a pointer: the contract says
// so, it is the same function with nil, or its name says that it undoes the
// other or closes the object.
func (x *fixer) ends(call *cgosource.Call, k keeping) bool {
	if k.retention != nil && slices.Contains(k.retention.Until, call.Name) {
		return true
	}
	if call.Name == k.call.Name {
		return k.index < len(call.Args) && x.src.Info.Types[call.Args[k.index]].IsNil()
	}
	if !cname.IsRelease(call.Name) {
		return false
	}
	return x.objectOf(k) != nil || cname.Undoes(call.Name, k.call.Name)
}

// objectOf returns the object that keeps the pointer, as the call has it: the
// argument, or what the result is assigned to; nil when it is none.
func (x *fixer) objectOf(k keeping) ast.Expr {
	switch {
	case k.retention == nil:
		if k.index > 0 && gotype.IsPointer(x.typeOf(k.call.Args[0])) {
			return k.call.Args[0] // by custom
		}
	case k.retention.Sink == csummary.Argument && k.retention.Arg >= 0 && k.retention.Arg < len(k.call.Args):
		return x.src.Unconverted(k.call.Args[k.retention.Arg])
	case k.retention.Sink == csummary.Handle && k.retention.Arg < 0:
		return x.assignedTo(k.call.CallExpr)
	}
	return nil
}

// assignedTo returns what a call's result is assigned to, also the field of a
// literal that has it, or nil.
func (x *fixer) assignedTo(call *ast.CallExpr) ast.Expr {
	if kv, _ := x.constructed(call); kv != nil {
		return kv.Key
	}
	c, ok := x.converted(call)
	if !ok || c.ParentEdgeKind() != edge.AssignStmt_Rhs {
		return nil
	}
	a := c.Parent().Node().(*ast.AssignStmt)
	if len(a.Rhs) != 1 {
		return nil
	}
	return a.Lhs[0]
}

// converted returns a call with the conversions and parentheses around it.
func (x *fixer) converted(call *ast.CallExpr) (inspector.Cursor, bool) {
	c, ok := x.src.Inspector().Root().FindNode(call)
	for ok && (c.ParentEdgeKind() == edge.ParenExpr_X || c.ParentEdgeKind() == edge.CallExpr_Args && x.src.IsConversion(c.Parent().Node())) {
		c = c.Parent()
	}
	return c, ok
}

// ownerAt returns how the owner of the C object is written at the call that
// releases the object, or "". The object must be the same field of it; where
// C keeps the pointer in no object, the receiver is the owner.
func (x *fixer) ownerAt(c inspector.Cursor, call *cgosource.Call, owner *types.Named, object ast.Expr) string {
	for _, arg := range call.Args {
		e := x.src.Unconverted(arg)
		if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
			e = u.X
		}
		if isOwner(x.typeOf(e), owner) && nameable(e) {
			return x.src.Text(e)
		}
		sel, ok := e.(*ast.SelectorExpr)
		if ok && isOwner(x.typeOf(sel.X), owner) && nameable(sel.X) && x.sameObject(sel, object) {
			return x.src.Text(sel.X)
		}
	}
	if object != nil {
		return ""
	}
	fn, _ := enclosing[*ast.FuncDecl](c)
	if fn == nil || fn.Recv == nil || len(fn.Recv.List[0].Names) == 0 || !isOwner(x.typeOf(fn.Recv.List[0].Type), owner) {
		return ""
	}
	return fn.Recv.List[0].Names[0].Name
}

// sameObject reports whether a field may be the object: the same field, or
// one of the same type where the object is a variable.
func (x *fixer) sameObject(field *ast.SelectorExpr, object ast.Expr) bool {
	switch object := object.(type) {
	case nil:
		return true
	case *ast.SelectorExpr:
		return x.src.Info.Uses[field.Sel] == x.src.Info.Uses[object.Sel]
	}
	return types.Identical(x.typeOf(field), x.typeOf(object))
}

// isOwner reports whether t is the owner's type or a pointer to it.
func isOwner(t types.Type, owner *types.Named) bool {
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	return types.Identical(t, owner)
}

// nameable reports whether an expression can be written again: it does
// nothing, and means the same in the next statement.
func nameable(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name != "_"
	case *ast.SelectorExpr:
		return nameable(e.X)
	}
	return false
}

// enclosing returns the innermost node of a type around the cursor's.
func enclosing[N ast.Node](c inspector.Cursor) (n N, at inspector.Cursor) {
	for ; c.Node() != nil; c = c.Parent() {
		if n, ok := c.Node().(N); ok {
			return n, c
		}
	}
	return n, c
}

// inFinalizer reports whether a call is made by the garbage collector: a
// value that a registry holds is never collected.
func (x *fixer) inFinalizer(c inspector.Cursor) bool {
	lit, at := enclosing[*ast.FuncLit](c)
	if lit == nil {
		return false
	}
	call, ok := at.Parent().Node().(*ast.CallExpr)
	return ok && (x.isFunc(call, "runtime", "SetFinalizer") || x.isFunc(call, "runtime", "AddCleanup"))
}
