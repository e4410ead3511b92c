package ownership

import (
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// builtin calls a function of the language or of package unsafe.
func (x *exploration) builtin(st *state, instr ssa.CallInstruction, b *ssa.Builtin, args []symbol) {
	v := instr.Value()
	switch b.Name() {
	case "Slice", "String", "SliceData", "StringData", "ssa:wrapnilchk":
		if v != nil {
			x.set(st, v, args[0])
		}
	case "Add":
		if v != nil {
			x.set(st, v, x.make(shape{form: inside, a: args[0]}))
		}
	case "len":
		x.length(st, instr, args[0])
	case "append":
		x.giveAway(st, instr, Stored, "a slice", args...)
	case "copy":
		for _, a := range args {
			if l := x.linked(st, a); l == same || l == within {
				x.use(st, instr, "copy", l == within)
			}
		}
	}
}

// length sets the length of what doesn't change it: of a slice or string.
func (x *evaluator) length(st *state, instr ssa.CallInstruction, s symbol) {
	v := instr.Value()
	if v == nil {
		return
	}
	switch instr.Common().Args[0].Type().Underlying().(type) {
	case *types.Map, *types.Chan:
		return
	}
	if n := arrayLen(x.shapes[s].at); n >= 0 {
		x.set(st, v, x.make(shape{form: literal, path: strconv.Itoa(int(n))}))
	} else if n, ok := x.lengths[s]; ok {
		x.set(st, v, n)
	} else {
		x.set(st, v, x.make(shape{form: operation, op: token.LEQ, a: s, path: "len"}))
	}
}

// arrayLen returns the length of the array that a slice literal or the
// arguments of a variadic function are, or -1.
func arrayLen(at any) int64 {
	local, ok := at.(*ssa.Alloc)
	if !ok {
		return -1
	}
	array, ok := local.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok {
		return -1
	}
	return array.Len()
}
