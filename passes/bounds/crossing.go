package bounds

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// ToC returns where C gets a pointer: the C function that it is passed to, as
// "f", or the C struct that it is stored in, as "struct_s". It follows the
// pointer through conversions, local variables, helpers of the package and
// their results. It returns false when it does not see the pointer get to C.
func (p *Package) ToC(v ssa.Value) (name string, ok bool) {
	f := &follower{p: p, seen: make(map[ssa.Value]bool)}
	return f.name, f.value(v)
}

// A follower follows one pointer to C.
type follower struct {
	p    *Package
	seen map[ssa.Value]bool
	name string
}

func (f *follower) value(v ssa.Value) bool {
	const most = 100
	if f.seen[v] || len(f.seen) > most || v.Referrers() == nil {
		return false
	}
	f.seen[v] = true
	for _, ref := range govalue.Referrers(v) {
		if f.use(v, ref) {
			return true
		}
	}
	return false
}

// use reports whether an instruction hands v to C.
func (f *follower) use(v ssa.Value, instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Convert, *ssa.ChangeType, *ssa.MakeInterface, *ssa.Phi:
		return f.value(instr.(ssa.Value))
	case *ssa.Store:
		return instr.Val == v && f.store(instr)
	case *ssa.Return:
		return f.returned(v, instr)
	case ssa.CallInstruction:
		return f.call(v, instr.Common())
	}
	return false
}

func (f *follower) call(v ssa.Value, call *ssa.CallCommon) bool {
	fn := written(call.StaticCallee())
	if fn == nil {
		return false
	}
	if name, ok := cgosource.CFunc(fn); ok {
		f.name = name
		return true
	}
	if fn.String() == "(*runtime.Pinner).Pin" {
		return true
	}
	for i, arg := range call.Args {
		if arg == v && i < len(fn.Params) && f.value(fn.Params[i]) {
			return true
		}
	}
	return false
}

// store follows what is stored in a local variable; a field or an element of
// C's type is C's.
func (f *follower) store(store *ssa.Store) bool {
	switch addr := store.Addr.(type) {
	case *ssa.Alloc:
		return f.loads(addr)
	case *ssa.FieldAddr:
		name, ok := cgosource.CTypeName(addr.X.Type().Underlying().(*types.Pointer).Elem())
		f.name = name
		return ok
	case *ssa.IndexAddr:
		return cPointer(store.Val.Type())
	}
	return false
}

func (f *follower) loads(alloc *ssa.Alloc) bool {
	for _, ref := range govalue.Referrers(alloc) {
		if load, ok := ref.(*ssa.UnOp); ok && f.value(load) {
			return true
		}
	}
	return false
}

// returned follows a result to the function's callers.
func (f *follower) returned(v ssa.Value, ret *ssa.Return) bool {
	fn := ret.Parent()
	if cPointer(v.Type()) {
		return true
	}
	if len(ret.Results) != 1 {
		return false
	}
	for _, call := range f.p.uses().calls[fn] {
		if result, ok := call.(*ssa.Call); ok && f.value(result) {
			return true
		}
	}
	return false
}

// cPointer reports whether t is a pointer to a type of C.
func cPointer(t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	s := types.TypeString(p.Elem(), func(*types.Package) string { return "" })
	return strings.HasPrefix(strings.TrimLeft(s, "*"), "_Ctype_")
}
