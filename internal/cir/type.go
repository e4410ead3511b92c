package cir

import (
	"strings"

	"modernc.org/cc/v4"
)

// typeOf returns what matters of the type of a parameter or a result.
func (l *unitLowerer) typeOf(t cc.Type) Type {
	p, ok := t.(*cc.PointerType)
	if !ok {
		return Type{}
	}
	elem := p.Elem()
	r := Type{Name: typeName(elem)}
	if q, ok := elem.(*cc.PointerType); ok {
		r.Name, r.Pointer = typeName(q.Elem()), true
	}
	if a := elem.Attributes(); a != nil {
		r.Const = a.IsConst()
	}
	if n := elem.Size(); !elem.IsIncomplete() && n > 0 && n < 1<<30 && elem.Kind() != cc.Void && elem.Kind() != cc.Function {
		r.Size = int32(n)
	}
	return r
}

// typeName names a type that is no pointer: a structure by its tag, or by the
// name that a typedef gives it.
func typeName(t cc.Type) string {
	tag := ""
	switch t := t.(type) {
	case *cc.StructType:
		if s := t.Tag(); s.SrcStr() != "" {
			tag = "struct " + s.SrcStr()
		}
	case *cc.UnionType:
		if s := t.Tag(); s.SrcStr() != "" {
			tag = "union " + s.SrcStr()
		}
	}
	switch {
	case tag != "":
		return tag
	case t.Kind() == cc.Void:
		return "void"
	case isByte(t):
		return "char"
	case t.Kind() == cc.Struct || t.Kind() == cc.Union:
		if d := t.Typedef(); d != nil {
			return d.Name()
		}
	}
	return ""
}

// isByte reports whether a type is an integer of one byte.
func isByte(t cc.Type) bool {
	return t != nil && cc.IsIntegerType(t) && t.Kind() != cc.Bool && t.Size() == 1
}

// byteArray returns the length of an array of a type of one byte, or 0.
func byteArray(t cc.Type) int32 {
	if t == nil {
		return 0
	}
	if a, ok := t.Undecay().(*cc.ArrayType); ok && isByte(a.Elem()) && !a.IsIncomplete() && !a.IsVLA() && a.Len() > 0 && a.Len() < 1<<30 {
		return int32(a.Len())
	}
	return 0
}

// array returns the address of the array n at p, and notes its length.
func (b *funcLowerer) array(p place, n cc.ExpressionNode) Value {
	v := b.address(p)
	if size := byteArray(n.Type()); size > 0 && v >= 0 && (p.direct || p.path != "") {
		b.f.Vars[v].Array = size
	}
	return v
}

// declare notes what is to know of a variable that outlives calls.
func (l *unitLowerer) declare(d *cc.Declarator, name string) {
	if d == nil || d.IsTypename() || d.Type() == nil || d.Type().Kind() == cc.Function {
		return
	}
	if d.IsStatic() && name == d.Name() && !l.statics[name] {
		l.statics[name] = true
		l.unit.Statics = append(l.unit.Statics, name)
	}
	if d.IsThreadLocal() && !l.threadLocals[name] {
		l.threadLocals[name] = true
		l.unit.ThreadLocals = append(l.unit.ThreadLocals, name)
	}
	if size := byteArray(d.Type()); size > 0 && !l.arrays[name] {
		l.arrays[name] = true
		l.unit.Arrays = append(l.unit.Arrays, Array{name, size})
	}
}

// threadLocal reports whether a place is in a variable of which each thread
// has its own.
func (b *funcLowerer) threadLocal(p place) bool {
	k := b.f.Const(p.base)
	return k != nil && k.Kind == GlobalConst && b.threadLocals[k.Name]
}

// errno reports whether a place is errno, which is a macro for what a call
// returns the address of.
func (b *funcLowerer) errno(p place) bool {
	last := len(b.f.Code) - 1
	if last < 0 || p.path != "" || b.f.Code[last].Op != Call || Value(b.f.Code[last].Dst) != p.base {
		return false
	}
	k := b.f.Const(b.f.Code[last].A)
	return k != nil && k.Kind == FuncConst && errnoFuncs[k.Name]
}

// errnoFuncs return the address of errno, in the C libraries that there are.
var errnoFuncs = map[string]bool{"__errno_location": true, "__error": true, "_errno": true, "___errno": true, "__errno": true}

// maxLiteral bounds the text of a string literal that is kept.
const maxLiteral = 120

// literal returns the text of a string literal that may be a format, or fill
// an array: up to its NUL. It is "" for one that is too long.
func literal(s string) string {
	s, _, _ = strings.Cut(s, "\x00")
	if len(s) > maxLiteral {
		return ""
	}
	return s
}

// maxErrno is above all numbers of errno.
const maxErrno = 200

// isLiteral reports whether an expression is a number as it stands in the code,
// or in a macro, and none of an enumeration.
func isLiteral(n cc.ExpressionNode) bool {
	for {
		switch e := bare(n).(type) {
		case *cc.UnaryExpression:
			if e.Case != cc.UnaryExpressionMinus {
				return false
			}
			n = e.CastExpression
		case *cc.PrimaryExpression:
			return e.Case == cc.PrimaryExpressionInt
		default:
			return false
		}
	}
}
