package cgoleak

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/ownership"
)

// statuses are functions that tell of an object whether it is one that was made,
// or the inert one of the library, which belongs to nobody. cairo_create: "If the
// given context status is set to an error ... return a pre-defined inert
// context" (cairo 1.16, cairo.c).
var statuses = lazyregexp.New(`^cairo_(\w+_)?status$`)

// isInert reports whether a path loses an object of which it has asked whether
// it was made.
func isInert(r *ownership.Resource, l *ownership.Loss) bool {
	return l.Branch != nil && r.Where == ownership.InResult && asks(l.Branch.Cond, r.At.Value(), 4)
}

// asks reports whether a value is computed from what such a function says of an
// object.
func asks(v, object ssa.Value, depth int) bool {
	if depth == 0 {
		return false
	}
	switch v := govalue.Unconverted(v).(type) {
	case *ssa.BinOp:
		return asks(v.X, object, depth-1) || asks(v.Y, object, depth-1)
	case *ssa.Call:
		return statuses.MatchString(ownership.CName(&v.Call)) && object != nil &&
			slices.ContainsFunc(v.Call.Args, func(a ssa.Value) bool { return govalue.Unconverted(a) == object })
	}
	return false
}
