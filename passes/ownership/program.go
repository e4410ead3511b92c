package ownership

import (
	"go/types"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A program is the code of the package: its functions, who calls them, and what
// they write.
type program struct {
	src      *cgosource.Package
	csummary *csummary.Package
	ssa      *ssa.Package

	mu        sync.Mutex // held by queries: several passes ask at a time
	functions []*ssa.Function
	methods   govalue.Methods // for interfaces with one implementation
	writes    map[*ssa.Function]map[types.Object]bool
	calls     *govalue.Calls
	fields    map[*types.Var][]ssa.Value // see findFields
}

// findFunctions finds the functions of the package, and its methods by name.
func (p *program) findFunctions() {
	p.functions = p.src.Functions()
	p.methods = govalue.MethodsIn(p.functions)
}

// writesOf returns the fields and variables that a function of the package
// may write, with what it calls; nil when that is not known.
func (p *program) writesOf(fn *ssa.Function) map[types.Object]bool {
	if w, ok := p.writes[fn]; ok {
		return w
	}
	w := make(map[types.Object]bool)
	p.writes[fn] = w // of itself, when it is recursive
	p.addWrites(w, fn, make(map[*ssa.Function]bool))
	return w
}

func (p *program) addWrites(w map[types.Object]bool, fn *ssa.Function, seen map[*ssa.Function]bool) {
	if seen[fn] || len(seen) > 500 {
		return
	}
	seen[fn] = true
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if addr, ok := instr.Addr.(*ssa.FieldAddr); ok {
					w[govalue.Field(addr)] = true
				} else if st, ok := instr.Val.Type().Underlying().(*types.Struct); ok {
					for f := range st.Fields() {
						w[f] = true
					}
				}
			case ssa.CallInstruction:
				if callee := instr.Common().StaticCallee(); callee != nil && govalue.IsOf(callee, p.ssa) {
					p.addWrites(w, callee, seen)
				}
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		p.addWrites(w, lit, seen)
	}
}
