package cgoleak

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/ownership"
)

// fieldFiller returns the C call after a defer statement that gets the address
// of a local struct, or of its field whose value the deferred call frees and
// which is nil until then; or nil.
func (c *checker) fieldFiller(d *ssa.Defer, block []ssa.Instruction, i int) *ssa.Call {
	load, ok := govalue.Unconverted(d.Call.Args[0]).(*ssa.UnOp)
	if !ok || c.usedOtherwise(load, d) {
		return nil
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	local, ok := addr.X.(*ssa.Alloc)
	if !ok || !isNilBefore(local, addr.Field, block[:i]) {
		return nil
	}
	f := &fieldUses{checker: c, field: addr.Field, d: d, before: block[:i]}
	for _, ref := range govalue.Referrers(local) {
		if ref != ssa.Instruction(addr) && !f.use(ref) {
			return nil
		}
	}
	return f.filler
}

// fieldUses looks at all uses of a local struct whose field is freed.
type fieldUses struct {
	*checker
	field  int
	d      *ssa.Defer
	before []ssa.Instruction // in the block of the defer statement
	filler *ssa.Call
}

// use takes a use of the struct in, and reports whether the field may still be
// nil at the defer statement, and what it gets then stays there.
func (f *fieldUses) use(ref ssa.Instruction) bool {
	switch ref := ref.(type) {
	case *ssa.Call:
		return f.call(ref)
	case *ssa.FieldAddr:
		if ref.Field != f.field {
			return true
		}
		return !slices.ContainsFunc(govalue.Referrers(ref), func(use ssa.Instruction) bool { return !f.useOfField(use) })
	case *ssa.Store, *ssa.UnOp, *ssa.DebugRef:
		return true
	}
	return false // others have its address
}

// useOfField is use for the field itself.
func (f *fieldUses) useOfField(use ssa.Instruction) bool {
	switch use := use.(type) {
	case *ssa.UnOp:
		return !f.usedOtherwise(use, f.d)
	case *ssa.Call:
		return f.call(use)
	case *ssa.Store:
		return slices.Contains(f.before, ssa.Instruction(use))
	case *ssa.DebugRef:
		return true
	}
	return false
}

// call takes in a call that gets the address, and reports whether it is of C.
func (f *fieldUses) call(call *ssa.Call) bool {
	if govalue.Precedes(f.d, call) {
		f.filler = call
	}
	return ownership.CName(&call.Call) != ""
}

// isNilBefore reports whether a field of a local variable is nil for certain
// after the instructions of a block: by its zero value or a composite literal.
func isNilBefore(local *ssa.Alloc, field int, before []ssa.Instruction) bool {
	for _, instr := range slices.Backward(before) {
		switch instr := instr.(type) {
		case *ssa.Alloc:
			if instr == local {
				return true
			}
		case *ssa.Store:
			if addr, ok := instr.Addr.(*ssa.FieldAddr); ok && addr.X == ssa.Value(local) && addr.Field == field {
				k, ok := instr.Val.(*ssa.Const)
				return ok && k.IsNil()
			}
			if instr.Addr != ssa.Value(local) {
				continue
			}
			load, ok := instr.Val.(*ssa.UnOp)
			if !ok {
				k, ok := instr.Val.(*ssa.Const)
				return ok && k.Value == nil
			}
			if local, ok = load.X.(*ssa.Alloc); !ok { // the literal that is built there
				return false
			}
		case *ssa.Call:
			if slices.Contains(instr.Call.Args, ssa.Value(local)) {
				return false
			}
		}
	}
	return false
}
