package ownership

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
)

// maxBlocks bounds the functions that are looked at.
const maxBlocks = 1500

// A body is a function with what exploring it needs to know.
type body struct {
	fn      *ssa.Function
	number  map[ssa.Value]int
	values  []ssa.Value
	decides []bool              // by number: a condition may depend on the value
	liveIn  []bitset            // by block: the values that may still be used
	size    int                 // instructions
	rereads map[*types.Var]bool // fields that are read more than once
}

type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b bitset) set(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bitset) clear(i int)    { b[i/64] &^= 1 << (i % 64) }

// union adds the elements of c and reports whether there were new ones.
func (b bitset) union(c bitset) (grown bool) {
	for i, w := range c {
		if b[i]|w != b[i] {
			b[i] |= w
			grown = true
		}
	}
	return grown
}

// bodyOf prepares a function; nil for one that is too large.
func (p *Package) bodyOf(fn *ssa.Function) *body {
	if b, ok := p.bodies[fn]; ok {
		return b
	}
	var b *body
	if len(fn.Blocks) > 0 && len(fn.Blocks) <= maxBlocks {
		b = newBody(fn)
	}
	p.bodies[fn] = b
	return b
}

func newBody(fn *ssa.Function) *body {
	b := &body{fn: fn, number: make(map[ssa.Value]int), rereads: make(map[*types.Var]bool)}
	add := func(v ssa.Value) {
		b.number[v] = len(b.values)
		b.values = append(b.values, v)
	}
	for _, p := range fn.Params {
		add(p)
	}
	for _, v := range fn.FreeVars {
		add(v)
	}
	for _, block := range fn.Blocks {
		b.size += len(block.Instrs)
		for _, instr := range block.Instrs {
			if v, ok := instr.(ssa.Value); ok {
				add(v)
			}
		}
	}
	b.findDeciding()
	b.findLive()
	b.findRereads()
	return b
}

// findDeciding marks the values that conditions are computed from.
func (b *body) findDeciding() {
	b.decides = make([]bool, len(b.values))
	var mark func(v ssa.Value)
	mark = func(v ssa.Value) {
		i, ok := b.number[v]
		if !ok || b.decides[i] {
			return
		}
		b.decides[i] = true
		switch v := v.(type) {
		case *ssa.BinOp:
			mark(v.X)
			mark(v.Y)
		case *ssa.UnOp:
			mark(v.X)
		case *ssa.Phi:
			for _, e := range v.Edges {
				mark(e)
			}
		case *ssa.Convert:
			mark(v.X)
		case *ssa.ChangeType:
			mark(v.X)
		case *ssa.MakeInterface:
			mark(v.X)
		}
	}
	for _, block := range b.fn.Blocks {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			mark(branch.Cond)
		}
		if ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok && b.fn.Parent() == nil {
			for _, r := range ret.Results { // what a caller may test
				if types.Identical(r.Type(), types.Universe.Lookup("error").Type()) || gotype.IsBoolean(r.Type()) {
					mark(r)
				}
			}
		}
	}
}

// findLive computes which values may be used from the start of each block on.
func (b *body) findLive() {
	n := len(b.fn.Blocks)
	b.liveIn = make([]bitset, n)
	for i := range b.liveIn {
		b.liveIn[i] = newBitset(len(b.values))
	}
	var operands [16]*ssa.Value
	for changed := true; changed; {
		changed = false
		for i := n - 1; i >= 0; i-- {
			block := b.fn.Blocks[i]
			live := b.liveOut(block)
			for j := len(block.Instrs) - 1; j >= 0; j-- {
				instr := block.Instrs[j]
				if v, ok := instr.(ssa.Value); ok {
					live.clear(b.number[v])
				}
				if _, isDebug := instr.(*ssa.DebugRef); isDebug {
					continue
				}
				if _, isPhi := instr.(*ssa.Phi); isPhi {
					continue
				}
				for _, op := range instr.Operands(operands[:0]) {
					if k, ok := b.number[*op]; ok {
						live.set(k)
					}
				}
			}
			changed = b.liveIn[i].union(live) || changed
		}
	}
}

// liveOut returns the values that may be used after a block.
func (b *body) liveOut(block *ssa.BasicBlock) bitset {
	live := newBitset(len(b.values))
	for _, succ := range block.Succs {
		live.union(b.liveIn[succ.Index])
		for i, pred := range succ.Preds {
			if pred != block {
				continue
			}
			for _, instr := range succ.Instrs {
				phi, ok := instr.(*ssa.Phi)
				if !ok {
					break
				}
				if k, ok := b.number[phi.Edges[i]]; ok {
					live.set(k)
				}
			}
		}
	}
	return live
}

// findRereads finds the fields that are read more than once: of others it
// need not be remembered what a branch said of them.
func (b *body) findRereads() {
	reads := make(map[*types.Var]int)
	for _, v := range b.values {
		if load, ok := v.(*ssa.UnOp); ok {
			if addr, ok := load.X.(*ssa.FieldAddr); ok {
				reads[govalue.Field(addr)]++
			}
		}
	}
	for f, n := range reads {
		b.rereads[f] = n > 1
	}
}
