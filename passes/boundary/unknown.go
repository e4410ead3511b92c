package boundary

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// callOther calls a function whose body is not followed.
func (in *interpreter) callOther(f *frame, st *state, instr ssa.CallInstruction, callee *ssa.Function, args []value) []value {
	if results, ok := in.callImported(f, st, instr, callee, args); ok {
		return results
	}
	if callee.Pkg != nil && readers[callee.Pkg.Pkg.Path()] || callee.Object() != nil && callee.Object().Pkg() != nil && readers[callee.Object().Pkg().Path()] {
		in.runFunctions(f, st, instr, args)
		return in.unknownResults(instr)
	}
	return in.callUnknown(f, st, instr, args)
}

// readers are packages whose functions leave alone what they are shown.
var readers = map[string]bool{
	"errors": true, "fmt": true, "log": true, "log/slog": true, "runtime": true, "runtime/cgo": true,
	"strconv": true, "strings": true, "sync": true, "sync/atomic": true, "testing": true, "time": true, "os": true,
}

// callUnknown calls what is not known: it may run the functions that it is
// given, and change what it can reach.
func (in *interpreter) callUnknown(f *frame, st *state, instr ssa.CallInstruction, args []value) []value {
	in.runFunctions(f, st, instr, args)
	for _, arg := range args {
		in.expose(f, st, arg, 0)
	}
	return in.unknownResults(instr)
}

// runFunctions calls the function values among the arguments, as sync.Once
// or a lock's wrapper does, on arguments of which nothing is known.
func (in *interpreter) runFunctions(f *frame, st *state, instr ssa.CallInstruction, args []value) {
	for _, arg := range args {
		for _, a := range slices.Concat(arg.first(), in.data(arg)) {
			if a.kind == boxed {
				continue
			}
			if a.kind == function && a.mem.fn != nil && a.mem.fn.Blocks != nil {
				branch := st.clone()
				in.callFunction(f, branch, instr, a.mem.fn, a.mem.bindings, nil)
				st.join(branch, false)
			}
		}
	}
}

// expose makes unknown what the pointers in v lead to.
func (in *interpreter) expose(f *frame, st *state, v value, depth int) {
	for _, s := range v.sorted() {
		for _, a := range v.words[s] {
			if (a.kind != pointer && a.kind != boxed) || a.mem.Origin != Go {
				continue
			}
			inside, ok := st.contents[a.mem]
			if !ok || inside.unknown && len(inside.words) == 0 {
				continue
			}
			if a.kind == pointer {
				st.contents[a.mem] = nothing
			}
			if depth < maxPath {
				in.expose(f, st, inside, depth+1)
			}
		}
	}
}

func (in *interpreter) unknownResults(instr ssa.CallInstruction) []value {
	results := make([]value, instr.Common().Signature().Results().Len())
	for i := range results {
		results[i] = nothing
	}
	return results
}
