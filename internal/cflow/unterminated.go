package cflow

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// unterminated notes the char arrays that are filled to the end without a NUL.
func (b *buffers) unterminated() {
	for i := range b.callees {
		callee := &b.callees[i]
		if callee.contract == nil || callee.fn != nil {
			continue
		}
		for j, arg := range b.args(callee.at) {
			if p := callee.contract.Param(j); p != nil && p.Writes != nil && b.fills(callee, p.Writes, arg) {
				b.noNUL(arg, callee.at)
			}
		}
	}
}

// fills reports whether a call may fill the array that an argument is, to its
// end, without a NUL.
func (b *buffers) fills(callee *callee, e *contract.Extent, arg cir.Value) bool {
	size := b.arraySize(arg)
	args := b.args(callee.at)
	if size == 0 || e.NUL || e.Pointer || e.Times >= 0 || e.Length < 0 || e.Length >= len(args) {
		return false
	}
	n := b.Const(args[e.Length])
	if n == nil || n.Kind != cir.IntConst || n.Int < int64(size) {
		return false
	}
	if e.NoNUL {
		return true
	}
	if callee.name != "memcpy" && callee.name != "memmove" || len(args) < 2 {
		return false
	}
	text := b.Const(args[1])
	return text != nil && text.Kind == cir.StringConst && text.Name != "" && int64(len(text.Name)) >= n.Int
}

// arraySize returns the size of the char array that a value is the address of,
// or 0.
func (b *buffers) arraySize(v cir.Value) int32 {
	if k := b.Const(v); k != nil {
		if k.Kind != cir.GlobalConst {
			return 0
		}
		return b.p.arrays[k.Name]
	}
	if v == cir.None {
		return 0
	}
	return b.Vars[v].Array
}

// noNUL notes that the array at v has no NUL, unless one is stored in it.
func (b *buffers) noNUL(v cir.Value, at int32) {
	o := b.p.origin(b.function, v, at, 0)
	switch o.kind {
	case fromGlobal:
		if o.path == "" {
			b.p.noNUL[string(o.text)] = true
		}
	case fromParam:
		if o.path.IsField() && !b.storesNUL(&o) {
			b.ev.noNUL[o.n] = append(b.ev.noNUL[o.n], string(o.path))
			b.p.noNUL[b.Types[o.n].Name+string(o.path)] = true
		}
	}
}

// storesNUL reports whether a zero is stored in an array anywhere in the
// function.
func (b *buffers) storesNUL(array *origin) bool {
	for i := range b.Code {
		if in := &b.Code[i]; in.Op == cir.Store && b.isZero(in.B) {
			o := b.p.origin(b.function, in.A, int32(i), 0)
			if o.kind == array.kind && o.n == array.n && (o.path + b.path(in)).Within(array.path) {
				return true
			}
		}
	}
	return false
}

// globalNULs notes the global arrays in which a zero is stored.
func (b *buffers) globalNULs() {
	for i := range b.Code {
		if in := &b.Code[i]; in.Op == cir.Store && b.isZero(in.B) {
			if o := b.p.origin(b.function, in.A, int32(i), 0); o.kind == fromGlobal {
				b.p.nulIn[string(o.text)] = true
			}
		}
	}
}

// unterminated reports whether what f returns is an array without a NUL.
func (p *program) unterminated(f *function, o *summary.Origin) bool {
	switch o.Kind {
	case summary.Static:
		name, address := strings.CutPrefix(o.Field, "&")
		return address && p.noNUL[name] && !p.nulIn[name]
	case summary.Inside:
		field, ok := strings.CutPrefix(o.Field, "&->")
		return ok && p.noNUL[f.Types[o.Arg].Name+"."+field]
	}
	return false
}
