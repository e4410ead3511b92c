package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// apply passes arguments to a function with a body.
func (s *mayState) apply(at int32, g *function, args []cir.Value) {
	m := g.may
	s.flow.callsGo = s.flow.callsGo || m.callsGo
	if s.flow.callsWhat == "" {
		s.flow.callsWhat = m.callsWhat
	}
	s.flow.mayCall = s.flow.mayCall || m.mayCall
	var u set
	u.add(s.unknown())
	if len(args) > g.Params {
		why := "passed to " + g.Name + " beyond its declared parameters"
		for _, arg := range args[g.Params:] {
			reach := s.closure(s.value(arg))
			s.escape(reach, why)
			s.store(reach, u)
		}
		args = args[:g.Params]
	}
	result := s.Code[at].Dst
	if m.returnsGlobal {
		s.set(result, u)
	}
	fresh := -1
	if m.returnsFresh && result >= 0 {
		s.flow.returnsKept = s.flow.returnsKept || m.returnsKept
		fresh = s.fresh(at)
		s.grown(result, s.vars[result].add(fresh))
	}
	for i, arg := range args {
		direct := s.value(arg)
		if m.params[i][0].called {
			s.called(arg)
		}
		if direct.empty() {
			continue
		}
		deep, reach := &m.params[i][1], set{}
		if deep.anywhere() || m.fills[i] {
			reach = s.closure(direct)
		}
		s.applyFate(&m.params[i][0], direct, args, result, fresh)
		s.applyFate(deep, reach, args, result, fresh)
		if m.fills[i] {
			s.store(reach, u)
		}
		if m.written[i] || m.freed[i] {
			s.mark(direct, m.written[i], m.freed[i])
		}
		if m.frees[i] {
			s.mark(s.load(direct, false), false, true)
		}
	}
}

func (s *mayState) allArgs(args []cir.Value) set {
	var all set
	for _, arg := range args {
		all.union(s.value(arg))
	}
	return all
}

// called notes that a value is called as a function.
func (s *mayState) called(v cir.Value) {
	name := s.funcValue(v, 0)
	if g := s.p.lookup(s.unit, name); name != "" && g != nil && g.may != nil {
		s.flow.callsGo = s.flow.callsGo || g.may.callsGo
		s.flow.mayCall = s.flow.mayCall || g.may.mayCall
		return
	}
	if s.p.exports[name] {
		s.flow.callsGo, s.flow.callsWhat = true, name
	}
	if k := s.Const(v); k != nil && k.Kind == cir.IntConst && k.Int == 0 {
		return // a null pointer is not called
	}
	if v >= 0 && int(v) < s.Params && len(s.defs[v]) == 0 {
		s.flow.params[v][0].called = true
	}
	s.flow.mayCall = true
}

// applyFate puts values where a callee may put those of a parameter.
func (s *mayState) applyFate(t *fate, values set, args []cir.Value, result int32, fresh int) {
	if t.global {
		s.keptIn(&s.escG, values)
	}
	switch {
	case t.unknown && !t.other:
		s.passOn(values, t.why, t.passed...)
	case t.unknown:
		s.escape(values, t.why)
	}
	if t.into != 0 {
		for j, arg := range args {
			if t.into&(1<<min(j, 63)) != 0 {
				s.store(s.closure(s.value(arg)), values)
			}
		}
	}
	if t.ret {
		s.set(result, values)
	}
	if t.retIn && fresh >= 0 {
		s.stored(s.own(fresh), values)
	} else if t.retIn {
		s.set(result, values)
	}
}

// mark notes that what pointers point to may be written or freed.
func (s *mayState) mark(pointers set, written, freed bool) {
	pointers.each(func(v int) {
		if v < s.global() {
			s.flow.written[v/2] = s.flow.written[v/2] || written
			if v&1 == 0 {
				s.flow.freed[v/2] = s.flow.freed[v/2] || freed
			} else {
				s.flow.frees[v/2] = s.flow.frees[v/2] || freed
			}
		}
	})
}

// applyContract passes arguments to a library function.
func (s *mayState) applyContract(at int32, c *contract.Func, args []cir.Value) {
	var u set
	u.add(s.unknown())
	result := s.Code[at].Dst
	if !c.NoCallback {
		s.flow.mayCall = true
	}
	s.flow.callsGo = s.flow.callsGo || c.CallsGo
	switch c.Result.Kind {
	case contract.Fresh:
		if result >= 0 {
			s.grown(result, s.vars[result].add(s.fresh(at)))
		}
	case contract.Inside:
		if c.Result.Arg < len(args) {
			s.set(result, s.closure(s.value(args[c.Result.Arg])))
		}
	case contract.SameAsArgument:
		if c.Result.Arg < len(args) {
			s.set(result, s.value(args[c.Result.Arg]))
		}
	case contract.Static:
		s.set(result, u)
	default:
		if !c.ReturnsArgument() && result >= 0 && s.Vars[result].Class != cir.Scalar {
			s.set(result, u)
		}
	}
	for i := range args {
		s.applyParam(at, c, i, args)
	}
	s.flow.blocks = s.flow.blocks || c.Blocks != ""
}

// undecided ends the reason of a value that goes to a function of which something
// is known, but not that.
const undecided = ", whose contract does not say what becomes of it"

func (s *mayState) applyParam(at int32, c *contract.Func, i int, args []cir.Value) {
	p, arg := c.Param(i), args[i]
	values := s.value(arg)
	if p == nil && arg >= 0 && s.Vars[arg].Class == cir.Int {
		return // a number without a row
	}
	if p == nil || !p.Complete() {
		reach, why := s.closure(values), "passed to "+c.Name+undecided
		s.passOn(values, why, summary.PassedTo{Func: c.Name, Arg: i})
		s.escape(reach.without(values), why)
		var u set
		u.add(s.unknown())
		s.store(reach, u)
		return
	}
	if p.What&contract.Called != 0 {
		s.calledBy(arg, s.allArgs(args))
	}
	if values.empty() {
		return
	}
	if p.What&contract.Taken != 0 {
		s.keptIn(&s.escG, s.closure(values))
	}
	if p.What&contract.Retained != 0 {
		if p.In >= 0 && p.In < len(args) {
			s.store(s.closure(s.value(args[p.In])), values)
		} else {
			s.keptIn(&s.escG, values)
		}
	}
	if p.What&contract.Contents != 0 {
		s.keptIn(&s.escG, s.load(values, false))
	}
	if p.What&contract.Copied != 0 && p.CopyTo >= 0 && p.CopyTo < len(args) {
		s.store(s.value(args[p.CopyTo]), s.load(values, false))
	}
	if p.What&contract.Returned != 0 {
		s.set(s.Code[at].Dst, values)
	}
	if p.What&contract.Filled != 0 {
		var u set
		u.add(s.unknown())
		s.store(values, u)
	}
	s.mark(values, p.What&contract.Written != 0, p.What&(contract.Freed|contract.Taken) != 0)
}
