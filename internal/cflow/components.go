package cflow

import "github.com/cgolint/cgolint/internal/cir"

// components returns the functions in strongly connected components of the
// call graph, callees before callers (Tarjan, "Depth-first search and linear
// graph algorithms", 1972).
func (p *program) components() [][]*function {
	t := tarjan{p: p, index: make([]int, len(p.funcs)), low: make([]int, len(p.funcs)), on: make([]bool, len(p.funcs))}
	for _, f := range p.funcs {
		if t.index[f.id] == 0 {
			t.visit(f)
		}
	}
	return t.all
}

type tarjan struct {
	p          *program
	index, low []int
	on         []bool
	next       int
	stack      []*function
	all        [][]*function
}

func (t *tarjan) visit(f *function) {
	t.next++
	t.index[f.id], t.low[f.id] = t.next, t.next
	t.stack = append(t.stack, f)
	t.on[f.id] = true
	t.p.eachCallee(f, func(g *function) {
		if t.index[g.id] == 0 {
			t.visit(g)
			t.low[f.id] = min(t.low[f.id], t.low[g.id])
		} else if t.on[g.id] {
			t.low[f.id] = min(t.low[f.id], t.index[g.id])
		}
	})
	if t.low[f.id] != t.index[f.id] {
		return
	}
	var scc []*function
	for {
		g := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.on[g.id] = false
		g.scc = len(t.all)
		scc = append(scc, g)
		if g == f {
			break
		}
	}
	t.all = append(t.all, scc)
}

// eachCallee calls visit for the functions with a body that f calls, also
// those whose address it passes to a call.
func (p *program) eachCallee(f *function, visit func(*function)) {
	for i := range f.callees {
		c := &f.callees[i]
		if c.fn != nil {
			visit(c.fn)
		}
		for j := range c.targets {
			if g := c.targets[j].fn; g != nil {
				visit(g)
			}
		}
		for _, arg := range f.args(c.at) {
			if name := f.funcValue(arg, 0); name != "" {
				if g := p.lookup(f.unit, name); g != nil {
					visit(g)
				}
			}
		}
	}
}

// args returns the arguments of the call at an index of Code.
func (f *function) args(at int32) []cir.Value {
	in := &f.Code[at]
	return f.Args[in.B : int32(in.B)+in.Path]
}
