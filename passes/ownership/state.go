package ownership

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cowmap"
)

// A state is where a path has come to, and what is known there.
type state struct {
	frames  []*frame
	memory  cowmap.Map[place, symbol]
	truth   cowmap.Map[symbol, bool]   // of conditions
	equal   cowmap.Map[symbol, symbol] // constants that values are equal to
	loose   cowmap.Map[symbol, bool]   // parts of objects that may be so no longer
	private cowmap.Map[symbol, bool]   // variables of which nobody else has the address
	epoch   symbol                     // counts what may have changed memory
	res     tracked
	last    *ssa.If // the last branch that was not decided before
	taken   bool    // and which way
}

// A frame is a function that runs.
type frame struct {
	body     *body
	values   []symbol // by the body's numbers
	block    *ssa.BasicBlock
	from     *ssa.BasicBlock
	next     int // the instruction of block that runs next
	entered  bool
	visits   []uint8
	deferred []deferred
	call     ssa.CallInstruction // in the frame below; nil in the first
}

// A deferred call, with the arguments that it had when it was deferred.
type deferred struct {
	instr *ssa.Defer
	fn    symbol
	args  []symbol
}

func (st *state) top() *frame { return st.frames[len(st.frames)-1] }

func (st *state) clone() *state {
	c := *st
	c.frames = make([]*frame, len(st.frames))
	for i, f := range st.frames {
		g := *f
		g.values, g.visits, g.deferred = slices.Clone(f.values), slices.Clone(f.visits), slices.Clone(f.deferred)
		c.frames[i] = &g
	}
	c.memory, c.truth, c.equal, c.private, c.loose = st.memory.Clone(), st.truth.Clone(), st.equal.Clone(), st.private.Clone(), st.loose.Clone()
	c.res.early, c.res.takers = slices.Clone(st.res.early), slices.Clone(st.res.takers)
	return &c
}

// get returns the symbol of a value in the frame that runs.
func (x *evaluator) get(st *state, v ssa.Value) symbol {
	f := st.top()
	switch v := v.(type) {
	case *ssa.Const:
		return x.constant(v)
	case *ssa.Global:
		return x.make(shape{form: opaque, at: v})
	case *ssa.Function:
		return x.make(shape{form: code, at: v})
	case *ssa.Builtin:
		return 0
	}
	i, ok := f.body.number[v]
	if !ok {
		return x.make(shape{form: opaque, at: v})
	}
	if f.values[i] == 0 {
		f.values[i] = x.fresh(st, v, 0)
	}
	return f.values[i]
}

func (x *evaluator) set(st *state, v ssa.Value, s symbol) {
	f := st.top()
	if i, ok := f.body.number[v]; ok {
		f.values[i] = s
	}
}

// fresh returns a symbol for a result of an instruction of which nothing is
// known.
func (x *evaluator) fresh(st *state, v ssa.Value, result int) symbol {
	visit := symbol(0)
	f := st.top()
	if instr, ok := v.(ssa.Instruction); ok && instr.Block() != nil && instr.Parent() == f.body.fn {
		visit = symbol(f.visits[instr.Block().Index])
	}
	return x.make(shape{form: opaque, at: v, a: visit + symbol(16*len(st.frames)), b: symbol(result)})
}
