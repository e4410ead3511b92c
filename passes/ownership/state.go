package ownership

import (
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A state is where a path has come to, and what is known there.
type state struct {
	frames  []*frame
	memory  map[place]symbol
	truth   map[symbol]bool   // of conditions
	equal   map[symbol]symbol // constants that values are equal to
	private map[symbol]bool   // variables of which nobody else has the address
	epoch   symbol            // counts what may have changed memory
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
	c.memory, c.truth, c.equal, c.private = maps.Clone(st.memory), maps.Clone(st.truth), maps.Clone(st.equal), maps.Clone(st.private)
	c.res.early = slices.Clone(st.res.early)
	return &c
}

// get returns the symbol of a value in the frame that runs.
func (x *exploration) get(st *state, v ssa.Value) symbol {
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

func (x *exploration) set(st *state, v ssa.Value, s symbol) {
	f := st.top()
	if i, ok := f.body.number[v]; ok {
		f.values[i] = s
	}
}

// fresh returns a symbol for a result of an instruction of which nothing is
// known.
func (x *exploration) fresh(st *state, v ssa.Value, result int) symbol {
	visit := symbol(0)
	f := st.top()
	if instr, ok := v.(ssa.Instruction); ok && instr.Block() != nil && instr.Parent() == f.body.fn {
		visit = symbol(f.visits[instr.Block().Index])
	}
	return x.make(shape{form: opaque, at: v, a: visit + symbol(16*len(st.frames)), b: symbol(result)})
}

// load returns what is at an address.
func (x *exploration) load(st *state, p symbol, t types.Type) symbol {
	at := x.place(p)
	if weak(at.path) { // some element, and another one the next time
		for c, s := range st.memory {
			st.res.given = st.res.given || c.base == at.base && x.isResource(st, s)
		}
		st.epoch++
		return x.make(shape{form: content, a: x.addressOf(at), b: st.epoch})
	}
	if s, ok := x.stored(st, at, t); ok {
		return s
	}
	if isAggregate(t) {
		return x.snapshot(st, at)
	}
	if st.private[at.base] {
		return x.zero(t)
	}
	s := x.make(shape{form: content, a: x.addressOf(at), b: st.epoch})
	st.memory[at] = s
	return s
}

// stored returns what was stored at a place, alone or as part of a larger
// value.
func (x *exploration) stored(st *state, at place, t types.Type) (symbol, bool) {
	if s, ok := st.memory[at]; ok {
		return s, true
	}
	for i := len(at.path) - 1; i >= 0; i-- {
		if c := at.path[i]; c == '.' || c == '[' {
			if s, ok := st.memory[place{at.base, at.path[:i]}]; ok {
				return x.part(s, at.path[i:], t), true
			}
		}
	}
	return 0, false
}

func isAggregate(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// snapshot returns the value of a struct or array as it is in memory.
func (x *exploration) snapshot(st *state, at place) symbol {
	parts := make(map[string]symbol)
	var key strings.Builder
	for _, c := range st.sorted(at) {
		parts[c.path[len(at.path):]] = st.memory[c]
		key.WriteString(c.path)
		key.WriteByte('=')
		key.WriteString(itoa(st.memory[c]))
	}
	sh := shape{form: structure, a: x.addressOf(at), b: st.epoch, path: key.String()}
	if st.private[at.base] {
		sh.op = token.VAR
	}
	s := x.make(sh)
	x.fields[s] = parts
	return s
}

// sorted returns the places within at that hold something.
func (st *state) sorted(at place) []place {
	var all []place
	for c := range st.memory {
		if c.base == at.base && strings.HasPrefix(c.path, at.path) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b place) int { return strings.Compare(a.path, b.path) })
	return all
}

// store puts a value at an address.
func (x *exploration) store(st *state, p, s symbol) {
	at := x.place(p)
	if !st.private[at.base] {
		st.epoch++
	}
	for c := range st.memory {
		if c.base == at.base && (strings.HasPrefix(c.path, at.path) || weak(c.path) || weak(at.path) && strings.HasPrefix(c.path, at.path[:strings.Index(at.path, "[*]")])) {
			delete(st.memory, c)
		}
	}
	if x.shapes[s].form == structure {
		for path, f := range x.fields[s] {
			st.memory[place{at.base, at.path + path}] = f
		}
		if x.shapes[s].op == token.VAR && st.private[at.base] {
			return
		}
		if _, ok := st.memory[at]; ok {
			return
		}
	}
	st.memory[at] = s
}

// weak reports whether a path is that of any element of an array.
func weak(path string) bool { return strings.Contains(path, "[*]") }

// changed forgets what may be other than before: all that keep does not want.
func (st *state) changed(keep func(place) bool) {
	st.epoch++
	maps.DeleteFunc(st.memory, func(c place, _ symbol) bool { return !keep(c) })
}

// published notes that others may have the pointer, and all it leads to.
func (x *exploration) published(st *state, s symbol) {
	for _, r := range x.reachable(st, s) {
		delete(st.private, r)
	}
}

// reachable returns the symbols that a value leads to, itself included.
func (x *exploration) reachable(st *state, s symbol) []symbol {
	const most = 200
	seen := map[symbol]bool{}
	all := []symbol{s}
	add := func(t symbol) {
		if t != 0 && !seen[t] && len(all) < most {
			seen[t] = true
			all = append(all, t)
		}
	}
	seen[s] = true
	for i := 0; i < len(all); i++ {
		switch sh := x.shapes[all[i]]; sh.form {
		case address, inside, boxed, field:
			add(sh.a)
		case closure, tuple:
			for _, p := range x.parts[all[i]] {
				add(p)
			}
		case structure:
			for _, p := range x.fields[all[i]] {
				add(p)
			}
		}
		for c, t := range st.memory {
			if c.base == all[i] {
				add(t)
			}
		}
	}
	return all
}

// A link says how a value leads to the resource.
type link uint8

const (
	unrelated link = iota
	holding        // it is a pointer to, or a value with, a place that holds the resource
	within         // it points into the resource
	same           // it is the resource
)

// linked says how a value leads to the resource.
func (x *exploration) linked(st *state, s symbol) link {
	id := st.res.id
	if id == 0 || s == 0 {
		return unrelated
	}
	switch {
	case s == id:
		return same
	case x.shapes[s].form == boxed:
		return x.linked(st, x.shapes[s].a)
	case x.leadsInto(s, id):
		if x.start(s) && x.root(s) == id {
			return same
		}
		return within
	}
	for _, r := range x.reachable(st, s) {
		if r == id || r != s && x.leadsInto(r, id) {
			return holding
		}
	}
	return unrelated
}

// leadsInto reports whether s is a pointer into what id points to.
func (x *exploration) leadsInto(s, id symbol) bool {
	for {
		if s == id {
			return true
		}
		switch sh := x.shapes[s]; sh.form {
		case address, inside:
			s = sh.a
		default:
			return false
		}
	}
}
