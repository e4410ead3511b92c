package ownership

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
)

// outResults returns what a function stores where its parameters point, and
// that belongs to the caller: nil, or what was acquired here and nobody else
// got.
func (p *Package) outResults(kind *Kind, fn *ssa.Function) []Result {
	var all []Result
	for i, param := range fn.Params {
		ptr, ok := param.Type().Underlying().(*types.Pointer)
		if !ok || !gotype.IsAnyPointer(ptr.Elem()) {
			continue
		}
		if r := p.outResult(kind, fn, i); r != nil {
			all = append(all, *r)
		}
	}
	return all
}

func (p *Package) outResult(kind *Kind, fn *ssa.Function, i int) *Result {
	r := &Result{Kind: kind.Name, Index: i, Out: true}
	stores := make(map[ssa.Instruction]bool)
	var sources []ssa.CallInstruction
	for _, ref := range govalue.Referrers(fn.Params[i]) {
		switch ref := ref.(type) {
		case *ssa.DebugRef, *ssa.UnOp, *ssa.BinOp:
		case *ssa.Store:
			found, ok := p.sources(kind, ref.Val, r, nil)
			if ref.Addr != fn.Params[i] || !ok {
				return nil
			}
			stores[ref] = true
			sources = append(sources, found...)
		default:
			return nil
		}
	}
	for _, call := range sources {
		if !p.onlyStoredBy(kind, fn, call, stores) {
			return nil
		}
	}
	if len(sources) == 0 {
		return nil
	}
	r.Certain = false // it may return before
	return r
}

// onlyStoredBy reports whether what a call acquires goes nowhere else than where
// the instructions store it.
func (p *Package) onlyStoredBy(kind *Kind, fn *ssa.Function, call ssa.CallInstruction, stores map[ssa.Instruction]bool) bool {
	for _, a := range kind.Acquires(p, call) {
		t := p.explore(kind, fn, start{at: call, acquire: &a})
		if !t.Complete || t.has(Taken, Returned) {
			return false
		}
		for _, e := range t.Events {
			if e.What == Stored && !stores[e.Instr] {
				return false
			}
		}
	}
	return true
}

// outArgument reports whether a call acquires what it stores through its
// argument i, into a local variable.
func outArgument(a *Acquisition, call *ssa.Call, local *ssa.Alloc) bool {
	return a.Where == ThroughOut && a.Index < len(call.Call.Args) && govalue.Unconverted(call.Call.Args[a.Index]) == local
}
