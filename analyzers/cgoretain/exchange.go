package cgoretain

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// An exchange is all that a package does to give C pointers to values of one
// type, as user data, and to get them back.
type exchange struct {
	elem     types.Type // what the pointers point to
	sent     []*sending
	received []*receiving

	// strange tells that a pointer goes another way: C may read the value.
	strange bool
}

// A sending is a conversion unsafe.Pointer(x) whose result C gets.
type sending struct {
	conv   *ast.CallExpr
	x      ast.Expr
	cursor inspector.Cursor // of conv
	number bool             // C gets it as a number: uintptr(unsafe.Pointer(x))

	call  *cgosource.Call // that gets it as an argument, or nil: it is stored in a C struct
	index int             // of the argument
}

// A receiving is a conversion (*T)(p) of what C gives.
type receiving struct {
	conv   *ast.CallExpr
	cursor inspector.Cursor // of conv
	number ast.Expr         // n of (*T)(unsafe.Pointer(uintptr(n))), or nil
	export *cgosource.Export
}

// exchanges finds the exchanges of the package by type.
func (x *fixer) exchanges() map[string]*exchange {
	all := make(map[string]*exchange)
	of := func(ptr types.Type) *exchange {
		elem := ptr.Underlying().(*types.Pointer).Elem()
		key := types.TypeString(elem, nil)
		if all[key] == nil {
			all[key] = &exchange{elem: elem}
		}
		return all[key]
	}
	for c := range x.src.Inspector().Root().Preorder((*ast.CallExpr)(nil)) {
		conv := c.Node().(*ast.CallExpr)
		if !x.src.IsConversion(conv) {
			continue
		}
		to, from := x.typeOf(conv), x.typeOf(conv.Args[0])
		switch {
		case gotype.IsUnsafePointer(to) && gotype.IsPointer(from):
			x.addSending(of(from), c, conv)
		case gotype.IsUnsafePointer(from) && gotype.IsPointer(to):
			x.addReceiving(of(to), c, conv)
		}
	}
	return all
}

func (x *fixer) typeOf(e ast.Expr) types.Type {
	if t := x.src.Info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// addSending notes a conversion to unsafe.Pointer: where it goes.
func (x *fixer) addSending(e *exchange, c inspector.Cursor, conv *ast.CallExpr) {
	s := &sending{conv: conv, x: ast.Unparen(conv.Args[0]), cursor: c}
	top := c
	for {
		parent := top.Parent()
		p, ok := parent.Node().(ast.Expr)
		if _, paren := p.(*ast.ParenExpr); ok && paren {
			top = parent
			continue
		}
		if !ok || !x.src.IsConversion(p) || p.(*ast.CallExpr).Fun == top.Node() {
			break
		}
		switch t := x.typeOf(p); {
		case gotype.IsInteger(t):
			s.number = true
		case !gotype.IsUnsafePointer(t):
			e.strange = true // the value under another type
			return
		}
		top = parent
	}
	if x.reachesC(s, top) {
		e.sent = append(e.sent, s)
	} else {
		e.strange = true
	}
}

// reachesC reports whether an expression is what C gets: an argument of a C
// function, directly or by a variable that is nothing else; an argument of a
// function of this package that hands it on, as the pass has found; a part of
// a C struct.
func (x *fixer) reachesC(s *sending, c inspector.Cursor) bool {
	switch parent := c.Parent().Node().(type) {
	case *ast.CallExpr:
		if call := x.src.Call(parent); call != nil {
			for i, arg := range call.Args {
				if arg == c.Node() {
					s.call, s.index = call, i
					return true
				}
			}
		}
		return x.kept[c.Node()]
	case *ast.AssignStmt:
		if len(parent.Lhs) != 1 || len(parent.Rhs) != 1 {
			return false
		}
		if sel, ok := parent.Lhs[0].(*ast.SelectorExpr); ok && parent.Tok == token.ASSIGN {
			return isC(x.typeOf(sel.X))
		}
		id, ok := parent.Lhs[0].(*ast.Ident)
		return ok && parent.Tok == token.DEFINE && x.onlyForC(s, id)
	case *ast.KeyValueExpr:
		lit, ok := c.Parent().Parent().Node().(*ast.CompositeLit)
		return ok && parent.Value == c.Node() && isC(x.typeOf(lit))
	}
	return false
}

// onlyForC reports whether a variable is used for nothing but to be an
// argument of C functions.
func (x *fixer) onlyForC(s *sending, id *ast.Ident) bool {
	v := x.src.Info.Defs[id]
	if v == nil {
		return false
	}
	uses := 0
	for c := range x.src.Inspector().Root().Preorder((*ast.Ident)(nil)) {
		if x.src.Info.Uses[c.Node().(*ast.Ident)] != v {
			continue
		}
		for p, ok := c.Parent().Node().(ast.Expr); ok && x.src.IsConversion(p); p, ok = c.Parent().Node().(ast.Expr) {
			if t := x.typeOf(p); !gotype.IsUnsafePointer(t) && !gotype.IsInteger(t) {
				return false
			}
			c = c.Parent()
		}
		parent, ok := c.Parent().Node().(*ast.CallExpr)
		if !ok || x.src.Call(parent) == nil && !x.kept[c.Node()] && !x.isFunc(parent, "runtime", "KeepAlive") {
			return false
		}
		if call := x.src.Call(parent); call != nil && s.call == nil {
			x.reachesC(s, c)
		}
		uses++
	}
	return uses > 0
}

// isFunc reports whether a call is of a function of a package.
func (x *fixer) isFunc(call *ast.CallExpr, pkg, name string) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := x.src.Info.Uses[sel.Sel].(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == pkg && fn.Name() == name
}

// isC reports whether a type is C's, or a pointer to one that is.
func isC(t types.Type) bool {
	if pointee := gotype.Pointee(t); pointee != nil {
		t = pointee
	}
	return cgosource.IsC(t)
}
