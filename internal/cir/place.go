package cir

import (
	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/ctype"
)

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
func (b *funcLowerer) place(n *cparse.Expr) (p place, ok bool) {
	switch n.Op {
	case cparse.Name:
		if n.Obj.Kind != cparse.Var {
			return place{}, false
		}
		return b.declared(n.Obj), true
	case cparse.Paren, cparse.Real, cparse.Imag:
		return b.place(n.X)
	case cparse.Deref:
		return place{base: b.expr(n.X)}, true
	case cparse.Index:
		return b.indexPlace(n), true
	case cparse.Member:
		return b.placeOrTemp(n.X).at(b.fieldPath(n)), true
	case cparse.Arrow:
		return b.pointee(n.X).at(b.fieldPath(n)), true
	case cparse.Literal:
		v := b.typed("", n.Type)
		b.f.Vars[v].Class = Aggregate
		p := place{direct: true, v: v}
		b.initializeParts(p, n.Init)
		return p, true
	}
	return place{}, false
}

// declared returns the place of a declared variable.
func (b *builder) declared(d *cparse.Object) place {
	if d.Slot > 0 {
		return place{direct: true, v: d.Slot - 1}
	}
	if d.Param || d.Local && !d.Static && !d.Extern {
		return place{direct: true, v: b.localVar(d)}
	}
	name := b.staticName(d)
	if d.Static && d.Local {
		b.declare(d, name) // __func__ has no declaration
	}
	return place{base: b.constant(Const{Kind: GlobalConst, Name: name})}
}

// fieldPath names the field selected. A field of an anonymous member stands
// for itself.
func (l *unitLowerer) fieldPath(n *cparse.Expr) string {
	name := l.parser.Text(n.Member)
	if isFunctions(n.Type) {
		l.member(name, n)
	}
	return "." + name
}

// member notes a member that points to functions.
func (l *unitLowerer) member(name string, n *cparse.Expr) {
	t := n.X.Type
	if n.Op == cparse.Arrow {
		t = t.Elem
	}
	m := Member{Name: name}
	if t != nil && t.Record != nil && !t.Record.Union {
		m.File = l.source.FileAt(t.Record.Pos)
		m.System = l.system(m.File)
	}
	if !l.members[m] {
		l.members[m] = true
		l.unit.Members = append(l.unit.Members, m)
	}
}

// isFunctions reports whether a type is a pointer to a function, or an array of
// such.
func isFunctions(t *ctype.Type) bool {
	for t.Kind == ctype.Array {
		t = t.Elem
	}
	return t.Kind == ctype.Pointer && t.Elem.Kind == ctype.Function
}

// pointee returns the place that a pointer expression points to. An array
// stands for its own place.
func (b *funcLowerer) pointee(e *cparse.Expr) place {
	if e.Type.Kind == ctype.Array {
		if p, ok := b.place(e); ok {
			return p.at("[]")
		}
	}
	return place{base: b.expr(e)}
}

func (b *funcLowerer) indexPlace(n *cparse.Expr) place {
	array, index := n.X, n.Y
	if array.Type.IsInteger() {
		array, index = index, array // 1["abc"]
	}
	p := b.pointee(array)
	b.expr(index)
	if array.Type.Kind != ctype.Array {
		p = p.at("[]")
	}
	return p
}

// placeOrTemp returns the place of an expression, in a temporary when it is
// no lvalue.
func (b *funcLowerer) placeOrTemp(e *cparse.Expr) place {
	if p, ok := b.place(e); ok {
		return p
	}
	v := b.expr(e)
	if v >= 0 {
		return place{direct: true, v: int32(v)}
	}
	return place{direct: true, v: b.typed("", e.Type)}
}

// scalarVar reports whether the place is a whole variable that is no
// aggregate.
func (b *code) scalarVar(p place) bool {
	return p.direct && p.path == "" && b.f.Vars[p.v].Class != Aggregate
}

// load returns the value at p, of class c. An aggregate is taken to have
// pointers in it unless typed says otherwise.
func (b *builder) load(p place, c Class) Value {
	v := b.loaded(p, c)
	if v >= 0 && c == Aggregate && !(p.direct && p.path == "") {
		b.f.Vars[v].Pointers = true
	}
	return v
}

func (b *builder) loaded(p place, c Class) Value {
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

func (b *builder) path(p place) int32 {
	if len(p.path) > maxPath {
		return b.intern("")
	}
	return b.intern(p.path)
}

// store puts a value at p.
func (b *builder) store(p place, v Value) { b.storeAt(p, v, AnyIndex) }

// storeAt puts a value at p, of which it is known how it is indexed.
func (b *builder) storeAt(p place, v Value, index uint8) {
	switch {
	case p.direct && p.path == "":
		b.emit(Instr{Op: Copy, Dst: p.v, A: v})
	case p.direct:
		b.emit(Instr{Op: Set, Dst: -1, A: Value(p.v), B: v, Path: b.path(p)})
	default:
		b.emit(Instr{Op: Store, Aux: index, Dst: -1, A: p.base, B: v, Path: b.path(p)})
	}
}

// address returns a pointer to p.
func (b *builder) address(p place) Value {
	if p.direct {
		b.f.Vars[p.v].AddrTaken = true
		return b.into(Pointer, Instr{Op: Addr, A: Value(p.v), Path: b.path(p)})
	}
	if p.path == "" {
		return p.base
	}
	return b.into(Pointer, Instr{Op: Offset, A: p.base, B: None, Path: b.path(p)})
}
