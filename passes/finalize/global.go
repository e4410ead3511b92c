package finalize

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// A program knows which of its functions run as finalizers only.
type program struct {
	functions []*ssa.Function
	sites     *govalue.Calls
	finalizer map[*ssa.Function]bool
}

// inGlobal returns how a global map has an object, when only the finalizers
// of such objects delete from maps of that kind.
func (p *program) inGlobal(object ssa.Value, leads map[ssa.Value]bool) *Kept {
	for v := range leads {
		if !types.Identical(v.Type(), object.Type()) {
			continue
		}
		for _, instr := range govalue.Referrers(v) {
			name := ""
			switch instr := instr.(type) {
			case *ssa.MapUpdate:
				if instr.Map != v {
					name = globalOf(instr.Map)
				}
			case *ssa.Call:
				name = p.storingGlobal(instr, v)
			}
			if name != "" && p.onlyFinalizersDelete(object.Type()) {
				return &Kept{How: InGlobal, Name: name, Where: instr.Pos()}
			}
		}
	}
	return nil
}

// globalOf returns the name of the global that a value was loaded from, or
// whose part it is, or "".
func globalOf(v ssa.Value) string {
	for {
		switch x := v.(type) {
		case *ssa.UnOp:
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Global:
			return x.Name()
		default:
			return ""
		}
	}
}

// storingGlobal returns the name of a global that a call, of a function of the
// package which puts the object into a map, gets beside it, or "".
func (p *program) storingGlobal(call *ssa.Call, object ssa.Value) string {
	callee := govalue.Origin(call.Common().StaticCallee())
	if callee == nil || callee.Blocks == nil {
		return ""
	}
	param := slices.Index(call.Common().Args, object)
	if param < 0 || param >= len(callee.Params) {
		return ""
	}
	for _, instr := range govalue.Referrers(callee.Params[param]) {
		update, ok := instr.(*ssa.MapUpdate)
		if !ok {
			continue
		}
		if name := globalOf(update.Map); name != "" {
			return name
		}
		for i, arg := range call.Common().Args {
			if i < len(callee.Params) && base(unloaded(update.Map)) == callee.Params[i] {
				return globalOf(arg)
			}
		}
	}
	return ""
}

// unloaded returns the address that a value was loaded from, or the value.
func unloaded(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		return load.X
	}
	return v
}

// onlyFinalizersDelete reports whether something deletes from maps that have
// objects of a type, and all that does is run by finalizers.
func (p *program) onlyFinalizersDelete(object types.Type) bool {
	return p.onlyFinalizers(func(call *ssa.CallCommon) bool {
		if name := govalue.Builtin(call); name != "delete" && name != "clear" {
			return false
		}
		m, ok := call.Args[0].Type().Underlying().(*types.Map)
		return ok && (types.Identical(m.Elem(), object) || types.Identical(m.Key(), object))
	})
}

// onlyFinalizers reports whether there are calls of a kind, and finalizers
// alone make them.
func (p *program) onlyFinalizers(isCall func(*ssa.CallCommon) bool) bool {
	found := false
	for _, fn := range p.functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok || !isCall(call.Common()) {
					continue
				}
				if !p.isRunByFinalizers(fn, 3) {
					return false
				}
				found = true
			}
		}
	}
	return found
}

// isRunByFinalizers reports whether a function is a finalizer or part of one,
// or finalizers alone call it.
func (p *program) isRunByFinalizers(fn *ssa.Function, depth int) bool {
	if p.finalizer[fn] {
		return true
	}
	if fn.Parent() != nil {
		return p.isRunByFinalizers(fn.Parent(), depth)
	}
	if depth == 0 || len(p.sites.Of(fn)) == 0 || p.sites.IsValue(fn) {
		return false
	}
	return !slices.ContainsFunc(p.sites.Of(fn), func(site ssa.CallInstruction) bool {
		return !p.isRunByFinalizers(site.Parent(), depth-1)
	})
}
