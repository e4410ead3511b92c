package gomem

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// methodOf returns the body of the method m of t, when it is in the package.
func (in *interpreter) methodOf(t types.Type, m *types.Func) *ssa.Function {
	sel := types.NewMethodSet(t).Lookup(m.Pkg(), m.Name())
	if sel == nil || len(sel.Index()) != 1 {
		return nil
	}
	obj, _ := sel.Obj().(*types.Func)
	if obj == nil {
		return nil
	}
	fn := in.pkg.ssa.Prog.FuncValue(obj)
	if fn == nil || fn.Blocks == nil || !types.Identical(fn.Signature.Recv().Type(), t) {
		return nil
	}
	return fn
}

// worthwhile reports whether a call of fn in f is followed: C is near enough,
// or it is a small function that may do something to pointers.
func (f *Frame) worthwhile(fn *ssa.Function) bool {
	if distance := f.in.distance(fn); distance > 0 {
		return f.depth()+distance < f.in.farthest
	}
	const small = 60
	n := 0
	for _, b := range fn.Blocks {
		n += len(b.Instrs)
	}
	return n <= small && f.depth() < f.in.farthest && f.helpers() < maxHelpers && handlesPointers(fn.Signature)
}

// distance returns how far fn is from C; see reach.
func (in *interpreter) distance(fn *ssa.Function) int { return in.reaching[in.pkg.written(fn)] }

// helpers returns how many calls f is away from one that reaches C.
func (f *Frame) helpers() (n int) {
	for ; f != nil && f.in.distance(f.Fn) == 0; f = f.Caller {
		n++
	}
	return n
}

func handlesPointers(signature *types.Signature) bool {
	if signature.Recv() != nil {
		return true
	}
	for _, tuple := range []*types.Tuple{signature.Params(), signature.Results()} {
		for v := range tuple.Variables() {
			if gotype.HasPointers(v.Type()) {
				return true
			}
		}
	}
	return signature.Params().Len() == 0 // of a literal, which captures what it handles
}
