package cgostring

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// needsNUL reports whether a C function of which only the prototype is known
// can tell the end of a text by nothing but a NUL: it takes a const char *, and
// gets no number that could be the length.
func (c *checker) needsNUL(written *cgosource.Call, call *ssa.Call, i int, m *memory) bool {
	if !isText(m) || !c.sums.PointsToConst(written.Name, i) || !pointsToChar(call.Call.Args[i].Type()) {
		return false
	}
	if fn := c.sums.Func(written.Name); fn != nil && i < len(fn.Params) && fn.Params[i].ReadsUntilNUL == csummary.No {
		return false
	}
	if hasFixedLength(c.nameOf(m)) || hasFixedLength(c.variableOf(govalue.Unconverted(m.root))) {
		return false
	}
	return !slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		_, isConst := govalue.Unconverted(arg).(*ssa.Const)
		return gotype.IsInteger(arg.Type()) && !isConst
	})
}

// isText reports whether memory is that of a string, or of its bytes.
func isText(m *memory) bool {
	if m.kind == goText {
		return true
	}
	conv, ok := m.root.(*ssa.Convert)
	return (m.kind == goBytes || m.kind == copied) && ok && gotype.IsString(conv.X.Type())
}

// pointsToChar reports whether t is a char * of C, by whatever name.
func pointsToChar(t types.Type) bool {
	elem := gotype.Pointee(t)
	if elem == nil {
		return false
	}
	b, ok := elem.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Int8
}

// hasFixedLength reports whether a variable is, by its name, of something that
// always has the same length.
func hasFixedLength(name string) bool {
	return cname.HasWord(name, fixedLength)
}

// fixedLength are words of what always has the same length, so that nothing
// need say it.
var fixedLength = cname.Set("key iv salt seed nonce hash digest uuid guid id mac addr address magic sig signature")
