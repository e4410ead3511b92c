package bounds

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// The uses of the package's functions.
type uses struct {
	calls map[*ssa.Function][]ssa.CallInstruction
	value map[*ssa.Function]bool // it is also used as a value, and may be called from anywhere
}

func (p *Package) collectUses() *uses {
	u := &uses{make(map[*ssa.Function][]ssa.CallInstruction), make(map[*ssa.Function]bool)}
	for _, fn := range p.Functions() {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				u.add(instr)
			}
		}
	}
	return u
}

func (u *uses) add(instr ssa.Instruction) {
	if _, ok := instr.(*ssa.DebugRef); ok {
		return
	}
	call, isCall := instr.(ssa.CallInstruction)
	var callee *ssa.Function
	if isCall {
		if callee = call.Common().StaticCallee(); callee != nil {
			u.calls[callee] = append(u.calls[callee], call)
		}
	}
	for _, op := range instr.Operands(nil) {
		fn, ok := (*op).(*ssa.Function)
		if ok && !(fn == callee && op == &call.Common().Value) {
			u.value[fn] = true
		}
	}
}

// collectStores lists the stores to each field of the package's structs.
func (p *Package) collectStores() map[*types.Var][]*ssa.Store {
	all := make(map[*types.Var][]*ssa.Store)
	for _, fn := range p.Functions() {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if store, ok := instr.(*ssa.Store); ok {
					if field := fieldOf(store.Addr); field != nil {
						all[field] = append(all[field], store)
					}
				}
			}
		}
	}
	return all
}

// fieldOf returns the field that an address or value is of, or nil.
func fieldOf(v ssa.Value) *types.Var {
	var t types.Type
	var i int
	switch v := v.(type) {
	case *ssa.FieldAddr:
		t, i = v.X.Type().Underlying().(*types.Pointer).Elem(), v.Field
	case *ssa.Field:
		t, i = v.X.Type(), v.Field
	default:
		return nil
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	return s.Field(i).Origin()
}

// isPublic reports whether code outside the package can call the function
// with any argument. An export is called by C.
func (p *Package) isPublic(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok || p.src.Types.Name() == "main" {
		return false
	}
	if recv := obj.Signature().Recv(); recv != nil {
		t := recv.Type()
		if ptr, ok := t.(*types.Pointer); ok {
			t = ptr.Elem()
		}
		if named, ok := types.Unalias(t).(*types.Named); !ok || !named.Obj().Exported() {
			return false
		}
	}
	return obj.Exported()
}

// CallsOf returns the calls of a function in the package. all tells that there
// are no others: nothing outside the package can call it, and it is not used
// as a value.
func (p *Package) CallsOf(fn *ssa.Function) (calls []ssa.CallInstruction, all bool) {
	return p.uses().calls[fn], !p.isPublic(fn) && !p.uses().value[fn]
}

// IsPublic reports whether code outside the package can call a function with
// any argument.
func (p *Package) IsPublic(fn *ssa.Function) bool { return p.isPublic(fn) }

// lengthParam returns the parameter of the same function whose length an
// integer parameter is in all calls, or nil.
func (p *Package) lengthParam(n *ssa.Parameter) *ssa.Parameter {
	if slice, known := p.lengths[n]; known {
		return slice
	}
	p.lengths[n] = nil // while it is being found out
	fn := n.Parent()
	calls, all := p.CallsOf(fn)
	if !isInteger(n.Type()) || !all || len(calls) == 0 {
		return nil
	}
	at := slices.Index(fn.Params, n)
	for i, param := range fn.Params {
		if (isSlice(param.Type()) || isString(param.Type())) && p.isLengthIn(calls, at, i) {
			p.lengths[n] = param
			return param
		}
	}
	return nil
}

// isLengthIn reports whether argument n is the length of argument i in all
// calls.
func (p *Package) isLengthIn(calls []ssa.CallInstruction, n, i int) bool {
	for _, call := range calls {
		args := call.Common().Args
		if p.termOf(args[n]) != lengthOf(args[i]) {
			return false
		}
	}
	return true
}
