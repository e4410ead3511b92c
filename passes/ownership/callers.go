package ownership

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Callers returns the calls of a function in the package. all tells that there
// are no others: it is not exported, and used in no other way.
func (p *Package) Callers(fn *ssa.Function) (sites []ssa.CallInstruction, all bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.callersOf(fn)
}

func (p *Package) callersOf(fn *ssa.Function) (sites []ssa.CallInstruction, all bool) {
	if p.callers == nil {
		p.findCallers()
	}
	obj, _ := fn.Object().(*types.Func)
	return p.callers[fn], obj != nil && !obj.Exported() && p.src.Export(obj) == nil && !p.isValue[fn] &&
		!(fn.Signature.Recv() != nil && p.invoked[fn.Name()]) && fn.Origin() == nil
}

func (p *Package) findCallers() {
	p.callers = make(map[*ssa.Function][]ssa.CallInstruction)
	p.isValue = make(map[*ssa.Function]bool)
	p.invoked = make(map[string]bool)
	var operands [16]*ssa.Value
	for _, fn := range p.functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if _, isDebug := instr.(*ssa.DebugRef); isDebug {
					continue
				}
				call, _ := instr.(ssa.CallInstruction)
				if call != nil {
					if callee := call.Common().StaticCallee(); callee != nil {
						p.callers[callee] = append(p.callers[callee], call)
					} else if call.Common().IsInvoke() {
						p.invoked[call.Common().Method.Name()] = true
					}
				}
				for _, op := range instr.Operands(operands[:0]) {
					if used, ok := (*op).(*ssa.Function); ok && (call == nil || op != &call.Common().Value) {
						p.noteValue(used)
					}
				}
			}
		}
	}
}

// noteValue notes that a function is used as a value; of the wrapper of a
// method value, that the method is.
func (p *Package) noteValue(fn *ssa.Function) {
	p.isValue[fn] = true
	if obj, ok := fn.Object().(*types.Func); ok && fn.Synthetic != "" {
		if method := fn.Prog.FuncValue(obj.Origin()); method != nil {
			p.isValue[method] = true
		}
	}
}
