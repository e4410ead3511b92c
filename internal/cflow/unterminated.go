package cflow

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// unterminated notes the char arrays that are filled to the end without a NUL.
func (c *collector) unterminated() {
	for i := range c.callees {
		callee := &c.callees[i]
		if callee.contract == nil || callee.fn != nil {
			continue
		}
		for j, arg := range c.args(callee.at) {
			if p := callee.contract.Param(j); p != nil && p.Writes != nil && c.fills(callee, p.Writes, arg) {
				c.noNUL(arg, callee.at)
			}
		}
	}
}

// fills reports whether a call may fill the array that an argument is, to its
// end, without a NUL.
func (c *collector) fills(callee *callee, e *contract.Extent, arg cir.Value) bool {
	size := c.arraySize(arg)
	args := c.args(callee.at)
	if size == 0 || e.NUL || e.Pointer || e.Times >= 0 || e.Length < 0 || e.Length >= len(args) {
		return false
	}
	n := c.Const(args[e.Length])
	if n == nil || n.Kind != cir.IntConst || n.Int < int64(size) {
		return false
	}
	if e.NoNUL {
		return true
	}
	if callee.name != "memcpy" && callee.name != "memmove" || len(args) < 2 {
		return false
	}
	text := c.Const(args[1])
	return text != nil && text.Kind == cir.StringConst && text.Name != "" && int64(len(text.Name)) >= n.Int
}

// arraySize returns the size of the char array that a value is the address of,
// or 0.
func (c *collector) arraySize(v cir.Value) int32 {
	if k := c.Const(v); k != nil {
		if k.Kind != cir.GlobalConst {
			return 0
		}
		return c.p.arrays[k.Name]
	}
	if v == cir.None {
		return 0
	}
	return c.Vars[v].Array
}

// noNUL notes that the array at v has no NUL, unless one is stored in it.
func (c *collector) noNUL(v cir.Value, at int32) {
	o := c.p.origin(c.function, v, at, 0)
	switch o.kind {
	case fromGlobal:
		if o.path == "" {
			c.p.noNUL[string(o.text)] = true
		}
	case fromParam:
		if o.path.IsField() && !c.storesNUL(&o) {
			c.ev.noNUL[o.n] = append(c.ev.noNUL[o.n], string(o.path))
			c.p.noNUL[c.Types[o.n].Name+string(o.path)] = true
		}
	}
}

// storesNUL reports whether a zero is stored in an array anywhere in the
// function.
func (c *collector) storesNUL(array *origin) bool {
	for i := range c.Code {
		if in := &c.Code[i]; in.Op == cir.Store && c.isZero(in.B) {
			o := c.p.origin(c.function, in.A, int32(i), 0)
			if o.kind == array.kind && o.n == array.n && (o.path + c.path(in)).Within(array.path) {
				return true
			}
		}
	}
	return false
}

// globalNULs notes the global arrays in which a zero is stored.
func (c *collector) globalNULs() {
	for i := range c.Code {
		if in := &c.Code[i]; in.Op == cir.Store && c.isZero(in.B) {
			if o := c.p.origin(c.function, in.A, int32(i), 0); o.kind == fromGlobal {
				c.p.nulIn[string(o.text)] = true
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
