package bounds

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A place is a point in a function: before the instruction of the block with
// an index, or at the block's end.
type place struct {
	block *ssa.BasicBlock
	index int
}

func placeOf(instr ssa.Instruction) place {
	b := instr.Block()
	return place{b, slices.Index(b.Instrs, instr)}
}

func endOf(b *ssa.BasicBlock) place { return place{b, len(b.Instrs)} }

// dominates reports whether control comes to q only by p.
func (p place) dominates(q place) bool {
	if p.block == q.block {
		return p.index < q.index
	}
	return p.block.Dominates(q.block)
}
