package ownership

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/govalue"
)

// setUpWords are words in the names of methods that are called once for an object.
var setUpWords = cname.Set(`init initialize open start connect create new begin setup alloc allocate make build listen dial run
	load prepare acquire attach bind boot enable launch mount parse read do`)

// Overwrites returns the field of an object that already existed in which an
// exported method stores a resource, although the field may still hold
// another: the method neither looks at the field before, nor calls what does.
// What the field holds is freed elsewhere, so that it is the object's.
func (p *Package) Overwrites(r *Resource) *types.Var {
	at := p.StoredField(r)
	obj, _ := r.Func.Object().(*types.Func)
	if at == nil || obj == nil || !obj.Exported() || r.Func.Signature.Recv() == nil ||
		cname.HasWord(obj.Name(), setUpWords) {
		return nil
	}
	if at.X != r.Func.Params[0] && !isVariableOf(at.X, r.Func.Params[0]) {
		return nil
	}
	f := FieldOf(at)
	if f.Exported() || !isScalar(f.Type()) || !p.FieldUse(r.Kind, f).Freed || p.mentions(r.Func, f, at, 3) {
		return nil
	}
	return f
}

// isScalar reports whether a field holds one resource at a time.
func isScalar(t types.Type) bool {
	_, isBasic := t.Underlying().(*types.Basic)
	_, isPointer := t.Underlying().(*types.Pointer)
	return isBasic || isPointer
}

// isVariableOf reports whether a value is read from the variable that holds a
// parameter, because a function literal shares it.
func isVariableOf(v ssa.Value, param *ssa.Parameter) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	local, ok := load.X.(*ssa.Alloc)
	return ok && slices.ContainsFunc(govalue.Referrers(param), func(instr ssa.Instruction) bool {
		s, ok := instr.(*ssa.Store)
		return ok && s.Addr == local
	})
}

// mentions reports whether a function, or what it calls in the package,
// mentions a field, except where its address is taken to read it after it was
// set.
func (p *program) mentions(fn *ssa.Function, f *types.Var, except *ssa.FieldAddr, depth int) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.FieldAddr:
				if instr != except && FieldOf(instr) == f && !(except != nil && govalue.Precedes(except, instr)) {
					return true
				}
			case ssa.CallInstruction:
				callee := instr.Common().StaticCallee()
				if callee == nil && govalue.Builtin(instr.Common()) == "" || callee != nil && callee.Blocks != nil && govalue.IsOf(callee, p.ssa) && (depth == 0 || p.mentions(callee, f, nil, depth-1)) {
					return true
				}
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, func(lit *ssa.Function) bool { return p.mentions(lit, f, nil, depth) })
}
