package ownership

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// A fieldUse follows what is done with what a field holds.
type fieldUse struct {
	FieldUse
	p     *Package
	kind  *Kind
	field *types.Var
	seen  map[ssa.Value]bool
}

func (u *fieldUse) unseen(v ssa.Value) bool {
	const most = 400
	if len(u.seen) > most {
		u.Open = true
	}
	if u.Open || u.seen[v] || v.Referrers() == nil {
		return false
	}
	u.seen[v] = true
	return true
}

// address follows the address of the field, of a part of it, or of a variable
// that has what the field holds.
func (u *fieldUse) address(addr ssa.Value) {
	if !u.unseen(addr) {
		return
	}
	for _, instr := range govalue.Referrers(addr) {
		switch instr := instr.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if instr.Op == token.MUL {
				u.value(instr)
			}
		case *ssa.Store:
			u.Open = u.Open || instr.Addr != addr
		case *ssa.FieldAddr, *ssa.IndexAddr, *ssa.Convert, *ssa.ChangeType, *ssa.Phi:
			u.address(instr.(ssa.Value))
		case *ssa.MakeClosure:
			u.captured(instr, addr, u.address)
		case ssa.CallInstruction:
			u.passed(instr, addr, u.address)
		default:
			u.Open = true
		}
	}
}

// value follows what the field holds: a resource, or a slice or map of some.
func (u *fieldUse) value(v ssa.Value) {
	if !u.unseen(v) {
		return
	}
	for _, instr := range govalue.Referrers(v) {
		switch instr := instr.(type) {
		case *ssa.DebugRef, *ssa.BinOp, *ssa.UnOp, *ssa.If:
		case *ssa.Convert, *ssa.ChangeType, *ssa.Phi, *ssa.Slice, *ssa.Extract, *ssa.Range, *ssa.Next:
			u.value(instr.(ssa.Value))
		case *ssa.Lookup:
			if instr.X == v {
				u.value(instr)
			}
		case *ssa.IndexAddr:
			u.address(instr)
		case *ssa.FieldAddr:
			u.part(instr)
		case *ssa.MapUpdate:
			u.Open = u.Open || instr.Map != v
		case *ssa.Store:
			u.stored(instr, v)
		case *ssa.MakeClosure:
			u.captured(instr, v, u.value)
		case *ssa.Return:
			u.returned(instr, v)
		case ssa.CallInstruction:
			u.passed(instr, v, u.value)
		default:
			u.Open = true
		}
	}
}

// part looks at the address of a part of what the resource points to: reading
// and writing it frees nothing.
func (u *fieldUse) part(addr *ssa.FieldAddr) {
	for _, instr := range govalue.Referrers(addr) {
		switch instr := instr.(type) {
		case *ssa.DebugRef, *ssa.UnOp:
		case *ssa.Store:
			u.Open = u.Open || instr.Addr != addr
		default:
			u.Open = true
		}
	}
}

// stored follows a value to where it is stored: to a variable, or back to the
// field.
func (u *fieldUse) stored(s *ssa.Store, v ssa.Value) {
	if s.Val != v {
		return
	}
	switch at := s.Addr.(type) {
	case *ssa.Alloc:
		u.address(at)
	case *ssa.FieldAddr:
		u.Open = u.Open || govalue.Field(at).Origin() != u.field
	default:
		u.Open = true
	}
}

func (u *fieldUse) captured(c *ssa.MakeClosure, v ssa.Value, follow func(ssa.Value)) {
	fn := c.Fn.(*ssa.Function)
	for i, b := range c.Bindings {
		if b == v && i < len(fn.FreeVars) {
			follow(fn.FreeVars[i])
		}
	}
}

// returned follows a value to the callers of a function that returns it.
func (u *fieldUse) returned(ret *ssa.Return, v ssa.Value) {
	sites, all := u.p.callersOf(ret.Parent())
	if !all {
		u.Open = true
		return
	}
	for _, site := range sites {
		call := site.Value()
		switch {
		case call == nil:
			u.Open = true
		case len(ret.Results) == 1:
			u.value(call)
		default:
			for _, user := range govalue.Referrers(call) {
				if e, ok := user.(*ssa.Extract); ok && ret.Results[e.Index] == v {
					u.value(e)
				}
			}
		}
	}
}

// passed follows a value into a call.
func (u *fieldUse) passed(call ssa.CallInstruction, v ssa.Value, follow func(ssa.Value)) {
	common := call.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		u.builtin(call, b.Name(), v)
		return
	}
	if _, isGo := call.(*ssa.Go); isGo || common.Value == v {
		u.Open = true
		return
	}
	callee := common.StaticCallee()
	for i, arg := range common.Args {
		switch {
		case arg != v:
		case callee != nil && callee.Blocks != nil && govalue.IsOf(callee, u.p.ssa) && i < len(callee.Params) && callee.Origin() == nil:
			follow(callee.Params[i])
		case u.kind == CMemory && u.p.freesThrough(common, i):
			u.Freed = true
		case isHolder(v) && u.p.mayFreeThrough(common, i):
			u.Open = true
		default:
			u.effect(call, i)
		}
	}
}

func (u *fieldUse) builtin(call ssa.CallInstruction, name string, v ssa.Value) {
	args := call.Common().Args
	switch name {
	case "len", "cap", "delete", "clear":
	case "append":
		if args[0] != v || slices.Contains(args[1:], v) {
			u.Open = true
		} else {
			u.value(call.Value())
		}
	case "Slice", "String", "SliceData", "StringData", "Add":
		u.value(call.Value())
	default:
		u.Open = true
	}
}

// effect looks at what a function without a body does to its argument i.
func (u *fieldUse) effect(call ssa.CallInstruction, i int) {
	common := call.Common()
	e := u.kind.Effect(u.p, common, i)
	switch e.Does {
	case Frees, MayFree:
		u.Freed = true
	case Borrows, Ignores:
		u.Assumed = u.Assumed || e.Assumed
		u.Open = u.Open || e.Assumed && mayKeepIn(common, i)
	case Returns:
		if v := call.Value(); v != nil {
			u.value(v)
		}
	default:
		name := CName(common)
		switch {
		case name == "":
			u.Open = true
		case u.kind == Handles:
			u.Open = u.Open || u.p.exportsDelete() // C cannot delete it but through Go
		case e.Does == Takes || !isObject(common.Args[i].Type()) || mayTake(name, i):
			u.Open = true
		default:
			u.Assumed = true
		}
	}
}

// mayKeepIn reports whether a C function of which only the prototype is known
// may put its argument i, which is no string, into an object that it gets.
func mayKeepIn(common *ssa.CallCommon, i int) bool {
	if ptr, ok := common.Args[i].Type().Underlying().(*types.Pointer); ok {
		if b, ok := ptr.Elem().Underlying().(*types.Basic); ok && b.Kind() == types.Int8 {
			return false
		}
	}
	for j, arg := range common.Args {
		if j != i && isObject(arg.Type()) {
			return true
		}
	}
	return false
}
