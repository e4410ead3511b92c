package ownership

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// resultsOf returns what of a function's results belongs to the caller.
func (p *Package) resultsOf(kind *Kind, fn *ssa.Function) []Result {
	if fn.Blocks == nil {
		var all []Result
		if s := p.imported(fn); s != nil {
			for _, r := range s.Results {
				if r.Kind == kind.Name {
					all = append(all, r)
				}
			}
		}
		return all
	}
	key := partKey{kind: kind, fn: fn}
	if all, ok := p.results[key]; ok {
		return all
	}
	p.results[key] = nil
	if !govalue.IsOf(fn, p.ssa) {
		return nil
	}
	var all []Result
	for i := range fn.Signature.Results().Len() {
		if r := p.ownedResult(kind, fn, i); r != nil {
			all = append(all, *r)
		}
	}
	all = append(all, p.heldResults(kind, fn)...)
	all = append(all, p.outResults(kind, fn)...)
	p.results[key] = all
	return all
}

// heldResults returns what a function's results hold that belongs to the
// caller: fields of structs, and of new objects that nobody else has.
func (p *Package) heldResults(kind *Kind, fn *ssa.Function) []Result {
	if !slices.ContainsFunc(tupleTypes(fn.Signature.Results()), p.mayHold) {
		return nil
	}
	var all []Result
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for _, a := range kind.Acquires(p, call) {
				if r := p.heldResult(kind, fn, call, &a); r != nil && !slices.ContainsFunc(all, r.same) {
					all = append(all, *r)
				}
			}
		}
	}
	return all
}

// heldResult returns the result in which a function returns what a call
// acquires, or nil.
func (p *Package) heldResult(kind *Kind, fn *ssa.Function, call ssa.CallInstruction, a *Acquisition) *Result {
	t := p.explore(kind, fn, start{at: call, acquire: a})
	if !t.Complete || t.has(Stored, Taken, Free, Defer, Left) {
		return nil
	}
	var r *Result
	for _, e := range t.Events {
		if e.What != Returned {
			continue
		}
		if e.Path == "" && kind != Pins || e.Path == "?" || t.others&(1<<min(e.Result, 63)) != 0 || r != nil && (r.Index != e.Result || r.Path != e.Path) {
			return nil
		}
		r = &Result{Kind: kind.Name, Index: e.Result, Path: e.Path, By: a.By, FreedBy: a.FreedBy, Assumed: a.Assumed}
	}
	return r
}

func (r *Result) same(s Result) bool { return r.Out == s.Out && r.Index == s.Index && r.Path == s.Path }

func tupleTypes(t *types.Tuple) []types.Type {
	var all []types.Type
	for v := range t.Variables() {
		all = append(all, v.Type())
	}
	return all
}

// mayHold reports whether a type is a struct, or a pointer to one: also to one of
// C, which may be a variable of Go.
func (p *Package) mayHold(t types.Type) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	_, isStruct := t.Underlying().(*types.Struct)
	return isStruct
}

// ownedResult returns result i of a function when it belongs to the caller:
// whatever is returned there is nil or was acquired here, and nobody else got
// it.
func (p *Package) ownedResult(kind *Kind, fn *ssa.Function, i int) *Result {
	t := fn.Signature.Results().At(i).Type()
	if !p.mayBe(kind, t) {
		return nil
	}
	result := &Result{Kind: kind.Name, Index: i, Certain: true}
	var sources []ssa.CallInstruction
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		found, ok := p.sources(kind, ret.Results[i], result, nil)
		if !ok {
			return nil
		}
		sources = append(sources, found...)
	}
	if len(sources) == 0 {
		return nil
	}
	for _, call := range sources {
		if !p.onlyReturned(kind, fn, call) {
			return nil
		}
	}
	return result
}

// mayBe reports whether a type is one that a resource may have as it is: a
// pointer to C memory or, of a handle, a number.
func (p *Package) mayBe(kind *Kind, t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return true
	case *types.Basic:
		return u.Kind() == types.UnsafePointer || u.Kind() == types.Uintptr || kind == Handles && u.Kind() == types.Uint64
	}
	return false
}

// sources returns the calls that a value comes from, which all must acquire
// it. ok is false when it may be something else than one of them or nil.
func (p *Package) sources(kind *Kind, v ssa.Value, r *Result, seen []ssa.Value) (calls []ssa.CallInstruction, ok bool) {
	if slices.Contains(seen, v) {
		return nil, true
	}
	seen = append(seen, v)
	index := 0
	switch v := v.(type) {
	case *ssa.Const:
		r.Certain = false
		return nil, v.Value == nil
	case *ssa.Convert:
		return p.sources(kind, v.X, r, seen)
	case *ssa.ChangeType:
		return p.sources(kind, v.X, r, seen)
	case *ssa.Phi:
		for _, e := range v.Edges {
			found, ok := p.sources(kind, e, r, seen)
			if !ok {
				return nil, false
			}
			calls = append(calls, found...)
		}
		return calls, true
	case *ssa.UnOp:
		return p.storedSources(kind, v, r, seen)
	case *ssa.Extract:
		index = v.Index
		call, isCall := v.Tuple.(*ssa.Call)
		return p.source(kind, call, index, r, isCall)
	case *ssa.Call:
		return p.source(kind, v, 0, r, true)
	}
	return nil, false
}

// storedSources returns the sources of a local variable.
func (p *Package) storedSources(kind *Kind, v *ssa.UnOp, r *Result, seen []ssa.Value) (calls []ssa.CallInstruction, ok bool) {
	local, isLocal := v.X.(*ssa.Alloc)
	if !isLocal {
		return nil, false
	}
	r.Certain = false
	for _, ref := range govalue.Referrers(local) {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr != local {
				return nil, false
			}
			found, ok := p.sources(kind, ref.Val, r, seen)
			if !ok {
				return nil, false
			}
			calls = append(calls, found...)
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Call:
			for _, a := range kind.Acquires(p, ref) {
				if outArgument(&a, ref, local) {
					r.By, r.FreedBy, r.Assumed = a.By, a.FreedBy, r.Assumed || a.Assumed
					calls = append(calls, ref)
				}
			}
			if len(calls) == 0 || calls[len(calls)-1] != ref {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	return calls, true
}

func (p *Package) source(kind *Kind, call *ssa.Call, index int, r *Result, ok bool) ([]ssa.CallInstruction, bool) {
	if !ok {
		return nil, false
	}
	for _, a := range kind.Acquires(p, call) {
		if a.Where == InResult && a.Index == index && a.Path == "" {
			r.By, r.FreedBy = a.By, a.FreedBy
			r.Certain = r.Certain && a.Certain
			r.Assumed = r.Assumed || a.Assumed
			return []ssa.CallInstruction{call}, true
		}
	}
	return nil, false
}

// onlyReturned reports whether what a call acquires goes nowhere else than to
// the caller.
func (p *Package) onlyReturned(kind *Kind, fn *ssa.Function, call ssa.CallInstruction) bool {
	for _, a := range kind.Acquires(p, call) {
		t := p.explore(kind, fn, start{at: call, acquire: &a})
		if !t.Complete || t.has(Stored, Taken) {
			return false
		}
	}
	return true
}
