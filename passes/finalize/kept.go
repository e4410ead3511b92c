package finalize

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
)

// A Kept is an object whose finalizer never runs, because the object stays
// reachable.
type Kept struct {
	Call    ssa.CallInstruction // that sets the finalizer
	Object  ssa.Value
	Cleanup bool
	How     How
	Name    string    // of the field or variable that leads to it
	Where   token.Pos // where it is made reachable
}

// How says what keeps an object reachable.
type How uint8

// What keeps an object reachable.
const (
	Captured   How = iota + 1 // the finalizer captures it
	InArgument                // the cleanup's argument leads to it
	InItself                  // a field of it leads back to it
	InGlobal                  // a global map has it, from which only the finalizer deletes it
	InHandle                  // a handle stands for it, which only the finalizer deletes
)

// noteKept records that what a call finalizes stays reachable, and reports
// whether it does.
func (p *Package) noteKept(set *setting, call ssa.CallInstruction) bool {
	kept := p.keptBy(set, call)
	if kept != nil {
		kept.Call, kept.Object, kept.Cleanup = call, set.object, set.cleanup
		p.Kept = append(p.Kept, kept)
	}
	return kept != nil
}

func (p *Package) keptBy(set *setting, call ssa.CallInstruction) *Kept {
	leads := leadingTo(set.object)
	if closure, ok := inInterface(set.fn).(*ssa.MakeClosure); ok && leads[closure] {
		return &Kept{How: Captured, Where: closure.Pos()}
	}
	if set.cleanup {
		if leads[set.arg] {
			return &Kept{How: InArgument, Where: call.Pos()}
		}
	} else if field, at := leadsBack(set.object, leads); field != "" {
		return &Kept{How: InItself, Name: field, Where: at}
	}
	if at := p.inGlobal(set.object, leads); at != nil {
		return at
	}
	return p.inHandle(leads)
}

// leadingTo returns the values of a function that certainly lead to an object:
// pointers to it and into it, variables, new objects and literals that have
// one, and what sync.NewCond makes of its lock.
func leadingTo(object ssa.Value) map[ssa.Value]bool {
	leads := make(map[ssa.Value]bool)
	holders := make(map[ssa.Value]bool)
	var add func(v ssa.Value)
	add = func(v ssa.Value) {
		if leads[v] || v.Referrers() == nil {
			return
		}
		leads[v] = true
		for _, instr := range *v.Referrers() {
			switch instr := instr.(type) {
			case *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface, *ssa.FieldAddr, *ssa.MakeClosure:
				add(instr.(ssa.Value))
			case *ssa.Convert:
				if !gotype.IsUintptr(instr.Type()) {
					add(instr)
				}
			case *ssa.UnOp:
				if holders[v] && instr.Op == token.MUL && types.Identical(instr.Type(), object.Type()) {
					add(instr)
				}
			case *ssa.Store:
				local, ok := base(instr.Addr).(*ssa.Alloc)
				if ok && instr.Val == v && !leads[local] {
					holders[local] = true
					add(local)
				}
			case *ssa.Call:
				if fn := instr.Common().StaticCallee(); fn != nil && fn.Object() != nil && fn.Object().Pkg() != nil &&
					fn.Object().Pkg().Path() == "sync" && fn.Name() == "NewCond" {
					add(instr)
				}
			}
		}
	}
	add(object)
	if local := variableOf(object); local != nil {
		holders[local] = true
		add(local)
	}
	return leads
}

// variableOf returns the variable that a value was loaded from, when nothing
// else is ever stored there but nil, as by the return of a named result, or
// nil.
func variableOf(v ssa.Value) *ssa.Alloc {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return nil
	}
	local, ok := load.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	all := slices.DeleteFunc(storesTo(local, nil), func(s stored) bool { return isNil(s.val) })
	if len(all) != 1 {
		return nil
	}
	return local
}

// base returns what the object or variable is whose part is at an address.
func base(addr ssa.Value) ssa.Value {
	for {
		switch a := addr.(type) {
		case *ssa.FieldAddr:
			addr = a.X
		case *ssa.IndexAddr:
			addr = a.X
		default:
			return addr
		}
	}
}

// leadsBack returns the field of an object in which something is stored that
// leads to the object, or "".
func leadsBack(object ssa.Value, leads map[ssa.Value]bool) (field string, at token.Pos) {
	for v := range leads {
		addr, ok := v.(*ssa.FieldAddr)
		if !ok || !isSame(addr.X, object) {
			continue
		}
		for _, instr := range *addr.Referrers() {
			if store, ok := instr.(*ssa.Store); ok && store.Addr == addr && leads[store.Val] {
				return fieldName(addr), store.Pos()
			}
		}
	}
	return "", token.NoPos
}

// isSame reports whether a value is a pointer to an object: itself, or what a
// variable has that the pointer was put into.
func isSame(v, object ssa.Value) bool {
	local := variableOf(v)
	return v == object || local != nil && local == variableOf(object)
}

func fieldName(addr *ssa.FieldAddr) string {
	return govalue.Field(addr).Name()
}

// inGlobal returns how a global map has an object, when only the finalizers
// of such objects delete from maps of that kind.
func (p *Package) inGlobal(object ssa.Value, leads map[ssa.Value]bool) *Kept {
	for v := range leads {
		if !types.Identical(v.Type(), object.Type()) {
			continue
		}
		for _, instr := range *v.Referrers() {
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
func (p *Package) storingGlobal(call *ssa.Call, object ssa.Value) string {
	callee := origin(call.Common().StaticCallee())
	if callee == nil || callee.Blocks == nil {
		return ""
	}
	param := slices.Index(call.Common().Args, object)
	if param < 0 || param >= len(callee.Params) || callee.Params[param].Referrers() == nil {
		return ""
	}
	for _, instr := range *callee.Params[param].Referrers() {
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
func (p *Package) onlyFinalizersDelete(object types.Type) bool {
	return p.onlyFinalizers(func(call *ssa.CallCommon) bool {
		b, ok := call.Value.(*ssa.Builtin)
		if !ok || b.Name() != "delete" && b.Name() != "clear" {
			return false
		}
		m, ok := call.Args[0].Type().Underlying().(*types.Map)
		return ok && (types.Identical(m.Elem(), object) || types.Identical(m.Key(), object))
	})
}

// onlyFinalizers reports whether there are calls of a kind, and finalizers
// alone make them.
func (p *Package) onlyFinalizers(isCall func(*ssa.CallCommon) bool) bool {
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
func (p *Package) isRunByFinalizers(fn *ssa.Function, depth int) bool {
	if p.finalizer[fn] {
		return true
	}
	if fn.Parent() != nil {
		return p.isRunByFinalizers(fn.Parent(), depth)
	}
	if depth == 0 || len(p.sites[fn]) == 0 || p.values[fn] {
		return false
	}
	return !slices.ContainsFunc(p.sites[fn], func(site ssa.CallInstruction) bool {
		return !p.isRunByFinalizers(site.Parent(), depth-1)
	})
}

// inHandle returns how a handle stands for an object, when only finalizers
// delete handles.
func (p *Package) inHandle(leads map[ssa.Value]bool) *Kept {
	for v := range leads {
		for _, instr := range *v.Referrers() {
			call, ok := instr.(*ssa.Call)
			if !ok || fullName(call.Common()) != "runtime/cgo.NewHandle" {
				continue
			}
			if p.onlyFinalizers(func(c *ssa.CallCommon) bool { return fullName(c) == "(runtime/cgo.Handle).Delete" }) {
				return &Kept{How: InHandle, Where: call.Pos()}
			}
		}
	}
	return nil
}

// fullName returns the full name of the Go function that a call calls, or "".
func fullName(common *ssa.CallCommon) string {
	fn := common.StaticCallee()
	if fn == nil {
		return ""
	}
	obj, ok := origin(fn).Object().(*types.Func)
	if !ok {
		return ""
	}
	return obj.FullName()
}
