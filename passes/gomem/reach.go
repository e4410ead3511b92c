package gomem

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// reach returns the functions that have to do with C, and how far they are
// from it: 1 for those that call a C function or a function of another package
// that does, or that use a C variable or type, one more for their callers.
//
// Package callgraph cannot answer that: whoever mentions a function counts as
// its caller here, and of a method that is called through an interface all
// methods of the name do, since a value may go that way.
func (p *Package) reach(functions []*ssa.Function) map[*ssa.Function]int {
	reaching := make(map[*ssa.Function]int)
	methods := make(map[string][]*ssa.Function)
	for _, fn := range functions {
		if fn.Signature.Recv() != nil {
			methods[fn.Name()] = append(methods[fn.Name()], fn)
		}
	}
	callers := make(map[*ssa.Function][]*ssa.Function)
	var next []*ssa.Function
	for _, fn := range functions {
		if fn.Parent() != nil {
			callers[fn] = append(callers[fn], fn.Parent())
		}
		if p.exports[fn] != nil || p.touches(fn, methods, callers) {
			next = append(next, fn)
		}
	}
	for distance := 1; len(next) > 0; distance++ {
		var further []*ssa.Function
		for _, fn := range next {
			if reaching[fn] == 0 {
				reaching[fn] = distance
				further = append(further, callers[fn]...)
			}
		}
		next = further
	}
	return reaching
}

// touches reports whether fn itself has to do with C, and notes whom it
// refers to: of an interface's method, whoever of the package may have it.
func (p *Package) touches(fn *ssa.Function, methods map[string][]*ssa.Function, callers map[*ssa.Function][]*ssa.Function) bool {
	touches := false
	for _, param := range fn.Params {
		touches = touches || heap.IsC(param.Type())
	}
	var operands [16]*ssa.Value
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
				for _, method := range methods[call.Common().Method.Name()] {
					callers[method] = append(callers[method], fn)
				}
			}
			if v, ok := instr.(ssa.Value); ok && v.Type() != nil && heap.IsC(v.Type()) {
				touches = true
			}
			for _, op := range instr.Operands(operands[:0]) {
				switch v := (*op).(type) {
				case *ssa.Function:
					written := p.written(v)
					callers[written] = append(callers[written], fn)
					touches = touches || p.ofC(v)
				case *ssa.Global:
					_, _, ok := cgosource.CName(v.Object())
					touches = touches || ok
				}
			}
		}
	}
	return touches
}

// written returns the function that the user wrote of which fn was made: an
// instance of it, or a method value.
func (p *Package) written(fn *ssa.Function) *ssa.Function {
	if fn.Origin() != nil {
		return fn.Origin()
	}
	if obj, ok := fn.Object().(*types.Func); ok && fn.Synthetic != "" {
		if written := p.ssa.Prog.FuncValue(obj); written != nil {
			return written
		}
	}
	return fn
}

func (p *Package) ofC(fn *ssa.Function) bool {
	if fn.Blocks != nil {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return false
	}
	if _, _, ok := cgosource.CName(obj); ok {
		return true
	}
	return mmaps[obj.FullName()] || p.imported(obj) != nil
}

// mmaps are functions that return memory which the collector does not know.
var mmaps = cname.Set("syscall.Mmap golang.org/x/sys/unix.Mmap golang.org/x/sys/unix.MmapPtr")
