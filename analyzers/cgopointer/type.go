package cgopointer

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

// badType returns the type of what is passed to C, and the part of it that is
// always a Go pointer, by the rules of vet's cgocall: a channel, map, func or
// slice, in it or behind its pointers, whatever it holds when the call is
// made. It returns nil when there is none.
func badType(info *types.Info, arg ast.Expr) (t types.Type, part types.Type) {
	t = baseType(info, arg)
	if part = pointerPart(t, make(map[types.Type]bool)); part != nil {
		return t, part
	}
	if conv, ok := arg.(*ast.CallExpr); ok && len(conv.Args) == 1 && isUnsafePointer(info, conv.Fun) {
		arg = conv.Args[0]
	}
	if u, ok := arg.(*ast.UnaryExpr); ok && u.Op == token.AND {
		t = baseType(info, u.X)
		if part = pointerPart(t, make(map[types.Type]bool)); part != nil {
			return t, part
		}
	}
	return nil, nil
}

// baseType returns the type of an argument as it was before it became an
// unsafe.Pointer, by unsafe.Pointer(x) or *(*unsafe.Pointer)(unsafe.Pointer(&x)).
func baseType(info *types.Info, arg ast.Expr) types.Type {
	switch arg := arg.(type) {
	case *ast.CallExpr:
		if len(arg.Args) == 1 && isUnsafePointer(info, arg.Fun) {
			return baseType(info, arg.Args[0])
		}
	case *ast.StarExpr:
		if x := reread(info, arg); x != nil {
			return baseType(info, x)
		}
	}
	return info.TypeOf(arg)
}

// reread returns x of *(*unsafe.Pointer)(unsafe.Pointer(&x)), or nil.
func reread(info *types.Info, star *ast.StarExpr) ast.Expr {
	call, ok := star.X.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil
	}
	t := info.TypeOf(call.Fun)
	if t == nil {
		return nil
	}
	p, ok := t.Underlying().(*types.Pointer)
	if !ok || !gotype.IsUnsafePointer(p.Elem()) {
		return nil
	}
	inner, ok := call.Args[0].(*ast.CallExpr)
	if !ok || len(inner.Args) != 1 || !isUnsafePointer(info, inner.Fun) {
		return nil
	}
	if u, ok := inner.Args[0].(*ast.UnaryExpr); ok && u.Op == token.AND {
		return u.X
	}
	return nil
}

func isUnsafePointer(info *types.Info, e ast.Expr) bool {
	t := info.TypeOf(e)
	return t != nil && gotype.IsUnsafePointer(t)
}

// pointerPart returns the first type in t that vet takes exception to.
func pointerPart(t types.Type, seen map[types.Type]bool) types.Type {
	if t == nil || seen[t] {
		return nil
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Chan, *types.Map, *types.Signature, *types.Slice:
		return t
	case *types.Pointer:
		return pointerPart(u.Elem(), seen)
	case *types.Array:
		return pointerPart(u.Elem(), seen)
	case *types.Struct:
		for f := range u.Fields() {
			if part := pointerPart(f.Type(), seen); part != nil {
				return part
			}
		}
	}
	return nil
}

func typeMessage(src *cgosource.Package, call *cgosource.Call, arg ast.Expr, t, part types.Type) string {
	what := "is"
	if t != part {
		what = "is a " + cgosource.TypeString(t) + " that contains"
	}
	text := src.Text(arg)
	if len(text) > 60 {
		text = "the argument"
	}
	return fmt.Sprintf("%s %s a Go %s: C.%s gets memory with a Go pointer in it, which cgo forbids", text, what, ptrcheck.Describe(part), call.Name)
}
