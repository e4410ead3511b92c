package cgohandle

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/csummary"
)

// usesHandle returns the exported function that a C function calls and which
// looks a handle up that it gets, or "".
func (c *checker) usesHandle(s *csummary.Func) string {
	for _, g := range s.GoCalls {
		for _, fn := range c.src.Functions() {
			if export := c.src.Export(fn.Object()); export != nil && export.Name == g.Name && looksUp(fn) {
				return fn.Name()
			}
		}
	}
	return ""
}

// looksUp reports whether a function looks a handle up.
func looksUp(fn *ssa.Function) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && methodOf(call.Common()) == "Value" {
				return true
			}
		}
	}
	return false
}

// looksAnyUp reports whether an exported function of the package looks a handle
// up.
func (c *checker) looksAnyUp() bool {
	return slices.ContainsFunc(c.src.Functions(), func(fn *ssa.Function) bool {
		return c.src.Export(fn.Object()) != nil && looksUp(fn)
	})
}

// readsThroughPointer reports whether an exported function reads a handle at an
// address that C gives back to it: *(*cgo.Handle)(p).
func (c *checker) readsThroughPointer() bool {
	return slices.ContainsFunc(c.src.Functions(), func(fn *ssa.Function) bool {
		return c.src.Export(fn.Object()) != nil && slices.ContainsFunc(fn.Params, readsHandle)
	})
}

// readsHandle reports whether a handle is read where a void * points.
func readsHandle(param *ssa.Parameter) bool {
	return gotype.IsUnsafePointer(param.Type()) && slices.ContainsFunc(govalue.Referrers(param), func(instr ssa.Instruction) bool {
		at, ok := instr.(*ssa.Convert)
		return ok && slices.ContainsFunc(govalue.Referrers(at), func(instr ssa.Instruction) bool {
			load, ok := instr.(*ssa.UnOp)
			return ok && load.Op == token.MUL && isCgoHandle(load.Type())
		})
	})
}
