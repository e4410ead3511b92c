package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// call applies what the called function may do.
func (s *mayState) call(at int32) {
	c := s.calleeAt(at)
	if len(c.targets) == 0 {
		s.callTo(c, at)
		return
	}
	for i := range c.targets {
		s.callTo(&c.targets[i], at)
	}
	if c.param >= 0 {
		s.flow.params[c.param][0].called = true
	}
}

// callTo applies what a function may do that is called.
func (s *mayState) callTo(c *callee, at int32) {
	args := s.args(at)
	switch {
	case c.fn != nil && c.fn.may != nil:
		s.apply(at, c.fn, args)
	case c.export:
		s.flow.callsGo, s.flow.callsWhat = true, c.name
		s.foreign(at, args, "", "passed to the Go function "+c.name)
	case c.contract != nil:
		s.applyContract(at, c.contract, args)
	default:
		s.flow.mayCall = true
		s.foreign(at, args, c.name, c.why())
		if c.param >= 0 {
			s.flow.params[c.param][0].called = true
		}
	}
}

// why says why the callee's doings are unknown.
func (c *callee) why() string {
	if c.name != "" {
		return "passed to " + c.name + ", whose body is not here"
	}
	return "passed to a function that is called through a pointer"
}

func (f *function) calleeAt(at int32) *callee {
	lo, hi := 0, len(f.callees)
	for lo < hi {
		if mid := (lo + hi) / 2; f.callees[mid].at < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return &f.callees[lo]
}

// foreign passes arguments to a function of which nothing is known but, if it
// has one, its name.
func (s *mayState) foreign(at int32, args []cir.Value, name, why string) {
	var u set
	u.add(s.unknown())
	for i, arg := range args {
		direct := s.value(arg)
		reach := s.closure(direct)
		if name != "" {
			s.passOn(direct, why, summary.PassedTo{Func: name, Arg: i})
			s.escape(reach.without(direct), why)
		} else {
			s.escape(reach, why)
		}
		s.store(reach, u)
	}
	s.set(s.Code[at].Dst, u)
}

// calledBy notes that a library function calls a function with any of the
// arguments.
func (s *mayState) calledBy(v cir.Value, all set) {
	reach := s.closure(all)
	s.called(v)
	name := s.funcValue(v, 0)
	g := s.p.lookup(s.unit, name)
	if name == "" || g == nil || g.may == nil {
		if k := s.Const(v); k == nil || k.Kind != cir.IntConst {
			s.escape(reach, "passed to a function that is called through a pointer")
		}
		return
	}
	for i := range g.may.params {
		for l := range 2 {
			t := g.may.params[i][l]
			t.into, t.ret, t.retIn = 0, false, false
			if g.may.params[i][l].into != 0 {
				s.store(reach, reach)
			}
			s.applyFate(&t, reach, nil, -1, -1)
		}
	}
}
