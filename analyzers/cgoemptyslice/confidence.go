package cgoemptyslice

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/bounds"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// confidence is high where a caller needs only pass an empty slice, and low
// where a caller has to ask for nothing, by a size of 0, or where C has been
// asked before about the object that the slice is of.
func confidence(at *ssa.IndexAddr, cause *bounds.Cause) finding.Confidence {
	switch {
	case cause.Origin == bounds.FromC && (givesMost(cause) || isComputed(cause)), asked(at):
		return finding.Low
	case cause.Origin != bounds.FromCaller:
		return finding.Medium
	case gotype.IsInteger(cause.Value.Type()):
		return finding.Low
	}
	return finding.High
}

// givesMost reports whether a C function gives the most that there may be of
// something, by its name: libraries leave room for one then, as h3's
// maxFaceCount and fdk-aac's maxOutBufBytes do.
func givesMost(cause *bounds.Cause) bool {
	name, _, _ := cgosource.CName(cause.Object)
	return slices.ContainsFunc(cname.Words(name), func(w string) bool {
		return w == "max" || w == "maximum" || w == "bound"
	})
}

// isComputed reports whether a C function computes a count of numbers alone, as
// argon2_encodedlen does: it is how much room something takes, and that is none
// for nothing that makes sense.
func isComputed(cause *bounds.Cause) bool {
	call, ok := govalue.Unconverted(cause.Value).(*ssa.Call)
	if !ok || len(call.Call.Args) == 0 {
		return false
	}
	return !slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool { return !gotype.IsNumber(arg.Type()) })
}

// asked reports whether the function goes on to a place only after it has
// compared how many of something C counts in the object whose field tells how
// long the slice is: an object without content has none.
func asked(at *ssa.IndexAddr) bool {
	owners := ownersOf(at.X, 8)
	if len(owners) == 0 {
		return false
	}
	for b := at.Block().Idom(); b != nil; b = b.Idom() {
		branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		if cond, ok := branch.Cond.(*ssa.BinOp); ok && (asksOf(cond.X, owners) || asksOf(cond.Y, owners)) {
			return true
		}
	}
	return false
}

// ownersOf returns the objects whose fields a slice or its length is computed
// from, at most depth steps away.
func ownersOf(v ssa.Value, depth int) []ssa.Value {
	if depth == 0 {
		return nil
	}
	switch v := v.(type) {
	case *ssa.MakeSlice:
		return ownersOf(v.Len, depth-1)
	case *ssa.Slice:
		return ownersOf(v.X, depth-1)
	case *ssa.BinOp:
		return append(ownersOf(v.X, depth-1), ownersOf(v.Y, depth-1)...)
	case *ssa.Convert:
		return ownersOf(v.X, depth-1)
	case *ssa.Call:
		if govalue.Builtin(&v.Call) == "len" {
			return ownersOf(v.Call.Args[0], depth-1)
		}
	case *ssa.UnOp:
		if field, ok := v.X.(*ssa.FieldAddr); ok && v.Op == token.MUL {
			return []ssa.Value{field.X}
		}
	}
	return nil
}

// counts are words of C functions that count.
var counts = cname.Set("number num count size length len")

// asksOf reports whether v is a count that a C function returns for a field of
// one of the objects.
func asksOf(v ssa.Value, owners []ssa.Value) bool {
	call, ok := govalue.Unconverted(v).(*ssa.Call)
	if !ok {
		return false
	}
	name, ok := cgosource.CFunc(call.Call.StaticCallee())
	if !ok || !cname.HasWord(name, counts) {
		return false
	}
	return slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		return slices.ContainsFunc(ownersOf(arg, 3), func(o ssa.Value) bool { return slices.Contains(owners, o) })
	})
}
