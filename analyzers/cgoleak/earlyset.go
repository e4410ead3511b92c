package cgoleak

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/ownership"
)

// isSet reports whether something stores in a variable.
func isSet(local *ssa.Alloc) bool {
	return slices.ContainsFunc(govalue.Referrers(local), func(instr ssa.Instruction) bool {
		s, ok := instr.(*ssa.Store)
		return ok && s.Addr == local
	})
}

// replaced reports whether a C call stores another string or struct in a
// variable that holds one, and doesn't just move it on or grow it: it is not
// declared as const, and the string is copied, or the struct used, afterwards.
func (c *checker) replaced(local *ssa.Alloc, call *ssa.Call) bool {
	i := slices.IndexFunc(call.Call.Args, func(v ssa.Value) bool { return govalue.Unconverted(v) == local })
	name := ownership.CName(&call.Call)
	if i < 0 || lends(name) || c.sums.ConstWithin(name, i) || onEachTurn(call.Block()) {
		return false
	}
	return slices.ContainsFunc(govalue.Referrers(local), func(instr ssa.Instruction) bool {
		load, ok := instr.(*ssa.UnOp)
		return ok && load.Op == token.MUL && govalue.Precedes(call, load) && slices.ContainsFunc(govalue.Referrers(load), func(user ssa.Instruction) bool {
			switch user := user.(type) {
			case *ssa.Call:
				return ownership.CName(&user.Call) == "GoString"
			case *ssa.FieldAddr:
				return govalue.Precedes(call, user)
			}
			return false
		})
	})
}

// lends reports whether a C function says by its name that what it stores through
// an argument is a part of something.
func lends(name string) bool {
	return slices.ContainsFunc(cname.Words(name), func(w string) bool {
		return w == "get" || w == "getinfo" || w == "info" || w == "peek" || w == "next" || w == "at"
	})
}

// onEachTurn reports whether a block runs in each iteration of a loop: what is set
// there goes on to the next of something. Where a condition in a loop is for
// this one iteration, such as that of an error, it replaces what was there.
func onEachTurn(b *ssa.BasicBlock) bool {
	return slices.ContainsFunc(b.Preds, func(p *ssa.BasicBlock) bool { return b.Dominates(p) }) ||
		slices.ContainsFunc(b.Parent().Blocks, func(head *ssa.BasicBlock) bool {
			return head != b && head.Dominates(b) && slices.ContainsFunc(head.Preds, func(p *ssa.BasicBlock) bool { return head.Dominates(p) && b.Dominates(p) })
		})
}
