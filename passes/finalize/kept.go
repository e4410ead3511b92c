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
func (p *Package) noteKept(set *govalue.Finalizer, call ssa.CallInstruction) bool {
	kept := p.keptBy(set, call)
	if kept != nil {
		kept.Call, kept.Object, kept.Cleanup = call, set.Object, set.Cleanup
		p.Kept = append(p.Kept, kept)
	}
	return kept != nil
}

func (p *program) keptBy(set *govalue.Finalizer, call ssa.CallInstruction) *Kept {
	leads := leadingTo(set.Object)
	if closure, ok := govalue.InInterface(set.Func).(*ssa.MakeClosure); ok && leads[closure] {
		return &Kept{How: Captured, Where: closure.Pos()}
	}
	if set.Cleanup {
		if leads[set.Arg] {
			return &Kept{How: InArgument, Where: call.Pos()}
		}
	} else if field, at := leadsBack(set.Object, leads); field != "" {
		return &Kept{How: InItself, Name: field, Where: at}
	}
	if at := p.inGlobal(set.Object, leads); at != nil {
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
		for _, instr := range govalue.Referrers(v) {
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
		for _, instr := range govalue.Referrers(addr) {
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

// inHandle returns how a handle stands for an object, when only finalizers
// delete handles.
func (p *program) inHandle(leads map[ssa.Value]bool) *Kept {
	for v := range leads {
		for _, instr := range govalue.Referrers(v) {
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
	obj, ok := govalue.Origin(fn).Object().(*types.Func)
	if !ok {
		return ""
	}
	return obj.FullName()
}
