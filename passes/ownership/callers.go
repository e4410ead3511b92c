package ownership

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// Callers returns the calls of a function in the package. all tells that there
// are no others: it is not exported, and used in no other way.
func (p *program) Callers(fn *ssa.Function) (sites []ssa.CallInstruction, all bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.callersOf(fn)
}

func (p *program) callersOf(fn *ssa.Function) (sites []ssa.CallInstruction, all bool) {
	if p.calls == nil {
		p.calls = govalue.CallsIn(p.functions)
	}
	obj, _ := fn.Object().(*types.Func)
	return p.calls.Of(fn), obj != nil && !obj.Exported() && p.src.Export(obj) == nil && !p.calls.IsValue(fn) &&
		!p.calls.IsInvoked(fn) && fn.Origin() == nil
}
