package cir

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/ctype"
)

// An Access tells that all a function does is to read or write a field of
// what a parameter points to, or an element of an array that is there, or to
// return its address:
//
//	return v->len;
//	return v->data[i];
//	v->data[i] = x;
//	return &v->data[i];
//	return i < n ? p[i] : 0;
//	return p + 1;
type Access struct {
	Object int32  // the parameter that is a pointer
	Path   string // fields from it to the array or the field, ".data" or "" or ".in.data"
	Index  int32  // the parameter that is the index, or -1
	Value  int32  // the parameter that is written, or -1
	Below  int32  // the parameter that the index must be below, or the result is 0; or -1
	Step   int32  // it returns the pointer moved on by so many elements, unless it is 0

	// Address tells that it returns the address of the place.
	Address bool
}

// access finds out whether a body is nothing but an access.
func (b *builder) access(body *cparse.Stmt) *Access {
	if len(body.List) == 2 {
		return b.guarded(body.List[0], body.List[1])
	}
	if len(body.List) != 1 {
		return nil
	}
	switch s := body.List[0]; s.Kind {
	case cparse.Return:
		if s.X != nil {
			return b.returned(s.X)
		}
	case cparse.ExprStmt:
		a := bare(s.X)
		if a.Op != cparse.Assign || a.Assigns != cparse.Name {
			return nil
		}
		if v, ok := b.paramNamed(bare(a.Y)); ok && arithmetic(a.Y.Type) {
			return b.accessed(a.X, v)
		}
	}
	return nil
}

// returned is the access whose value a function returns.
func (b *builder) returned(n *cparse.Expr) *Access {
	n = bare(n)
	switch {
	case n.Op == cparse.Cond && n.Y != nil && isZero(n.Z):
		return b.below(n.X, cparse.Lt, n.Y)
	case n.Op == cparse.Add:
		return b.moved(n)
	}
	return b.accessed(n, -1)
}

// guarded is an access after if (i >= n) return 0;
func (b *builder) guarded(first, second *cparse.Stmt) *Access {
	if first.Kind != cparse.If || first.Else != nil || second.Kind != cparse.Return || second.X == nil {
		return nil
	}
	leave := first.Body
	if leave.Kind == cparse.Block && len(leave.List) == 1 {
		leave = leave.List[0]
	}
	if leave.Kind != cparse.Return || leave.X == nil || !isZero(leave.X) {
		return nil
	}
	return b.below(first.X, cparse.Ge, second.X)
}

// below is an access to an element under the condition that compares the index
// with another parameter.
func (b *builder) below(cond *cparse.Expr, op cparse.Op, n *cparse.Expr) *Access {
	a := b.accessed(n, -1)
	cond = bare(cond)
	if a == nil || a.Index < 0 || cond.Op != op {
		return nil
	}
	index, ok1 := b.paramNamed(bare(cond.X))
	bound, ok2 := b.paramNamed(bare(cond.Y))
	if !ok1 || !ok2 || index != a.Index || !cond.Y.Type.IsInteger() {
		return nil
	}
	a.Below = bound
	return a
}

// moved is the pointer that a parameter is, moved on by a constant.
func (b *builder) moved(n *cparse.Expr) *Access {
	pointer, by := bare(n.X), bare(n.Y)
	if pointer.Val.Kind == cparse.Integer {
		pointer, by = by, pointer
	}
	v, ok := b.paramNamed(pointer)
	const most = 1 << 16
	if !ok || b.f.Vars[v].Class != Pointer || by.Val.Kind != cparse.Integer || by.Val.Bits < 1 || by.Val.Bits > most {
		return nil
	}
	return &Access{Object: v, Index: -1, Value: -1, Below: -1, Step: int32(by.Val.Bits), Address: true}
}

// isZero reports whether an expression is 0 or a null pointer.
func isZero(n *cparse.Expr) bool {
	for n.Op == cparse.Paren || n.Op == cparse.Cast {
		n = n.X
	}
	return n.Val.Kind == cparse.Integer && n.Val.Bits == 0
}

func (b *builder) accessed(n *cparse.Expr, value int32) *Access {
	n = bare(n)
	a := &Access{Index: -1, Value: value, Below: -1}
	if n.Op == cparse.AddrOf {
		a.Address, n = true, bare(n.X)
	}
	if n.Type.Kind == ctype.Array || isVolatile(n.Type) {
		return nil
	}
	if n.Op == cparse.Index {
		i, ok := b.paramNamed(bare(n.Y))
		if !ok || !n.Y.Type.IsInteger() {
			return nil
		}
		a.Index, n = i, bare(n.X)
	}
	var path []string
	for {
		if v, ok := b.paramNamed(n); ok {
			a.Object = v
			break
		}
		if n.Op != cparse.Member && n.Op != cparse.Arrow {
			return nil
		}
		path = append([]string{b.fieldPath(n)}, path...)
		n = bare(n.X)
	}
	a.Path = strings.Join(path, "")
	if b.f.Vars[a.Object].Class != Pointer || a.Path == "" && a.Index < 0 || a.Address && a.Index < 0 {
		return nil
	}
	return a
}

func isVolatile(t *ctype.Type) bool { return t.Qual&ctype.Volatile != 0 }
