package bounds

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// IsPublic reports whether code outside the package can call a function with
// any argument.
func (p *Package) IsPublic(fn *ssa.Function) bool { return p.isPublic(fn) }

// isPublic reports whether code outside the package can call the function
// with any argument: it has an exported name, is a method of what others get,
// or a literal that is handed to them. An export is called by C.
func (p *Package) isPublic(fn *ssa.Function) bool {
	if p.src.Types.Name() == "main" {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return p.uses().given[fn]
	}
	if !obj.Exported() {
		return false
	}
	recv := obj.Signature().Recv()
	if recv == nil {
		return true
	}
	named := namedOf(recv.Type())
	return named != nil && (named.Exported() || p.uses().shown[named])
}

// namedOf returns the name of the type that t is or points to, or nil.
func namedOf(t types.Type) *types.TypeName {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// isOffered reports whether a function has a name by which other packages can
// call it.
func isOffered(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok || !obj.Exported() {
		return false
	}
	recv := obj.Signature().Recv()
	if recv == nil {
		return true
	}
	named := namedOf(recv.Type())
	return named != nil && named.Exported()
}

// show notes the types without exported names whose methods other packages
// may call all the same, as of an interface or of what a function returns, and
// the function literals that other packages are given.
func (u *uses) show(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.MakeInterface:
		if i, ok := instr.Type().Underlying().(*types.Interface); ok && i.NumMethods() > 0 {
			u.showType(instr.X.Type())
		}
	case *ssa.Return:
		if isOffered(instr.Parent()) {
			for _, result := range instr.Results {
				u.showType(result.Type())
				u.give(result)
			}
		}
	case *ssa.Store:
		if to, ok := instr.Addr.(*ssa.Global); ok && to.Object() != nil && to.Object().Exported() {
			u.give(instr.Val)
		}
	}
}

func (u *uses) showType(t types.Type) {
	if named := namedOf(t); named != nil && !named.Exported() {
		u.shown[named] = true
	}
}

// give notes a function literal that other packages get.
func (u *uses) give(v ssa.Value) {
	switch v := v.(type) {
	case *ssa.ChangeType:
		u.give(v.X)
	case *ssa.MakeClosure:
		u.given[v.Fn.(*ssa.Function)] = true
	case *ssa.Function:
		u.given[v] = true
	}
}
