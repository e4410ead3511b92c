package cir

import "modernc.org/cc/v4"

// A place is where an object or a part of one is: in a variable (direct), or
// in the object that base points to.
type place struct {
	direct bool
	v      int32 // direct: the variable
	base   Value // not direct
	path   string
}

// at returns the place of a part of the object.
func (p place) at(path string) place {
	p.path += path
	return p
}

// maxPath bounds the length of a path, which a loop over an array of
// structures could otherwise extend.
const maxPath = 200

// place returns the place that an lvalue names. ok is false when the
// expression is none.
func (b *funcLowerer) place(n cc.ExpressionNode) (p place, ok bool) {
	switch n := n.(type) {
	case *cc.PrimaryExpression:
		return b.primaryPlace(n)
	case *cc.PostfixExpression:
		return b.postfixPlace(n)
	case *cc.UnaryExpression:
		switch n.Case {
		case cc.UnaryExpressionDeref:
			return place{base: b.expr(n.CastExpression)}, true
		case cc.UnaryExpressionReal, cc.UnaryExpressionImag:
			return b.place(n.UnaryExpression)
		}
	case *cc.ExpressionList:
		if n.ExpressionList == nil {
			return b.place(n.AssignmentExpression)
		}
	}
	return place{}, false
}

func (b *funcLowerer) primaryPlace(n *cc.PrimaryExpression) (place, bool) {
	switch n.Case {
	case cc.PrimaryExpressionExpr:
		return b.place(n.ExpressionList)
	case cc.PrimaryExpressionGeneric:
		if a := n.GenericSelection.Associated(); a != nil {
			return b.place(a.AssignmentExpression)
		}
	case cc.PrimaryExpressionIdent:
		d, ok := n.ResolvedTo().(*cc.Declarator)
		if !ok || d.Type() == nil || d.Type().Kind() == cc.Function {
			return place{}, false
		}
		return b.declared(d), true
	}
	return place{}, false
}

// declared returns the place of a declared variable.
func (b *funcLowerer) declared(d *cc.Declarator) place {
	if v, ok := b.vars[d]; ok {
		return place{direct: true, v: v}
	}
	local := !d.IsStatic() && !d.IsExtern() && d.LexicalScope() != nil && d.LexicalScope().Parent != nil
	if d.IsParam() || local {
		return place{direct: true, v: b.localVar(d)}
	}
	return place{base: b.constant(Const{Kind: GlobalConst, Name: b.staticName(d)})}
}

func (b *funcLowerer) postfixPlace(n *cc.PostfixExpression) (place, bool) {
	switch n.Case {
	case cc.PostfixExpressionPrimary:
		return b.place(n.PrimaryExpression)
	case cc.PostfixExpressionIndex:
		return b.indexPlace(n), true
	case cc.PostfixExpressionSelect:
		p := b.placeOrTemp(n.PostfixExpression)
		return p.at(fieldPath(n)), true
	case cc.PostfixExpressionPSelect:
		return b.pointee(n.PostfixExpression).at(fieldPath(n)), true
	case cc.PostfixExpressionComplit:
		v := b.typed("", n.Type())
		b.f.Vars[v].Class = Aggregate
		p := place{direct: true, v: v}
		for list := n.InitializerList; list != nil; list = list.InitializerList {
			b.initialize(p.at(initPath(list.Initializer)), list.Initializer.Type(), list.Initializer)
		}
		return p, true
	}
	return place{}, false
}

// fieldPath names the field selected. A field of an anonymous member stands
// for itself.
func fieldPath(n *cc.PostfixExpression) string { return "." + n.Token2.SrcStr() }

// pointee returns the place that a pointer expression points to. An array
// stands for its own place.
func (b *funcLowerer) pointee(e cc.ExpressionNode) place {
	if isArray(e) {
		if p, ok := b.place(e); ok {
			return p.at("[]")
		}
	}
	return place{base: b.expr(e)}
}

func (b *funcLowerer) indexPlace(n *cc.PostfixExpression) place {
	array, index := n.PostfixExpression, n.ExpressionList
	if t := array.Type(); t != nil && cc.IsIntegerType(t) {
		array, index = index, array // 1["abc"]
	}
	p := b.pointee(array)
	b.expr(index)
	if !isArray(array) {
		p = p.at("[]")
	}
	return p
}

// isArray reports whether the expression names an array, which the type
// checker has turned into a pointer.
func isArray(e cc.ExpressionNode) bool {
	t := e.Type()
	return t != nil && t.Undecay().Kind() == cc.Array
}

// placeOrTemp returns the place of an expression, in a temporary when it is
// no lvalue.
func (b *funcLowerer) placeOrTemp(e cc.ExpressionNode) place {
	if p, ok := b.place(e); ok {
		return p
	}
	v := b.expr(e)
	if v >= 0 {
		return place{direct: true, v: int32(v)}
	}
	return place{direct: true, v: b.typed("", e.Type())}
}

// scalarVar reports whether the place is a whole variable that is no
// aggregate.
func (b *funcLowerer) scalarVar(p place) bool {
	return p.direct && p.path == "" && b.f.Vars[p.v].Class != Aggregate
}

// load returns the value at p, of class c. An aggregate is taken to have
// pointers in it unless typed says otherwise.
func (b *funcLowerer) load(p place, c Class) Value {
	v := b.loaded(p, c)
	if v >= 0 && c == Aggregate && !(p.direct && p.path == "") {
		b.f.Vars[v].Pointers = true
	}
	return v
}

func (b *funcLowerer) loaded(p place, c Class) Value {
	b.f.Reads = b.f.Reads || !p.direct
	switch {
	case b.scalarVar(p), p.direct && p.path == "":
		return Value(p.v)
	case c == Scalar || c == Void:
		// The read itself matters only as a condition.
		return b.opaque()
	case p.direct:
		return b.into(c, Instr{Op: Get, A: Value(p.v), Path: b.path(p)})
	}
	return b.into(c, Instr{Op: Load, A: p.base, Path: b.path(p)})
}

func (b *funcLowerer) path(p place) int32 {
	if len(p.path) > maxPath {
		return b.intern("")
	}
	return b.intern(p.path)
}

// store puts a value at p.
func (b *funcLowerer) store(p place, v Value) {
	switch {
	case p.direct && p.path == "":
		b.emit(Instr{Op: Copy, Dst: p.v, A: v})
	case p.direct:
		b.emit(Instr{Op: Set, Dst: -1, A: Value(p.v), B: v, Path: b.path(p)})
	default:
		b.emit(Instr{Op: Store, Dst: -1, A: p.base, B: v, Path: b.path(p)})
	}
}

// address returns a pointer to p.
func (b *funcLowerer) address(p place) Value {
	if p.direct {
		b.f.Vars[p.v].AddrTaken = true
		return b.into(Pointer, Instr{Op: Addr, A: Value(p.v), Path: b.path(p)})
	}
	if p.path == "" {
		return p.base
	}
	return b.into(Pointer, Instr{Op: Offset, A: p.base, B: None, Path: b.path(p)})
}
