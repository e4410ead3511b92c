package bounds

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// The uses of the package's functions. Those in tests count for nothing: a test
// reads its files, and what it gives is not what users do.
type uses struct {
	calls map[*ssa.Function][]ssa.CallInstruction
	value map[*ssa.Function]bool // it is also used as a value, and may be called from anywhere
	given map[*ssa.Function]bool // it is a literal that other packages get
	shown map[*types.TypeName]bool
}

func (p *Package) collectUses() *uses {
	u := &uses{
		calls: make(map[*ssa.Function][]ssa.CallInstruction),
		value: make(map[*ssa.Function]bool),
		given: make(map[*ssa.Function]bool),
		shown: make(map[*types.TypeName]bool),
	}
	for _, fn := range p.src.Functions() {
		test := p.src.IsTest(fn.Pos())
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if !test {
					u.add(instr)
				}
				u.show(instr)
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
		if callee = calleeOf(call); callee != nil {
			u.calls[callee] = append(u.calls[callee], call)
		}
	}
	for _, op := range instr.Operands(nil) {
		fn, ok := (*op).(*ssa.Function)
		if ok && !(callee != nil && op == &call.Common().Value) {
			u.value[written(fn)] = true
		}
	}
}

// calleeOf returns the function that is called, or nil when it is not known
// which: of a generic one the function that the user wrote.
func calleeOf(call ssa.CallInstruction) *ssa.Function { return written(call.Common().StaticCallee()) }

// written returns the generic function that fn is an instance of, or fn.
func written(fn *ssa.Function) *ssa.Function {
	if fn != nil && fn.Origin() != nil {
		return fn.Origin()
	}
	return fn
}

// collectStores lists the stores to each field of the package's structs and to
// its variables, without those of tests.
func (p *Package) collectStores() map[*types.Var][]*ssa.Store {
	all := make(map[*types.Var][]*ssa.Store)
	for _, fn := range p.src.Functions() {
		if p.src.IsTest(fn.Pos()) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if store, ok := instr.(*ssa.Store); ok {
					if v := variableOf(store.Addr); v != nil {
						all[v] = append(all[v], store)
					}
				}
			}
		}
	}
	return all
}

// variableOf returns the field, or variable of the package, that an address is
// of; or nil.
func variableOf(addr ssa.Value) *types.Var {
	if global, ok := addr.(*ssa.Global); ok {
		v, _ := global.Object().(*types.Var)
		return v
	}
	return fieldOf(addr)
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

// CallsOf returns the calls of a function in the package. all tells that there
// are no others: nothing outside the package can call it, and it is not used
// as a value.
func (p *Package) CallsOf(fn *ssa.Function) (calls []ssa.CallInstruction, all bool) {
	return p.uses().calls[fn], !p.isPublic(fn) && !p.uses().value[fn]
}

// lengthParam returns the parameter of the same function whose length an
// integer parameter is in all calls, or nil.
func (p *Package) lengthParam(n *ssa.Parameter) *ssa.Parameter {
	if slice, known := p.lengths[n]; known {
		return slice
	}
	p.lengths[n] = nil // while it is being found out
	fn := n.Parent()
	calls, all := p.CallsOf(fn)
	if !gotype.IsInteger(n.Type()) || !all || len(calls) == 0 {
		return nil
	}
	at := slices.Index(fn.Params, n)
	for i, param := range fn.Params {
		if (gotype.IsSlice(param.Type()) || gotype.IsString(param.Type())) && p.isLengthIn(calls, at, i) {
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
