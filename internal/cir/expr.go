package cir

import (
	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/ctype"
)

// expr lowers an expression and returns its value.
func (b *funcLowerer) expr(n *cparse.Expr) Value {
	if v, ok := b.known(n); ok {
		return v
	}
	b.countStep()
	switch n.Op {
	case cparse.Name:
		return b.name(n)
	case cparse.Paren:
		return b.expr(n.X)
	case cparse.StmtExpr:
		return b.statementExpr(n.Body)
	case cparse.Call:
		return b.call(n)
	case cparse.Index, cparse.Member, cparse.Arrow, cparse.Literal:
		return b.lvalue(n)
	case cparse.PostInc, cparse.PostDec:
		return b.postStep(n)
	case cparse.Cast:
		return b.cast(n)
	case cparse.VaArg:
		b.expr(n.X)
		return b.value(place{base: b.constant(Const{Kind: ForeignPtr})}, n)
	case cparse.Cond:
		return b.conditional(n)
	case cparse.Assign:
		return b.assignment(n)
	case cparse.Comma:
		b.expr(n.X)
		return b.expr(n.Y)
	}
	if n.Op >= cparse.Mul && n.Op <= cparse.Ge {
		return b.binary(n)
	}
	return b.unary(n)
}

// known returns the constant that the parser found the expression to be.
func (b *builder) known(n *cparse.Expr) (Value, bool) {
	switch n.Val.Kind {
	case cparse.Integer:
		v := n.Val.Bits
		if v != 0 && v > -maxErrno && v < maxErrno && !b.target.IsUnsigned(n.Type) && isLiteral(n) {
			return b.constant(Const{Kind: IntConst, Int: v, Name: Literal}), true
		}
		return b.integer(v), true
	case cparse.Floating:
		return b.opaque(), true
	}
	if n.Op == cparse.Str {
		return b.constant(Const{Kind: StringConst, Name: literal(n.Text)}), true
	}
	return 0, false
}

func (b *builder) name(n *cparse.Expr) Value {
	if n.Obj.Kind == cparse.Func {
		b.want(n.Obj.Text)
		return b.constant(Const{Kind: FuncConst, Name: n.Obj.Text})
	}
	return b.value(b.declared(n.Obj), n)
}

// lvalue returns the value of an expression that is an lvalue.
func (b *funcLowerer) lvalue(n *cparse.Expr) Value {
	if p, ok := b.place(n); ok {
		return b.value(p, n)
	}
	return b.opaque()
}

// value returns the value of the lvalue n at p.
func (b *builder) value(p place, n *cparse.Expr) Value {
	if n.Type.Kind == ctype.Array {
		return b.array(p, n)
	}
	class := b.class(n.Type)
	b.f.Volatile = b.f.Volatile || isVolatile(n.Type)
	if !p.direct && class == Scalar && (b.testing && b.isByte(n.Type) || b.threadLocal(p) || b.errno(p)) {
		b.f.Reads = true
		return b.into(Scalar, Instr{Op: Load, A: p.base, Path: b.path(p)})
	}
	v := b.load(p, class)
	if v >= 0 && class == Aggregate && !b.pointers(n.Type, 0) {
		b.f.Vars[v].Pointers = false
	}
	return v
}

// statementExpr lowers ({ … }), whose value is the last statement's.
func (b *funcLowerer) statementExpr(n *cparse.Stmt) Value {
	region := b.region
	v := b.opaque()
	for i, item := range n.List {
		before := len(b.exits)
		if i == len(n.List)-1 && item.Kind == cparse.ExprStmt {
			v = b.expr(item.X)
			break
		}
		b.statement(item)
		b.resume(before)
	}
	b.region = region
	return v
}

func (b *funcLowerer) postStep(n *cparse.Expr) Value {
	class := b.class(n.Type)
	p := b.placeOrTemp(n.X)
	old := b.load(p, class)
	if old >= 0 {
		old = b.into(class, Instr{Op: Copy, A: old})
	}
	b.step(p, old, n.Type)
	return old
}

// step lowers ++ and --.
func (b *builder) step(p place, old Value, t *ctype.Type) Value {
	v := b.opaque()
	switch b.class(t) {
	case Pointer:
		v = b.into(Pointer, Instr{Op: Offset, A: old, B: None})
	case Int:
		v = b.into(Int, Instr{Op: Arith, A: old, B: b.opaque()})
	case Scalar:
		if old >= 0 {
			v = b.into(Scalar, Instr{Op: Arith, A: old, B: b.opaque()})
		}
	}
	b.store(p, v)
	return v
}

func (b *funcLowerer) unary(n *cparse.Expr) Value {
	switch n.Op {
	case cparse.PreInc, cparse.PreDec:
		p := b.placeOrTemp(n.X)
		return b.step(p, b.load(p, b.class(n.Type)), n.Type)
	case cparse.AddrOf:
		if p, ok := b.place(n.X); ok {
			return b.address(p)
		}
		return b.expr(n.X) // a function, or something that is no lvalue
	case cparse.Deref:
		return b.deref(n)
	case cparse.Plus:
		return b.expr(n.X)
	case cparse.Neg:
		return b.into(b.class(n.Type), Instr{Op: Arith, Aux: OpNeg, A: b.expr(n.X), B: b.opaque()})
	case cparse.Cpl:
		return b.into(b.class(n.Type), Instr{Op: Arith, A: b.expr(n.X), B: b.opaque()})
	case cparse.Not:
		return b.into(Scalar, Instr{Op: Arith, Aux: OpNot, A: b.expr(n.X), B: None})
	case cparse.Real, cparse.Imag:
		b.expr(n.X)
	case cparse.LabelAddr:
		return b.constant(Const{Kind: StringConst})
	}
	return b.opaque()
}

func (b *funcLowerer) deref(n *cparse.Expr) Value {
	v := b.expr(n.X)
	if n.Type.Kind == ctype.Function {
		return v // *f is f
	}
	return b.value(place{base: v}, n)
}

func (b *funcLowerer) cast(n *cparse.Expr) Value {
	v := b.expr(n.X)
	class := b.class(n.Type)
	if class == Scalar && v >= 0 && b.f.Vars[v].Class != Scalar {
		return b.into(Scalar, Instr{Op: Arith, A: v, B: None}) // a pointer cut short
	}
	if class == Pointer && v >= 0 && b.f.Vars[v].Class == Scalar {
		return b.opaque()
	}
	return v
}

func (b *funcLowerer) assignment(n *cparse.Expr) Value {
	if n.Assigns == cparse.Name {
		v := b.expr(n.Y)
		p := b.placeOrTemp(n.X)
		b.mark(n.Pos)
		b.storeAt(p, v, b.indexOf(n.X))
		return v
	}
	b.f.Traps = b.f.Traps || n.Assigns == cparse.Div || n.Assigns == cparse.Mod
	p := b.placeOrTemp(n.X)
	class := b.class(n.X.Type)
	old := b.load(p, class)
	v := b.expr(n.Y)
	b.mark(n.Pos)
	result := b.opaque()
	switch {
	case class == Pointer:
		result = b.into(class, Instr{Op: Offset, A: old, B: None})
	case class == Int || old >= 0:
		result = b.into(class, Instr{Op: Arith, A: old, B: v, Aux: assignOp(n.Assigns)})
	}
	b.store(p, result)
	return result
}

func assignOp(op cparse.Op) uint8 {
	switch op {
	case cparse.And:
		return OpAnd
	case cparse.Or:
		return OpOr
	case cparse.Add:
		return OpAdd
	case cparse.Sub:
		return OpSub
	}
	return OpOther
}
