package govalue

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Origin returns the function whose body a function runs: of an instance, the
// generic function. Of nil it is nil.
func Origin(fn *ssa.Function) *ssa.Function {
	if fn == nil {
		return nil
	}
	if generic := fn.Origin(); generic != nil {
		return generic
	}
	return fn
}

// IsOf reports whether a function is of a package, or was made of a function of
// it: an instance, or a method value.
func IsOf(fn *ssa.Function, pkg *ssa.Package) bool {
	if fn.Pkg != nil {
		return fn.Pkg == pkg
	}
	return fn.Object() != nil && fn.Object().Pkg() == pkg.Pkg || fn.Origin() != nil && fn.Origin().Pkg == pkg
}

// Calls tell who calls the functions of a package, and how else these are used.
// An instance of a generic function counts as the generic function. Package
// callgraph tells the same of syntax; here the calls are the instructions that
// engines over SSA follow arguments and results through.
type Calls struct {
	sites   map[*ssa.Function][]ssa.CallInstruction
	values  map[*ssa.Function]bool
	invoked map[string]bool
}

// CallsIn finds the calls in functions.
func CallsIn(functions []*ssa.Function) *Calls {
	c := &Calls{make(map[*ssa.Function][]ssa.CallInstruction), make(map[*ssa.Function]bool), make(map[string]bool)}
	var operands [16]*ssa.Value
	for _, fn := range functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if _, isDebug := instr.(*ssa.DebugRef); isDebug {
					continue
				}
				call, _ := instr.(ssa.CallInstruction)
				if call != nil {
					c.add(call)
				}
				for _, op := range instr.Operands(operands[:0]) {
					if used, ok := (*op).(*ssa.Function); ok && (call == nil || op != &call.Common().Value) {
						c.addValue(used)
					}
				}
			}
		}
	}
	return c
}

func (c *Calls) add(call ssa.CallInstruction) {
	common := call.Common()
	if callee := Origin(common.StaticCallee()); callee != nil {
		c.sites[callee] = append(c.sites[callee], call)
	} else if common.IsInvoke() {
		c.invoked[common.Method.Name()] = true
	}
}

// addValue notes that a function is used as a value; of the wrapper of a method
// value, that the method is.
func (c *Calls) addValue(fn *ssa.Function) {
	c.values[Origin(fn)] = true
	if obj, ok := fn.Object().(*types.Func); ok && fn.Synthetic != "" {
		if method := fn.Prog.FuncValue(obj.Origin()); method != nil {
			c.values[method] = true
		}
	}
}

// Of returns the static calls of a function, in the order of the functions.
func (c *Calls) Of(fn *ssa.Function) []ssa.CallInstruction { return c.sites[Origin(fn)] }

// IsValue reports whether a function is used in another way than being called:
// who calls it then is not known.
func (c *Calls) IsValue(fn *ssa.Function) bool { return c.values[Origin(fn)] }

// IsInvoked reports whether a method may be called through an interface: one of
// its name is.
func (c *Calls) IsInvoked(fn *ssa.Function) bool {
	return fn.Signature.Recv() != nil && c.invoked[fn.Name()]
}
