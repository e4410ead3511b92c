package shardskew

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// address returns what is known of the address that an unsafe.Pointer holds.
func (c *evaluator) address(e ast.Expr, depth int) value {
	e = ast.Unparen(e)
	call, ok := e.(*ast.CallExpr)
	if ok && c.info.Types[call.Fun].IsType() && len(call.Args) == 1 {
		if ptr, ok := c.typeOf(call.Args[0]).(*types.Pointer); ok {
			return c.addressOf(ast.Unparen(call.Args[0]), ptr.Elem(), depth)
		}
		return c.address(call.Args[0], depth+1)
	}
	if id, ok := e.(*ast.Ident); ok && depth < 8 {
		if v, ok := c.info.Uses[id].(*types.Var); ok && c.isConstantVar(v) {
			if def := c.definition(v); def != nil {
				return c.address(def, depth+1)
			}
		}
	}
	// What it points to is not known. Memory of malloc, and of Go for all
	// that holds a pointer or is large, is aligned to 8 bytes at least.
	return value{step: 8, pointer: true}
}

// addressOf returns what is known of a pointer to a value of type t: when it
// is made on the spot, of a field or of an element of something larger.
func (c *evaluator) addressOf(e ast.Expr, t types.Type, depth int) value {
	amp, ok := e.(*ast.UnaryExpr)
	if !ok || amp.Op != token.AND || depth > 8 {
		return value{step: c.alignment(t), pointer: true}
	}
	switch x := ast.Unparen(amp.X).(type) {
	case *ast.IndexExpr:
		return value{step: max(powerOfTwo(c.size(t)), 1), offset: true, pointer: true}
	case *ast.SelectorExpr:
		base := c.typeOf(x.X)
		if ptr, ok := base.(*types.Pointer); ok {
			return value{step: c.alignment(ptr.Elem()), offset: true, pointer: true}
		}
		if !gotype.HasSize(t) {
			return value{step: 1, offset: true, pointer: true}
		}
		return value{step: uint64(max(c.src.Sizes.Alignof(t), 1)), offset: true, pointer: true}
	}
	return value{step: c.alignment(t), pointer: true}
}

// addressIn returns what is known of *(*uintptr)(unsafe.Pointer(&p)), where p
// is a pointer: the address in it.
func (c *evaluator) addressIn(star *ast.StarExpr) value {
	outer, ok := ast.Unparen(star.X).(*ast.CallExpr)
	if !ok || len(outer.Args) != 1 || !c.info.Types[outer.Fun].IsType() {
		return unknown
	}
	inner, ok := ast.Unparen(outer.Args[0]).(*ast.CallExpr)
	if !ok || len(inner.Args) != 1 || !c.info.Types[inner.Fun].IsType() || !gotype.IsInteger(c.info.TypeOf(star)) {
		return unknown
	}
	amp, ok := ast.Unparen(inner.Args[0]).(*ast.UnaryExpr)
	if !ok || amp.Op != token.AND {
		return unknown
	}
	if ptr, ok := c.typeOf(amp.X).(*types.Pointer); ok {
		return value{step: c.alignment(ptr.Elem()), pointer: true}
	}
	return unknown
}

func (c *evaluator) typeOf(e ast.Expr) types.Type {
	if t := c.info.TypeOf(e); t != nil {
		return t.Underlying()
	}
	return nil
}

// size returns the size of a type, or 1 if it is not known.
func (c *evaluator) size(t types.Type) uint64 {
	if !gotype.HasSize(t) {
		return 1
	}
	return uint64(c.src.Sizes.Sizeof(t))
}

// alignment returns by which steps the addresses of values of type t differ:
// the type's alignment, and for a struct that is allocated on its own the
// distance of two in their span.
func (c *evaluator) alignment(t types.Type) uint64 {
	if p, isParam := types.Unalias(t).(*types.TypeParam); isParam {
		return c.paramAlignment(p)
	}
	if !gotype.HasSize(t) {
		return 1
	}
	align := uint64(max(c.src.Sizes.Alignof(t), 1))
	s, ok := t.Underlying().(*types.Struct)
	if !ok || cgosource.IsC(t) {
		return align
	}
	size := uint64(c.src.Sizes.Sizeof(s))
	if size < 16 {
		return align // the allocator packs small objects together
	}
	return max(align, powerOfTwo(sizeClass(size)))
}

// paramAlignment is alignment for a type parameter: what those types have in
// common that the package gives it.
func (c *evaluator) paramAlignment(p *types.TypeParam) uint64 {
	var common uint64
	for id, inst := range c.info.Instances {
		generic := c.info.Uses[id]
		if generic == nil || p.Index() >= inst.TypeArgs.Len() || !c.hasParam(generic, p) {
			continue
		}
		arg := inst.TypeArgs.At(p.Index())
		if _, isParam := types.Unalias(arg).(*types.TypeParam); !isParam {
			common = gcd(common, c.alignment(arg))
		}
	}
	return max(common, 1)
}

// hasParam reports whether p is a type parameter of a generic type or function,
// or, under a name of its own, of one of the type's methods.
func (c *evaluator) hasParam(generic types.Object, p *types.TypeParam) bool {
	switch generic := generic.(type) {
	case *types.Func:
		return hasParam(generic.Signature().TypeParams(), p)
	case *types.TypeName:
		named, ok := generic.Type().(*types.Named)
		if !ok {
			return false
		}
		for m := range named.Origin().Methods() {
			if hasParam(m.Signature().RecvTypeParams(), p) {
				return true
			}
		}
		return hasParam(named.Origin().TypeParams(), p)
	}
	return false
}

func hasParam(list *types.TypeParamList, p *types.TypeParam) bool {
	return p.Index() < list.Len() && list.At(p.Index()) == p
}

// sizeClass returns the size that the allocator gives an object
// (internal/runtime/gc/sizeclasses.go). Those above 1024 are multiples of 128.
func sizeClass(size uint64) uint64 {
	for _, step := range []struct{ upTo, step uint64 }{
		{8, 8}, {32, 8}, {256, 16}, {512, 32}, {768, 64}, {1024, 128},
	} {
		if size <= step.upTo {
			return (size + step.step - 1) / step.step * step.step
		}
	}
	return 128
}
