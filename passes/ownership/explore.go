package ownership

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

const (
	maxSteps  = 40_000  // instructions on all paths of one exploration
	maxAll    = 400_000 // and of all explorations of a function: each begins at its entry, so that they grow with the square of its length
	maxVisits = 3       // of one block on one path
	maxInline = 3       // calls deep
	maxInside = 120     // instructions of a function that is explored in its caller
)

// An exploration follows one resource along the paths of a function.
type exploration struct {
	tracker
	trace *Trace

	steps int
	stack []*state
	seen  map[string]bool
	asked map[symbol]bool // results of Go functions that got the object the resource is in
}

// A tracker knows how values relate to the resource that is followed: which
// lead to it, belong to it, or tell whether it was acquired.
type tracker struct {
	evaluator
	p     *Package
	kind  *Kind
	fn    *ssa.Function
	begin start
}

// An evaluator knows which values instructions compute on a path, what is in
// memory, and which conditions hold.
type evaluator struct {
	*symbols
	filled  map[symbol]bool // new objects of which not all is zero
	numbers map[symbol]bool // what was read from memory and is no address
	stores  []stored        // see reachable, which uses it again
}

// A start says where a resource is first seen.
type start struct {
	at      ssa.CallInstruction // nil at the entry of the function
	acquire *Acquisition        // what at acquires; nil where it gives something up

	param int    // at the entry: the parameter,
	path  string // and the way from it to the resource; also of a call that gives an object's part up
	watch bool   // path is of the argument param of at

	// borrowed are arguments of C functions, of which nothing is known, that
	// don't take the resource: it is the program's afterwards.
	borrowed []argument
}

func (p *Package) explore(kind *Kind, fn *ssa.Function, s start) *Trace {
	steps := min(maxSteps, maxAll-p.steps[fn])
	values := evaluator{symbols: newSymbols(), filled: make(map[symbol]bool), numbers: make(map[symbol]bool)}
	x := &exploration{
		tracker: tracker{evaluator: values, p: p, kind: kind, fn: fn, begin: s}, steps: steps,
		trace: &Trace{seen: make(map[eventKey]bool), handedOn: make(map[ssa.Instruction]bool)}, seen: make(map[string]bool), asked: make(map[symbol]bool),
	}
	b := p.bodyOf(fn)
	if b == nil {
		return x.trace
	}
	st := &state{frames: []*frame{newFrame(b, nil)}}
	for i, v := range b.values[:len(fn.Params)+len(fn.FreeVars)] {
		st.top().values[i] = x.make(shape{form: opaque, at: v})
	}
	if s.at == nil {
		st.res.id = x.follow(st, st.top().values[s.param], s.path, nil)
		st.res.status = Borrowed
		if s.path != "" {
			st.res.object = st.top().values[s.param]
		}
	}
	x.stack = []*state{st}
	for len(x.stack) > 0 && x.steps > 0 {
		st := x.stack[len(x.stack)-1]
		x.stack = x.stack[:len(x.stack)-1]
		x.run(st)
	}
	p.steps[fn] += steps - x.steps
	x.trace.Complete = x.steps > 0
	x.trace.dropDoubtful()
	return x.trace
}

func newFrame(b *body, call ssa.CallInstruction) *frame {
	return &frame{body: b, values: make([]symbol, len(b.values)), block: b.fn.Blocks[0], visits: make([]uint8, len(b.fn.Blocks)), call: call}
}

// run follows a path until it ends or parts.
func (x *exploration) run(st *state) {
	for x.steps > 0 {
		f := st.top()
		if !f.entered && !x.enter(st, f) {
			return
		}
		instr := f.block.Instrs[f.next]
		f.next++
		x.steps--
		if !x.step(st, f, instr) {
			return
		}
	}
}

// enter begins a block. It returns false where the path adds nothing.
func (x *exploration) enter(st *state, f *frame) bool {
	if f.visits[f.block.Index] >= maxVisits {
		return false
	}
	f.visits[f.block.Index]++
	f.entered = true
	x.phis(st, f)
	if len(f.block.Preds) > 1 {
		key := (&signer{&x.tracker}).signature(st)
		if x.seen[key] {
			return false
		}
		x.seen[key] = true
	}
	return true
}

// phis sets the phis of a block, all at once.
func (x *evaluator) phis(st *state, f *frame) {
	i := slices.Index(f.block.Preds, f.from)
	if i < 0 {
		return
	}
	var phis []*ssa.Phi
	var values []symbol
	for _, instr := range f.block.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		phis = append(phis, phi)
		values = append(values, x.get(st, phi.Edges[i]))
	}
	for j, phi := range phis {
		x.set(st, phi, values[j])
	}
	f.next = len(phis)
}

func (x *exploration) jump(f *frame, to *ssa.BasicBlock) {
	f.from, f.block, f.next, f.entered = f.block, to, 0, false
}
