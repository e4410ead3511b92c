package cgohandle

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/ownership"
)

// never reports a handle that goes to C alone, from where nothing takes it back
// to delete it, and one in a field that nothing deletes, or that is stored over
// another.
func (c *checker) never(r *ownership.Resource) {
	if r.Freed() || len(r.Lost) > 0 || c.owned.RunsOnce(r.Func) {
		return
	}
	if inVariable(r) {
		if len(c.deletions()) == 0 && !isReturned(r) {
			c.reportNever(r, "is never deleted, nor is any other in the package", finding.High)
		}
		return
	}
	if c.goesToC(r) {
		if !c.takesBack() {
			c.reportNever(r, "goes only to C, and nothing in the package deletes a handle that C gives back", finding.High)
		}
		return
	}
	at := c.owned.StoredField(r)
	if at == nil || isReturned(r) {
		return
	}
	f := ownership.FieldOf(at)
	if f.Exported() {
		return
	}
	switch use := c.owned.FieldUse(ownership.Handles, f); {
	case !use.Freed && !use.Open && !c.fields[f]:
		c.fields[f] = true
		c.reportNever(r, fmt.Sprintf("is stored in the field %s, and nothing in the package deletes it from there", f.Name()), finding.Medium)
	case use.Freed && c.owned.Overwrites(r) != nil:
		c.reportNever(r, fmt.Sprintf("replaces the one in the field %s, which is never deleted", f.Name()), finding.Medium)
	}
}

// isReturned reports whether the handle itself is returned.
func isReturned(r *ownership.Resource) bool {
	return slices.ContainsFunc(r.Events, func(e *ownership.Event) bool { return e.What == ownership.Returned && !e.Inside })
}

// inVariable reports whether a handle is in a variable whose address is taken:
// where that goes is another question.
func inVariable(r *ownership.Resource) bool {
	v := r.At.Value()
	return v != nil && slices.ContainsFunc(govalue.Referrers(v), func(instr ssa.Instruction) bool {
		s, ok := instr.(*ssa.Store)
		if !ok {
			return false
		}
		local, ok := s.Addr.(*ssa.Alloc)
		return ok && local.Heap && isCgoHandle(local.Type().Underlying().(*types.Pointer).Elem())
	})
}

func (c *checker) reportNever(r *ownership.Resource, what string, confidence finding.Confidence) {
	call := c.src.CallAt(r.At.Common().Pos())
	if call == nil || c.reported[call.Pos()] {
		return
	}
	c.reported[call.Pos()] = true
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "cgohandle",
		Message: fmt.Sprintf("the handle that %s returns %s: its value stays reachable for good", r.By, what),
	}, finding.Info{Confidence: confidence})
}

// goesToC reports whether a handle is passed to C, or stored in its memory, and
// goes nowhere else.
func (c *checker) goesToC(r *ownership.Resource) bool {
	found := false
	for _, e := range r.Events {
		switch e.What {
		case ownership.Used:
		case ownership.Taken:
			call, ok := e.Instr.(ssa.CallInstruction)
			if !ok || ownership.CName(call.Common()) == "" {
				return false
			}
			found = true
		case ownership.Stored:
			store, ok := e.Instr.(*ssa.Store)
			if !ok || !inC(store.Addr) {
				return false
			}
			found = true
		default:
			return false
		}
	}
	return found
}

// inC reports whether an address is that of a field of a struct of C, which
// isn't a variable of Go.
func inC(addr ssa.Value) bool {
	at, ok := addr.(*ssa.FieldAddr)
	if !ok || !isCStruct(at.X.Type()) {
		return false
	}
	switch at.X.(type) {
	case *ssa.FieldAddr, *ssa.IndexAddr, *ssa.Global:
		return false // a part of an object of Go
	}
	return true
}

// takesBack reports whether the package deletes handles that it got back from
// C: from a parameter, a result or memory that isn't the package's own.
func (c *checker) takesBack() bool {
	if c.back == nil {
		back := slices.ContainsFunc(c.deletions(), c.isForeign)
		c.back = &back
	}
	return *c.back
}

// deletions returns the calls in the package that delete a handle.
func (c *checker) deletions() []*ssa.CallCommon {
	if c.deletes == nil {
		c.deletes = []*ssa.CallCommon{} // there may be none
		for _, fn := range c.src.Functions() {
			for _, block := range fn.Blocks {
				for _, instr := range block.Instrs {
					if call, ok := instr.(ssa.CallInstruction); ok && ownership.Handles.Effect(c.owned, call.Common(), 0).Does == ownership.Frees {
						c.deletes = append(c.deletes, call.Common())
					}
				}
			}
		}
	}
	return c.deletes
}

// isForeign reports whether a call deletes a handle that C may have had.
func (c *checker) isForeign(deletion *ssa.CallCommon) bool {
	callee, args := deletion.StaticCallee(), deletion.Args
	if _, isC := cgosource.CFunc(callee); isC || callee == nil || callee.Name() != "Delete" && callee.Name() != "Unref" || len(args) == 0 {
		return false
	}
	return !c.isOwn(args[len(args)-1], 3)
}

// isOwn reports whether a handle never left the package: it was made here, or
// is read from a field or variable of Go.
func (c *checker) isOwn(v ssa.Value, depth int) bool {
	switch v := govalue.Unconverted(v).(type) {
	case *ssa.UnOp:
		switch at := v.X.(type) {
		case *ssa.FieldAddr:
			return !isCStruct(at.X.Type())
		case *ssa.Global, *ssa.Alloc, *ssa.FreeVar:
			return true
		case *ssa.IndexAddr:
			return true
		}
	case *ssa.Field, *ssa.Lookup:
		return true
	case *ssa.Call:
		_, isC := cgosource.CFunc(v.Call.StaticCallee())
		callee := v.Call.StaticCallee()
		return !isC && callee != nil && (callee.Blocks == nil || depth > 0 && c.returnsOwn(callee, 0, depth-1))
	case *ssa.Phi:
		return !slices.ContainsFunc(v.Edges, func(e ssa.Value) bool { return e != ssa.Value(v) && (depth == 0 || !c.isOwn(e, depth-1)) })
	case *ssa.Extract:
		_, isRange := v.Tuple.(*ssa.Next)
		_, isLookup := v.Tuple.(*ssa.Lookup)
		return isRange || isLookup
	case *ssa.Parameter:
		return c.ownArguments(v, depth)
	}
	return false
}

// returnsOwn reports whether all that a function of the package returns is its
// own.
func (c *checker) returnsOwn(fn *ssa.Function, i, depth int) bool {
	for _, block := range fn.Blocks {
		if ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok && (i >= len(ret.Results) || !c.isOwn(ret.Results[i], depth)) {
			return false
		}
	}
	return true
}

// ownArguments reports whether all calls of a function pass it handles that
// are the package's own.
func (c *checker) ownArguments(param *ssa.Parameter, depth int) bool {
	sites, all := c.owned.Callers(param.Parent())
	i := slices.Index(param.Parent().Params, param)
	if !all || depth == 0 {
		return false
	}
	return !slices.ContainsFunc(sites, func(site ssa.CallInstruction) bool {
		args := site.Common().Args
		return i >= len(args) || !c.isOwn(args[i], depth-1)
	})
}
