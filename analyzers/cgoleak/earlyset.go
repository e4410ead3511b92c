package cgoleak

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/ownership"
)

// before reports whether a store certainly comes before a defer statement.
func before(s *ssa.Store, d *ssa.Defer) bool {
	if s.Block() == d.Block() {
		return slices.Index(s.Block().Instrs, ssa.Instruction(s)) < slices.Index(d.Block().Instrs, ssa.Instruction(d))
	}
	return s.Block().Dominates(d.Block())
}

// isSet reports whether something stores in a variable.
func isSet(local *ssa.Alloc) bool {
	return slices.ContainsFunc(*local.Referrers(), func(instr ssa.Instruction) bool {
		s, ok := instr.(*ssa.Store)
		return ok && s.Addr == local
	})
}

// replaced reports whether a C call stores another string in a variable that
// holds one, and doesn't just move it on: it is not declared as const, and the
// string is copied afterwards.
func (c *checker) replaced(local *ssa.Alloc, call *ssa.Call) bool {
	i := slices.IndexFunc(call.Call.Args, func(v ssa.Value) bool { return govalue.Unconverted(v) == local })
	if i < 0 || c.sums.ConstWithin(ownership.CName(&call.Call), i) || inLoop(call.Block()) {
		return false
	}
	return slices.ContainsFunc(*local.Referrers(), func(instr ssa.Instruction) bool {
		load, ok := instr.(*ssa.UnOp)
		return ok && call.Block().Dominates(load.Block()) && slices.ContainsFunc(*load.Referrers(), func(user ssa.Instruction) bool {
			copied, ok := user.(*ssa.Call)
			return ok && ownership.CName(&copied.Call) == "GoString"
		})
	})
}

// inLoop reports whether a block may run more than once.
func inLoop(b *ssa.BasicBlock) bool {
	return slices.ContainsFunc(b.Preds, func(p *ssa.BasicBlock) bool { return b.Dominates(p) }) ||
		slices.ContainsFunc(b.Parent().Blocks, func(head *ssa.BasicBlock) bool {
			return head != b && head.Dominates(b) && slices.ContainsFunc(head.Preds, func(p *ssa.BasicBlock) bool { return head.Dominates(p) && b.Dominates(p) })
		})
}
