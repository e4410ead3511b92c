package finalize

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// Keepers are the values of a function that keep an object alive as long as
// they are used: pointers to it and into it, and what holds such pointers.
type keepers struct {
	p        *Package
	values   map[ssa.Value]bool
	holders  map[ssa.Value]bool // the local variables and new objects that hold such pointers
	uses     []ssa.Instruction
	deferred []ssa.Instruction
	stored   ssa.Instruction // puts it where the function cannot see it any more, or nil
	stores   []ssa.Instruction
	returned bool
}

// keepersOf returns the keepers of what some values point to.
func (p *Package) keepersOf(objects ...ssa.Value) *keepers {
	k := &keepers{p: p, values: make(map[ssa.Value]bool), holders: make(map[ssa.Value]bool)}
	for _, v := range objects {
		k.add(v)
		if load, ok := v.(*ssa.UnOp); ok {
			if local, ok := load.X.(*ssa.Alloc); ok && local.Heap { // a function literal may have it
				k.hold(local)
			}
		}
	}
	return k
}

func (k *keepers) add(v ssa.Value) {
	if k.values[v] {
		return
	}
	k.values[v] = true
	for _, instr := range govalue.Referrers(v) {
		k.instr(v, instr)
	}
}

// hold adds a variable or new object that holds a keeper.
func (k *keepers) hold(v ssa.Value) {
	if k.holders[v] {
		return
	}
	k.holders[v] = true
	delete(k.values, v) // its loads matter now
	k.add(v)
}

// instr follows a keeper into what an instruction makes of it.
func (k *keepers) instr(v ssa.Value, instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.DebugRef:
	case *ssa.Phi:
		k.add(instr)
	case *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface, *ssa.TypeAssert, *ssa.Extract, *ssa.Slice, *ssa.MakeClosure:
		k.add(instr.(ssa.Value))
	case *ssa.Convert:
		k.uses = append(k.uses, instr)
		if !gotype.IsUintptr(instr.Type()) {
			k.add(instr)
		}
	case *ssa.FieldAddr, *ssa.IndexAddr:
		address := instr.(ssa.Value)
		if k.holders[v] {
			k.hold(address)
		} else {
			k.add(address)
		}
	case *ssa.Field, *ssa.Index, *ssa.Lookup, *ssa.Range, *ssa.Next:
		k.uses = append(k.uses, instr)
		if mayPoint(instr.(ssa.Value).Type()) {
			k.add(instr.(ssa.Value))
		}
	case *ssa.UnOp:
		k.uses = append(k.uses, instr)
		if k.holders[v] && instr.Op == token.MUL && mayPoint(instr.Type()) {
			k.add(instr)
		}
	case *ssa.Store:
		k.uses = append(k.uses, instr)
		if instr.Val == v {
			k.store(instr.Addr, instr)
		}
	case *ssa.MapUpdate:
		k.uses = append(k.uses, instr)
		if instr.Map != v {
			k.store(instr.Map, instr)
		}
	case *ssa.Send:
		k.uses = append(k.uses, instr)
		if instr.X == v {
			k.keep(instr)
		}
	case *ssa.Return:
		k.uses = append(k.uses, instr)
		k.returned = true
	case *ssa.Defer:
		k.deferred = append(k.deferred, instr)
		k.call(v, instr)
	case *ssa.Go:
		k.keep(instr)
	case *ssa.Call:
		k.uses = append(k.uses, instr)
		k.call(v, instr)
	default:
		k.uses = append(k.uses, instr)
	}
}

func (k *keepers) keep(instr ssa.Instruction) {
	k.uses = append(k.uses, instr)
	k.stores = append(k.stores, instr)
	if k.stored == nil {
		k.stored = instr
	}
}

// store follows a keeper into memory: into that of a variable or new object
// of the function; other memory may outlive it.
func (k *keepers) store(addr ssa.Value, instr ssa.Instruction) {
	for {
		switch a := addr.(type) {
		case *ssa.FieldAddr:
			addr = a.X
			continue
		case *ssa.IndexAddr:
			addr = a.X
			continue
		case *ssa.Slice:
			addr = a.X
			continue
		case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice:
			if !k.values[addr] || k.holders[addr] {
				k.hold(addr)
			}
			return
		}
		if k.values[addr] && !k.holders[addr] {
			return // in the object itself
		}
		k.keep(instr)
		return
	}
}

// call follows a keeper into a call.
func (k *keepers) call(v ssa.Value, instr ssa.CallInstruction) {
	common := instr.Common()
	result, _ := instr.(*ssa.Call)
	if b, ok := common.Value.(*ssa.Builtin); ok {
		switch b.Name() {
		case "append", "Slice", "SliceData", "Add", "String", "StringData", "min", "max":
			k.add(result)
		case "copy":
			k.keep(instr)
		}
		return
	}
	callee := common.StaticCallee()
	if _, ok := cgosource.CFunc(callee); ok {
		return // what C keeps is no root of the collector
	}
	if callee != nil && forgets(callee) {
		k.result(result)
		return
	}
	s := k.p.summaryOf(callee)
	known := s != nil || callee != nil && govalue.Origin(callee).Blocks != nil
	if !known {
		k.result(result)
		if common.Value != v || common.IsInvoke() {
			k.keep(instr)
		}
		return
	}
	for i, arg := range argumentsOf(common) {
		if arg != v {
			continue
		}
		if slices.Contains(s.Holds, i) {
			k.result(result)
		}
		if slices.Contains(s.Stores, i) {
			k.keep(instr)
		}
	}
}

// result adds the result of a call that may hold a keeper.
func (k *keepers) result(call *ssa.Call) {
	if call != nil && mayPoint(call.Type()) && !gotype.IsError(call.Type()) {
		k.add(call)
	}
}

// forgets reports whether a function of the standard library keeps none of
// its arguments after it returned, beyond its results: most do not.
func forgets(fn *ssa.Function) bool {
	obj := govalue.Origin(fn).Object()
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	path := obj.Pkg().Path()
	switch {
	case path == "runtime", path == "fmt", path == "log", path == "errors", path == "strings", path == "bytes",
		path == "unsafe", path == "strconv", path == "math", path == "time", path == "sort", path == "slices", path == "reflect":
		return true
	case path == "sync":
		return !strings.Contains(fn.Name(), "Store") && fn.Name() != "Swap" && fn.Name() != "Put"
	case path == "sync/atomic":
		return !strings.Contains(fn.Name(), "Store") && !strings.Contains(fn.Name(), "Swap") || isNumber(fn)
	}
	return false
}

// isNumber reports whether a function of sync/atomic works on numbers.
func isNumber(fn *ssa.Function) bool {
	params := govalue.Origin(fn).Signature.Params()
	return params.Len() > 0 && !mayPoint(params.At(params.Len()-1).Type())
}
