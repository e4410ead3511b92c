package boundary

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// operands returns the function value and the arguments of a call. The
// receiver is the first argument, of a call through an interface too.
func (in *interpreter) operands(f *frame, call *ssa.CallCommon) (fn value, args []value) {
	fn = in.get(f, call.Value)
	if call.IsInvoke() {
		args = append(args, fn)
	}
	for _, a := range call.Args {
		args = append(args, in.get(f, a))
	}
	return fn, args
}

// call makes the call and returns its results.
func (in *interpreter) call(f *frame, st *state, instr ssa.CallInstruction, fn value, args []value) []value {
	common := instr.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		return []value{in.builtin(f, st, instr, b, args)}
	}
	if callee, ok := common.Value.(*ssa.Function); ok {
		return in.callFunction(f, st, instr, callee, nil, args)
	}
	if common.IsInvoke() {
		return in.invoke(f, st, instr, args)
	}
	var results []value
	var exit *state
	for _, a := range fn.first() {
		if a.kind != function {
			continue
		}
		branch := st.clone()
		results = joinResults(results, in.callFunction(f, branch, instr, a.mem.fn, a.mem.bindings, args))
		if exit == nil {
			exit = branch
		} else {
			exit.join(branch, false)
		}
	}
	if exit == nil {
		return in.callUnknown(f, st, instr, args)
	}
	*st = *exit
	return results
}

func joinResults(a, b []value) []value {
	if a == nil {
		return b
	}
	for i := range min(len(a), len(b)) {
		a[i] = a[i].join(b[i])
	}
	return a
}

// invoke calls a method of an interface: of the value in it where that is
// known, else of the one type of the package that implements it.
func (in *interpreter) invoke(f *frame, st *state, instr ssa.CallInstruction, args []value) []value {
	common := instr.Common()
	var results []value
	var exit *state
	try := func(callee *ssa.Function, recv value) {
		branch := st.clone()
		results = joinResults(results, in.callFunction(f, branch, instr, callee, nil, append([]value{recv}, args[1:]...)))
		if exit == nil {
			exit = branch
		} else {
			exit.join(branch, false)
		}
	}
	for _, a := range in.data(args[0]) {
		if a.kind == boxed {
			if callee := in.method(a.mem.Type, common.Method); callee != nil {
				try(callee, st.load(a, -1))
			}
		}
	}
	if exit == nil {
		if callee := in.onlyMethod(common); callee != nil {
			try(callee, nothing)
		}
	}
	if exit == nil {
		return in.callUnknown(f, st, instr, args)
	}
	*st = *exit
	return results
}

// method returns the body of the method m of t, when it is in the package.
func (in *interpreter) method(t types.Type, m *types.Func) *ssa.Function {
	sel := types.NewMethodSet(t).Lookup(m.Pkg(), m.Name())
	if sel == nil || len(sel.Index()) != 1 {
		return nil
	}
	obj, _ := sel.Obj().(*types.Func)
	if obj == nil {
		return nil
	}
	fn := in.ssa.Prog.FuncValue(obj)
	if fn == nil || fn.Blocks == nil || !types.Identical(fn.Signature.Recv().Type(), t) {
		return nil
	}
	return fn
}

// onlyMethod returns the method that a call through an interface of this
// package must mean: one type implements it, and the interface cannot be
// implemented elsewhere, or the type is the only one that the package has.
func (in *interpreter) onlyMethod(common *ssa.CallCommon) *ssa.Function {
	iface, ok := common.Value.Type().Underlying().(*types.Interface)
	if !ok || isTypeParam(common.Value.Type()) {
		return nil
	}
	if name := typeName(common.Value.Type()); name == nil || name.Pkg() != in.ssa.Pkg {
		return nil
	}
	var only *ssa.Function
	for _, fn := range in.methods[common.Method.Name()] {
		if types.Implements(fn.Signature.Recv().Type(), iface) {
			if only != nil {
				return nil
			}
			only = fn
		}
	}
	return only
}

// callFunction calls a function that is known.
func (in *interpreter) callFunction(f *frame, st *state, instr ssa.CallInstruction, callee *ssa.Function, bindings, args []value) []value {
	if name, ok := cName(callee); ok {
		return in.callC(f, st, instr, name, args)
	}
	if results, ok := in.known(f, st, instr, callee, args); ok {
		return results
	}
	if callee.Blocks == nil || !in.has(callee) || f.calls(callee) || !in.worthwhile(f, callee) {
		return in.callOther(f, st, instr, callee, args)
	}
	callFrame := &frame{
		fn: callee, caller: f, call: instr,
		id:  f.id + ">" + in.siteName(instr) + callee.String(),
		env: make(map[ssa.Value]value), tuples: make(map[ssa.Value][]value),
	}
	for i, p := range callee.Params {
		if i < len(args) {
			callFrame.env[p] = args[i]
		}
	}
	for i, v := range callee.FreeVars {
		if i < len(bindings) {
			callFrame.env[v] = bindings[i]
		}
	}
	deferred := st.deferred
	st.deferred = nil
	in.interpret(callFrame, st.clone())
	if callFrame.exit != nil {
		*st = *callFrame.exit
	}
	st.deferred = deferred
	results := callFrame.result
	for len(results) < callee.Signature.Results().Len() {
		results = append(results, nothing)
	}
	return results
}

// siteName tells the calls of one function apart.
func (in *interpreter) siteName(instr ssa.CallInstruction) string {
	b := instr.Block()
	return fmt.Sprintf("%d.%d ", b.Index, slices.Index(b.Instrs, ssa.Instruction(instr)))
}

// has reports whether fn is of the package, or was made of a function of it:
// an instance, or a method value.
func (b *Package) has(fn *ssa.Function) bool {
	if fn.Pkg != nil {
		return fn.Pkg == b.ssa
	}
	return fn.Object() != nil && fn.Object().Pkg() == b.ssa.Pkg || fn.Origin() != nil && fn.Origin().Pkg == b.ssa
}

// worthwhile reports whether a call of fn in f is followed: C is near enough,
// or it is a small function that may do something to pointers.
func (in *interpreter) worthwhile(f *frame, fn *ssa.Function) bool {
	if distance := in.reaching[in.written(fn)]; distance > 0 {
		return in.depth(f)+distance < in.farthest
	}
	const small = 60
	n := 0
	for _, b := range fn.Blocks {
		n += len(b.Instrs)
	}
	return n <= small && in.depth(f) < in.farthest && in.helpers(f) < maxHelpers && handlesPointers(fn.Signature)
}

// helpers returns how many calls f is away from one that reaches C.
func (in *interpreter) helpers(f *frame) (n int) {
	for ; f != nil && in.reaching[in.written(f.fn)] == 0; f = f.caller {
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
			if hasPointers(v.Type()) {
				return true
			}
		}
	}
	return signature.Params().Len() == 0 // of a literal, which captures what it handles
}
