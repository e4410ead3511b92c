package cir

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/ctype"
)

// typeOf returns what matters of the type of a parameter or a result.
func (l *unitLowerer) typeOf(t *ctype.Type) Type {
	if t.Kind != ctype.Pointer {
		return Type{}
	}
	elem := t.Elem
	r := Type{Name: l.typeName(elem), Const: elem.Qual&ctype.Const != 0}
	if elem.Kind == ctype.Pointer {
		r.Name, r.Pointer = l.typeName(elem.Elem), true
	}
	if n, ok := l.target.Size(elem); ok && !elem.Incomplete() && n > 0 && n < 1<<30 {
		r.Size = int32(n)
	}
	return r
}

// typeName names a type that is no pointer: a structure by its tag, or by the
// name that a typedef gives it.
func (l *unitLowerer) typeName(t *ctype.Type) string {
	switch {
	case t.IsRecord() && t.Record.Tag != 0 && t.Record.Union:
		return "union " + l.parser.Text(t.Record.Tag)
	case t.IsRecord() && t.Record.Tag != 0:
		return "struct " + l.parser.Text(t.Record.Tag)
	case t.Kind == ctype.Void:
		return "void"
	case l.isByte(t):
		return "char"
	case t.IsRecord() && t.Typedef != 0:
		return l.parser.Text(t.Typedef)
	}
	return ""
}

// isByte reports whether a type is an integer of one byte.
func (l *unitLowerer) isByte(t *ctype.Type) bool {
	if !t.IsInteger() || t.Kind == ctype.Bool {
		return false
	}
	size, _ := l.target.Size(t)
	return size == 1
}

// byteArray returns the length of an array of a type of one byte, or 0.
func (l *unitLowerer) byteArray(t *ctype.Type) int32 {
	if t.Kind == ctype.Array && l.isByte(t.Elem) && !t.VLA && t.Len > 0 && t.Len < 1<<30 {
		return int32(t.Len)
	}
	return 0
}

// array returns the address of the array n at p, and notes its length.
func (b *builder) array(p place, n *cparse.Expr) Value {
	v := b.address(p)
	if size := b.byteArray(n.Type); size > 0 && v >= 0 && (p.direct || p.path != "") {
		b.f.Vars[v].Array = size
	}
	return v
}

// declare notes what is to know of a variable that outlives calls.
func (l *unitLowerer) declare(d *cparse.Object, name string) {
	if d.Kind != cparse.Var {
		return
	}
	if d.Static && !d.Local && !l.statics[name] {
		l.statics[name] = true
		l.unit.Statics = append(l.unit.Statics, name)
	}
	if d.ThreadLocal && !l.threadLocals[name] {
		l.threadLocals[name] = true
		l.unit.ThreadLocals = append(l.unit.ThreadLocals, name)
	}
	if size := l.byteArray(d.Type); size > 0 && !l.arrays[name] {
		l.arrays[name] = true
		l.unit.Arrays = append(l.unit.Arrays, Array{name, size})
	}
}

// threadLocal reports whether a place is in a variable of which each thread
// has its own.
func (b *builder) threadLocal(p place) bool {
	k := b.f.Const(p.base)
	return k != nil && k.Kind == GlobalConst && b.threadLocals[k.Name]
}

// errno reports whether a place is errno, which is a macro for what a call
// returns the address of.
func (b *builder) errno(p place) bool {
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
func isLiteral(n *cparse.Expr) bool {
	for {
		n = bare(n)
		if n.Op != cparse.Neg {
			return n.Op == cparse.Number
		}
		n = n.X
	}
}
