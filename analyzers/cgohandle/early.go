package cgohandle

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// early reports a handle in a field that is deleted before a C call which
// calls back with it.
func (c *checker) early(fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for i, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || methodOf(call.Common()) != "Delete" {
				continue
			}
			field := fieldOf(call.Common().Args[0])
			if field == nil || !c.givesToC(field) {
				continue
			}
			if next, name := c.callsBack(field, block, block.Instrs[i+1:]); next != nil {
				node := c.src.CallAt(call.Common().Pos())
				c.report(node,
					fmt.Sprintf("%s is deleted before C.%s, which calls %s with it, and that panics", c.receiver(node), next.name, name),
					analysis.RelatedInformation{Pos: next.call.Pos(), Message: "C still uses the handle here"})
			}
		}
	}
}

// receiver returns the text of what a method is called of.
func (c *checker) receiver(call *ast.CallExpr) string {
	if call != nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			return c.src.Text(sel.X)
		}
	}
	return "the handle"
}

// fieldOf returns the field that a value was loaded from, or nil.
func fieldOf(v ssa.Value) *types.Var {
	load, ok := govalue.Unconverted(v).(*ssa.UnOp)
	if !ok {
		return nil
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	ptr, ok := addr.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	st, ok := ptr.Elem().Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	return st.Field(addr.Field)
}

// givesToC reports whether the package gives C the handle in a field.
func (c *checker) givesToC(field *types.Var) bool {
	for _, fn := range c.src.Functions() {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				call, ok := instr.(*ssa.Call)
				if !ok {
					continue
				}
				if _, isC := cgosource.CFunc(call.Common().StaticCallee()); isC &&
					slices.ContainsFunc(call.Common().Args, func(v ssa.Value) bool { return c.isOf(v, field) }) {
					return true
				}
			}
		}
	}
	return false
}

// isOf reports whether a value was loaded from a field, or is what is stored
// there too.
func (c *checker) isOf(v ssa.Value, field *types.Var) bool {
	if fieldOf(v) == field {
		return true
	}
	v = govalue.Unconverted(v)
	return isCgoHandle(v.Type()) && slices.ContainsFunc(govalue.Referrers(v), func(instr ssa.Instruction) bool {
		store, ok := instr.(*ssa.Store)
		if !ok {
			return false
		}
		addr, ok := store.Addr.(*ssa.FieldAddr)
		return ok && govalue.Field(addr) == field
	})
}

// A later C call.
type later struct {
	call *ssa.Call
	name string
}

// callsBack returns a C call, among instructions and those after them, that
// calls an exported function which uses handles, while the field has no other
// handle.
func (c *checker) callsBack(field *types.Var, block *ssa.BasicBlock, instrs []ssa.Instruction) (*later, string) {
	seen := map[*ssa.BasicBlock]bool{}
	for {
		for _, instr := range instrs {
			if store, ok := instr.(*ssa.Store); ok {
				if at, ok := store.Addr.(*ssa.FieldAddr); ok && govalue.Field(at) == field {
					return nil, ""
				}
			}
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			name, isC := cgosource.CFunc(call.Common().StaticCallee())
			if s := c.sums.Func(name); isC && s != nil {
				if export := c.usesHandle(s); export != "" {
					return &later{call, name}, export
				}
			}
		}
		seen[block] = true
		if len(block.Succs) != 1 || seen[block.Succs[0]] {
			return nil, ""
		}
		block = block.Succs[0]
		instrs = block.Instrs
	}
}
