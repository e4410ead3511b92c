package cgofree

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/ownership"
)

// finalizers reports methods that free a field which a finalizer or cleanup
// frees again: neither do they clear it, nor take the finalizer away.
func (c *checker) finalizers() {
	finalized := make(map[*types.Named][]*ownership.PartEffect) // by type: what its finalizer frees
	cleaned := make(map[*types.Named][]*ownership.PartEffect)   // and a cleanup, which has a copy of the field
	for _, fn := range c.owned.Functions() {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(*ssa.Call)
				if !ok {
					continue
				}
				if t, fin := finalizerSet(&call.Call); t != nil && fin != nil {
					finalized[t] = append(finalized[t], c.owned.FreedParts(ownership.CMemory, fin)...)
				} else if t, e := c.cleanupSet(&call.Call); t != nil && e != nil {
					cleaned[t] = append(cleaned[t], e)
				}
			}
		}
	}
	for _, fn := range c.owned.Functions() {
		t := receiver(fn)
		if t == nil || len(finalized[t])+len(cleaned[t]) == 0 || !fn.Object().Exported() || touchesFinalizer(fn, nil) {
			continue
		}
		for _, e := range c.owned.FreedParts(ownership.CMemory, fn) {
			if e.Param != 0 {
				continue
			}
			what := ""
			switch {
			case !e.Cleared && !e.Guarded && freesPart(finalized[t], e):
				what = "finalizer"
			case freesPart(cleaned[t], e):
				what = "cleanup"
			default:
				continue
			}
			c.confidence = finding.High
			if c.csummary.Func(strings.TrimPrefix(e.By, "C.")) == nil && e.By != "C.free" {
				c.confidence = finding.Medium
			}
			c.report(fn.Pos(), fmt.Sprintf("%s frees %s, and the %s of %s frees it again: a double free corrupts the heap",
				fn.Name(), partOf(fn, e), what, typeName(t)), nil)
		}
	}
}

// freesPart reports whether one of the effects is that the same part is freed,
// although it may have been freed before.
func freesPart(all []*ownership.PartEffect, e *ownership.PartEffect) bool {
	for _, f := range all {
		if f.Param == 0 && f.Path == e.Path && !f.Guarded {
			return true
		}
	}
	return false
}

func partOf(fn *ssa.Function, e *ownership.PartEffect) string {
	if name := fieldsOf(fn.Params[0].Type(), e.Path); name != "" {
		return fn.Params[0].Name() + name
	}
	return "the C memory"
}

// finalizerSet returns the type and the function of a call that sets a
// finalizer.
func finalizerSet(common *ssa.CallCommon) (*types.Named, *ssa.Function) {
	set := govalue.FinalizerOf(common)
	if set == nil || set.Cleanup {
		return nil, nil
	}
	ptr, ok := set.Object.Type().Underlying().(*types.Pointer)
	if !ok {
		return nil, nil
	}
	named, _ := ptr.Elem().(*types.Named)
	return named, govalue.Function(set.Func)
}

// cleanupSet returns the type of which a call gives an object a cleanup, and
// which part of the object it frees.
func (c *checker) cleanupSet(common *ssa.CallCommon) (*types.Named, *ownership.PartEffect) {
	set := govalue.FinalizerOf(common)
	if set == nil || !set.Cleanup {
		return nil, nil
	}
	ptr, ok := set.Object.Type().Underlying().(*types.Pointer)
	fn := govalue.Function(set.Func)
	if !ok || fn == nil {
		return nil, nil
	}
	named, _ := ptr.Elem().(*types.Named)
	at := fieldWith(set.Object, set.Arg)
	if named == nil || at == nil {
		return nil, nil
	}
	for _, e := range c.owned.FreedParts(ownership.CMemory, fn) {
		if e.Param == 0 && e.Path == "" {
			return named, &ownership.PartEffect{Path: fmt.Sprintf("*.%d", at.Field)}
		}
	}
	return nil, nil
}

// fieldWith returns the address of the field of an object that a value was
// loaded from, or is stored in; or nil.
func fieldWith(object, v ssa.Value) *ssa.FieldAddr {
	if load, ok := v.(*ssa.UnOp); ok {
		if at, ok := load.X.(*ssa.FieldAddr); ok && at.X == object {
			return at
		}
	}
	for _, instr := range govalue.Referrers(v) {
		if store, ok := instr.(*ssa.Store); ok && store.Val == v {
			if at, ok := store.Addr.(*ssa.FieldAddr); ok && at.X == object {
				return at
			}
		}
	}
	return nil
}

// touchesFinalizer reports whether a function, or one that it calls, sets a
// finalizer, or takes it or a cleanup away.
func touchesFinalizer(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen == nil {
		seen = make(map[*ssa.Function]bool)
	}
	if seen[fn] {
		return false
	}
	seen[fn] = true
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			callee := call.Common().StaticCallee()
			name := govalue.Runtime(call.Common())
			if name == "SetFinalizer" || name == "Stop" || callee != nil && touchesFinalizer(callee, seen) {
				return true
			}
		}
	}
	return false
}

// receiver returns the type that a function is a method of, or nil.
func receiver(fn *ssa.Function) *types.Named {
	recv := fn.Signature.Recv()
	if recv == nil || fn.Synthetic != "" || fn.Object() == nil || len(fn.Params) == 0 {
		return nil
	}
	t := recv.Type()
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, _ := t.(*types.Named)
	return named
}
