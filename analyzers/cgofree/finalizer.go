package cgofree

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/ownership"
)

// finalizers reports methods that free a field which a finalizer frees again:
// neither do they clear it, nor take the finalizer away.
func (c *checker) finalizers() {
	finalized := make(map[*types.Named][]*ownership.PartEffect) // by type: what its finalizer frees
	for _, fn := range c.owned.Functions() {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(*ssa.Call); ok {
					if t, fin := finalizerSet(&call.Call); t != nil && fin != nil {
						finalized[t] = append(finalized[t], c.owned.FreedParts(ownership.CMemory, fin)...)
					}
				}
			}
		}
	}
	for _, fn := range c.owned.Functions() {
		t := receiver(fn)
		if t == nil || len(finalized[t]) == 0 || !fn.Object().Exported() || touchesFinalizer(fn, nil) {
			continue
		}
		for _, e := range c.owned.FreedParts(ownership.CMemory, fn) {
			if !e.Cleared && !e.Guarded && e.Param == 0 && freesPart(finalized[t], e) {
				c.report(fn.Pos(), fmt.Sprintf("%s frees %s, and the finalizer of %s frees it again: a double free corrupts the heap",
					fn.Name(), partOf(fn, e), typeName(t)), nil)
			}
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
	if !isSetFinalizer(common) {
		return nil, nil
	}
	object, ok1 := common.Args[0].(*ssa.MakeInterface)
	fin, ok2 := common.Args[1].(*ssa.MakeInterface)
	if !ok1 || !ok2 {
		return nil, nil
	}
	ptr, ok := object.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return nil, nil
	}
	named, _ := ptr.Elem().(*types.Named)
	switch f := fin.X.(type) {
	case *ssa.Function:
		return named, f
	case *ssa.MakeClosure:
		return named, f.Fn.(*ssa.Function)
	}
	return nil, nil
}

func isSetFinalizer(common *ssa.CallCommon) bool {
	fn := common.StaticCallee()
	return fn != nil && fn.Object() != nil && fn.Object().Pkg() != nil && fn.Object().Pkg().Path() == "runtime" && fn.Name() == "SetFinalizer"
}

// touchesFinalizer reports whether a function, or one that it calls, sets a
// finalizer or takes it away.
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
			if isSetFinalizer(call.Common()) || callee != nil && touchesFinalizer(callee, seen) {
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
