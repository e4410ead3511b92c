package cflow

import "github.com/cgolint/cgolint/internal/cir"

// isGiven reports whether a condition, as an operand of the instruction at an
// index, holds in the usual run because arguments are what they usually are: a
// pointer that is not null, a size that is not zero, a number that is positive or
// not negative.
func (f *function) isGiven(cond cir.Value, at int32) bool {
	if cond < 0 {
		return false
	}
	if x := &f.Vars[cond]; f.isArgument(cond, at) {
		return x.Class == cir.Pointer || x.Class == cir.Int && x.Unsigned // others may be flags
	}
	if len(f.defs[cond]) != 1 || f.Code[f.defs[cond][0]].Op != cir.Arith {
		return false
	}
	def := f.defs[cond][0]
	switch in := &f.Code[def]; in.Aux {
	case cir.OpLAnd:
		return f.isGiven(in.A, def) && f.isGiven(in.B, def)
	case cir.OpNe:
		return f.isZero(in.B) && f.isGiven(in.A, def)
	case cir.OpGt, cir.OpGe:
		return f.isZero(in.B) && f.isArgument(in.A, def)
	case cir.OpLt, cir.OpLe:
		return f.isZero(in.A) && f.isArgument(in.B, def)
	}
	return false
}

// isArgument reports whether an operand of the instruction at an index is a
// parameter that still has the value of the argument.
func (f *function) isArgument(v cir.Value, at int32) bool {
	if v < 0 || int(v) >= f.Params || f.Vars[v].AddrTaken {
		return false
	}
	defs, initial := f.reaching(int32(v), at)
	return initial && len(defs) == 0
}
