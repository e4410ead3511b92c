// Package govalue answers small questions about values of SSA.
package govalue

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Unconverted returns a value without the conversions around it, also those
// that copy: of string(b) it returns b.
func Unconverted(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return v
		}
	}
}

// Memory returns what holds the memory that a pointer leads to: a variable, or
// the slice or array of whose element it is the address, through conversions,
// slicing and unsafe.SliceData. Of []byte(s), which copies, it is the conversion.
func Memory(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.Convert:
			if _, copies := x.Type().Underlying().(*types.Slice); copies {
				return x
			}
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.Slice:
			v = x.X
		case *ssa.Call:
			if name := Builtin(&x.Call); name != "SliceData" && name != "StringData" {
				return v
			}
			v = x.Call.Args[0]
		default:
			return v
		}
	}
}

// Referrers returns the instructions that use a value. It returns none of a
// constant, a function or a global variable, of which SSA does not keep them:
// there, none does not mean that nothing uses it.
func Referrers(v ssa.Value) []ssa.Instruction {
	if refs := v.Referrers(); refs != nil {
		return *refs
	}
	return nil
}

// Field returns the field whose address is taken.
func Field(addr *ssa.FieldAddr) *types.Var {
	pointer := addr.X.Type().Underlying().(*types.Pointer) // of all that have fields
	return pointer.Elem().Underlying().(*types.Struct).Field(addr.Field)
}

// Builtin returns the builtin function that is called, such as "len", or "".
func Builtin(call *ssa.CallCommon) string {
	if b, ok := call.Value.(*ssa.Builtin); ok {
		return b.Name()
	}
	return ""
}

// Runtime returns the function or method of package runtime that is called,
// such as "SetFinalizer", or "".
func Runtime(call *ssa.CallCommon) string {
	fn := call.StaticCallee()
	if fn == nil {
		return ""
	}
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	obj := fn.Object()
	if obj == nil || obj.Pkg() == nil || obj.Pkg().Path() != "runtime" {
		return ""
	}
	return obj.Name()
}

// Function returns the function that a value is for certain, with or without
// variables that it captures, or nil.
func Function(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	}
	return nil
}

// Precedes reports whether control reaches the instruction then only through
// first, in the same function.
func Precedes(first, then ssa.Instruction) bool {
	if first.Block() != then.Block() {
		return first.Block().Dominates(then.Block())
	}
	for _, instr := range first.Block().Instrs {
		switch instr {
		case then:
			return false
		case first:
			return true
		}
	}
	return false
}
