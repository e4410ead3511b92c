package cflow

import (
	"slices"
	"strconv"

	"github.com/cgolint/cgolint/internal/cir"
)

// An evidence is what a function certainly does, as far as its conditions
// hold.
type evidence struct {
	result       origin // of the result; nowhere when it is not certain
	retained     []kept
	freed        map[int]freeing  // by parameter that is freed on every way, unless it or another pointer is null
	mayFree      map[int]freeing  // by parameter that is freed on some ways only
	fields       map[int][]string // by parameter: the fields whose objects are freed, "->name"
	touched      map[int]bool     // by parameter: it is read or written through
	stores       map[placeKey]bool
	calls        map[int]paramCall // function parameters that are called
	goCalls      []GoCall
	goLoops      []GoLoop
	blocks       []Blocking
	nulReads     map[int][]Step   // by parameter: it is read up to a NUL
	writesAtMost map[int]*Extent  // by parameter
	noNUL        map[int][]string // by parameter: arrays that are filled to the end without a NUL, ".name"
	thread       threadUse
	mayErrno     bool   // it may set errno
	jumps        []Step // to a longjmp that leaves the function
	spawns       []spawn
	places       []placeCall // functions that are called where they are stored
	outcome      *outcome    // nil when there are too many ways
}

// A freeing tells how a parameter is freed.
type freeing struct {
	path []Step
	by   string // the function that does it in the end, "free"
}

// A paramCall is evidence that a function parameter is called.
type paramCall struct {
	path []Step
	loop *GoLoop // the loop it is called in, or nil
}

// A kept is evidence that something is kept: a pointer of a parameter, or,
// while a function is looked at, an object of its own.
type kept struct {
	source  origin // fromParam, fromDeep; fromHeap, fromLocal
	sink    sink
	at      int32
	path    []Step
	conds   []Cond
	until   []string
	doc     string
	lib     string
	guarded bool // it stands under a condition on what is not known
}

// A sink is where something is kept.
type sink struct {
	kind   Sink
	origin origin     // the object; fromParam and fromDeep for Argument, fromHeap and fromLocal for own objects
	text   accessPath // from the parameter, the global or the object; the name of a function of a library
	result bool       // the result itself
}

// key identifies the place, to find what is stored there later; ok is false
// for one that does not outlive the call.
func (s *sink) key() (key placeKey, ok bool) {
	switch s.origin.kind {
	case fromParam, fromDeep:
		return placeKey{s.origin.n, s.text}, true
	case fromGlobal, fromStatic:
		return placeKey{-1, s.text}, true
	}
	return placeKey{}, false
}

// limits of the evidence kept of one function.
const (
	maxKept   = 200 // while it is collected
	maxDepth  = 8   // steps of a path
	maxPerArg = 6
	maxCalls  = 8
)

// solveEvidence collects the evidence of all functions, callees first. In a
// cycle of calls, a function sees what was found of the others before it.
func (p *program) solveEvidence(late func() bool) {
	for _, scc := range p.components() {
		if late() {
			return
		}
		for _, f := range slices.Backward(scc) {
			guard(f, func() { f.ev = p.collect(f) })
		}
	}
}

// A collector collects the evidence of one function.
type collector struct {
	*function
	p    *program
	ev   *evidence
	kept []kept
	keys map[placeKey][]int32 // where a place is stored to

	locked map[int32]string // the lock that is held at a call, or nil
}

func (p *program) collect(f *function) *evidence {
	c := &collector{function: f, p: p, keys: make(map[placeKey][]int32), ev: &evidence{
		freed: make(map[int]freeing), mayFree: make(map[int]freeing), fields: make(map[int][]string),
		nulReads: make(map[int][]Step), writesAtMost: make(map[int]*Extent), noNUL: make(map[int][]string),
		touched: make(map[int]bool), stores: make(map[placeKey]bool), calls: make(map[int]paramCall),
	}}
	for i := range f.Code {
		c.instr(int32(i))
	}
	c.ev.result = c.returned()
	c.throughObjects()
	c.finish()
	c.ev.mayErrno = c.mayErrno()
	if w := c.walkThrough(); w != nil {
		c.ev.outcome, c.locked = w.outcomeOf(), w.locked
		w.frees()
	} else {
		c.freesAtTop()
	}
	c.callbacks()
	c.readsUntilNUL()
	c.extents()
	c.unterminated()
	c.globalNULs()
	c.threadState()
	c.threads()
	c.ev.jumps = c.longJump()
	return c.ev
}

func (c *collector) pos(p cir.Pos) Position {
	return Position{File: c.unit.Files[p.File], Line: int(p.Line), Column: int(p.Column)}
}

func (c *collector) instr(at int32) {
	in := &c.Code[at]
	switch in.Op {
	case cir.Load:
		c.touch(c.p.origin(c.function, in.A, at, 0))
	case cir.Store:
		to := c.p.origin(c.function, in.A, at, 0)
		c.touch(to)
		c.store(at, to, c.path(in), in.B)
	case cir.Set:
		c.add(kept{source: c.source(in.B, at), at: at,
			sink: sink{origin: origin{kind: fromLocal, n: int(in.A)}, text: c.path(in)}})
	case cir.Copy:
		if c.Vars[in.Dst].Class == cir.Aggregate && in.A >= 0 {
			c.add(kept{source: c.source(in.A, at), at: at, sink: sink{origin: origin{kind: fromLocal, n: int(in.Dst)}}})
		}
	case cir.Call:
		c.call(at)
	case cir.Return:
		c.add(kept{source: c.source(in.A, at), at: at, sink: sink{kind: Handle, result: true}})
	}
}

// touch notes that what a pointer points to is read or written: a parameter,
// or a pointer that is kept somewhere.
func (c *collector) touch(o origin) {
	switch o.kind {
	case fromParam:
		c.ev.touched[o.n] = true
	case fromDeep, fromStatic:
		c.p.touched[o.text] = true
	}
}

// source returns where a stored value comes from. An aggregate variable
// stands for what it holds.
func (c *collector) source(v cir.Value, at int32) origin {
	if v == cir.None || v >= 0 && !c.Vars[v].Pointers && c.Vars[v].Class != cir.Int {
		return origin{}
	}
	if v >= 0 && c.Vars[v].Class == cir.Aggregate && int(v) >= c.Params {
		if defs := c.defs[v]; len(defs) == 1 && c.Code[defs[0]].Op == cir.Load {
			return c.p.origin(c.function, v, at, 0) // a struct copied from somewhere
		}
		return origin{kind: fromLocal, n: int(v)}
	}
	o := c.p.origin(c.function, v, at, 0)
	if o.kind == fromLocal {
		return origin{} // a pointer to a variable: not its content
	}
	return o
}

// store notes a store of v at path of the object to points to.
func (c *collector) store(at int32, to origin, path accessPath, v cir.Value) {
	s := sink{kind: Global, origin: to, text: to.at(path)}
	switch to.kind {
	case fromParam, fromDeep:
		s.kind = Argument
	case fromGlobal, fromStatic:
	case fromHeap, fromLocal:
		s.text = to.path + path
	default:
		return
	}
	if key, ok := s.key(); ok {
		c.keys[key] = append(c.keys[key], at)
		c.ev.stores[key] = true
	}
	k := kept{source: c.source(v, at), at: at, sink: s}
	k.path = []Step{{c.pos(c.Code[at].Pos), "stored in " + c.display(&s)}}
	c.add(k)
}

// display names a place with the function's own names.
func (c *collector) display(s *sink) string {
	if s.origin.kind == fromHeap {
		return "a new object"
	}
	name := ""
	if s.origin.kind == fromParam || s.origin.kind == fromDeep {
		name = c.paramName(s.origin.n)
	}
	text := s.text.with(name)
	if s.origin.kind == fromGlobal || s.origin.kind == fromStatic {
		return "the global " + withoutUnits(text)
	}
	return text
}

func (c *collector) paramName(i int) string {
	if name := c.Vars[i].Name; name != "" {
		return name
	}
	return "argument " + strconv.Itoa(i+1)
}

func (c *collector) add(k kept) {
	switch k.source.kind {
	case fromParam, fromDeep, fromHeap, fromLocal:
	default:
		return
	}
	if k.source.kind == fromParam && k.sink.origin.kind == fromParam && k.source.n == k.sink.origin.n {
		return // stored in itself
	}
	if k.source.kind == fromDeep && k.sink.kind == Argument && k.source.n == k.sink.origin.n {
		return
	}
	if len(c.kept) < maxKept && len(k.path) <= maxDepth {
		c.kept = append(c.kept, k)
	}
}

// returned returns the origin of the result when all returns agree.
func (c *collector) returned() origin {
	var found origin
	for i := range c.Code {
		if in := &c.Code[i]; in.Op == cir.Return && in.A != cir.None {
			o := c.p.origin(c.function, in.A, int32(i), 0)
			if !found.merge(o) {
				return origin{}
			}
		}
	}
	if found.kind == fromConst || found.kind == fromLocal {
		return origin{}
	}
	return found
}
