package cflow

import (
	"strconv"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// A collector collects the evidence of one function.
type collector struct {
	*function
	p    *program
	ev   *evidence
	kept []kept

	storedAt map[placeKey][]int32 // see storesIn

	locked map[int32]string // the lock that is held at a call, or nil
}

func (p *program) collect(f *function) *evidence {
	c := &collector{function: f, p: p, ev: &evidence{
		freed: make(map[int]freeing), mayFree: make(map[int]freeing), fields: make(map[int][]string),
		nulReads: make(map[int][]summary.Step), writesAtMost: make(map[int]*summary.Extent), noNUL: make(map[int][]string),
		touched: make(map[int]bool), calls: make(map[int]paramCall),
	}}
	for i := range f.Code {
		c.instr(int32(i))
	}
	c.ev.result = c.returned()
	c.throughObjects()
	c.finish()
	c.ev.mayErrno = c.mayErrno()
	if w := c.walkThrough(); w != nil {
		c.locked = w.locked
		ends := endings{w}
		c.ev.outcome = ends.outcomeOf()
		ends.frees()
	} else {
		c.freesAtTop()
	}
	(&callbacks{c}).collect()
	(&buffers{c}).collect()
	(&threadState{c}).collect()
	(&threads{collector: c}).collect()
	return c.ev
}

func (f *function) pos(p cir.Pos) summary.Position {
	return summary.Position{File: f.unit.Files[p.File], Line: int(p.Line), Column: int(p.Column)}
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
		c.add(kept{source: c.source(in.A, at), at: at, sink: sink{kind: summary.Handle, result: true}})
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
	switch {
	case o.kind == fromLocal: // a pointer to a variable: not its content
		return origin{}
	case o.kind == fromDeep && v >= 0 && c.Vars[v].Class == cir.Int: // a number, as far as it is known
		return origin{}
	}
	return o
}

// store notes a store of v at path of the object to points to.
func (c *collector) store(at int32, to origin, path accesspath.Path, v cir.Value) {
	s := sink{kind: summary.Global, origin: to, text: to.at(path)}
	switch to.kind {
	case fromParam, fromDeep:
		s.kind = summary.Argument
	case fromGlobal, fromStatic:
	case fromHeap, fromLocal:
		s.text = to.path + path
	default:
		return
	}
	if key, ok := s.key(); ok {
		c.ev.stores.add(key)
	}
	k := kept{source: c.source(v, at), at: at, sink: s}
	k.path = []summary.Step{{Pos: c.pos(c.Code[at].Pos), What: "stored in " + c.display(&s)}}
	c.add(k)
}

// display names a place with the function's own names.
func (f *function) display(s *sink) string {
	if s.origin.kind == fromHeap {
		return "a new object"
	}
	name := ""
	if s.origin.kind == fromParam || s.origin.kind == fromDeep {
		name = f.paramName(s.origin.n)
	}
	text := s.text.WithName(name)
	if s.origin.kind == fromGlobal || s.origin.kind == fromStatic {
		return "the global " + summary.WithoutUnits(text)
	}
	return text
}

func (f *function) paramName(i int) string {
	if name := f.Vars[i].Name; name != "" {
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
	if k.source.kind == fromDeep && k.sink.kind == summary.Argument && k.source.n == k.sink.origin.n {
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
