package cflow

import (
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// The may-analysis: where a pointer could possibly go. It is flow- and
// field-insensitive within a function, and follows calls by the summaries of
// the callees, callees first, until nothing changes. What it does not find
// cannot happen, as far as C keeps to its rules; what it finds need not
// happen, and is never reported.
//
// Not modelled, and so outside the proof: a pointer taken apart into bytes
// or hidden in an integer narrower than a pointer, longjmp, and signal
// handlers.

// A fate is where a value of a parameter may go: the pointer itself, or what
// is loaded through it.
type fate struct {
	global  bool   // a place that outlives the call
	unknown bool   // where we do not see
	why     string // of unknown
	into    uint64 // what these parameters point to
	ret     bool   // the result, or into the same object
	retIn   bool   // an object that is the result
	called  bool   // it is called as a function
}

func (t *fate) join(u fate) bool {
	old := *t
	t.global = t.global || u.global
	t.into |= u.into
	t.ret = t.ret || u.ret
	t.retIn = t.retIn || u.retIn
	t.called = t.called || u.called
	if u.unknown && !t.unknown {
		t.unknown, t.why = true, u.why
	}
	return *t != old
}

// A mayFlow is what a function may do.
type mayFlow struct {
	params  [][2]fate // by parameter: the pointer, and what is loaded through it
	written []bool    // what it points to may be written
	freed   []bool
	fills   []bool // a pointer that is no parameter's may be stored in what it points to

	returnsGlobal bool // the result may point to what outlives the call
	returnsFresh  bool // to memory that is newly allocated

	callsGo   bool // certainly possible: an exported function is called
	callsWhat string
	mayCall   bool // may call back, for all we see
	blocks    bool
}

// Values are numbered: 2i is parameter i itself, 2i+1 what is loaded through
// it, then global and unknown memory, then the function's own objects.
func (f *function) global() int  { return 2 * f.Params }
func (f *function) unknown() int { return 2*f.Params + 1 }

// A mayState is the analysis of one function.
type mayState struct {
	*function
	p       *program
	flow    *mayFlow
	vars    []set    // what each variable may hold; of an aggregate, anywhere in it
	objects []object // by value number - 2*Params - 2
	byVar   map[int32]int
	byCall  map[int32]int
	param   []set // what was stored in what parameter i points to
	escG    set   // values that may be in global memory
	escU    set   // values that may be where we do not see
	into    []set // values that may be in what parameter i points to
	ret     set
	changed bool
}

// An object is a local variable whose address is taken, or allocated memory.
type object struct {
	v       int32 // the variable, or -1
	content set   // of allocated memory
}

// solveMay computes the flows of all functions. It gives up, and leaves the
// rest nil, when late says so.
func (p *program) solveMay(late func() bool) {
	for _, scc := range p.components() {
		if late() {
			return
		}
		for _, f := range scc {
			f.may = f.newFlow()
		}
		for again := true; again; {
			again = false
			for _, f := range scc {
				if late() {
					for _, f := range scc {
						f.may = nil
					}
					return
				}
				guard(f, func() { again = p.may(f) || again })
			}
			if len(scc) == 1 && !recursive(scc[0]) {
				break
			}
		}
	}
}

// panicked, set by tests, is told of panics that are otherwise taken for not
// knowing.
var panicked func(f *cir.Func, reason any)

// guard runs the analysis of a function. When it fails, which is a mistake of
// ours, the function is unknown, and the others are not.
func guard(f *function, analysis func()) {
	defer func() {
		if reason := recover(); reason != nil {
			f.may, f.ev = nil, nil
			if panicked != nil {
				panicked(f.Func, reason)
			}
		}
	}()
	analysis()
}

// recursive reports whether a function may call itself.
func recursive(f *function) bool {
	for i := range f.callees {
		if f.callees[i].fn == f {
			return true
		}
	}
	return false
}

func (f *function) newFlow() *mayFlow {
	n := f.Params
	return &mayFlow{params: make([][2]fate, n), written: make([]bool, n), freed: make([]bool, n), fills: make([]bool, n)}
}

// may computes the flow of f once and reports whether it grew.
func (p *program) may(f *function) bool {
	if f.may == nil {
		return false // it failed before
	}
	s := &mayState{
		function: f, p: p, flow: f.newFlow(),
		vars: make([]set, len(f.Vars)), byVar: make(map[int32]int), byCall: make(map[int32]int),
		param: make([]set, f.Params), into: make([]set, f.Params),
	}
	for i := range f.Params {
		if f.Vars[i].Class != cir.Scalar {
			s.vars[i].add(2 * i)
		}
	}
	for s.changed = true; s.changed; {
		s.changed = false
		for i := range f.Code {
			s.step(int32(i))
		}
	}
	s.finish()
	return f.may.grow(s.flow)
}

// grow joins a newer flow into m.
func (m *mayFlow) grow(n *mayFlow) bool {
	changed := false
	flag := func(old *bool, new bool) {
		if new && !*old {
			*old, changed = true, true
		}
	}
	for i := range m.params {
		for l := range 2 {
			if m.params[i][l].join(n.params[i][l]) {
				changed = true
			}
		}
		flag(&m.written[i], n.written[i])
		flag(&m.freed[i], n.freed[i])
		flag(&m.fills[i], n.fills[i])
	}
	flag(&m.returnsGlobal, n.returnsGlobal)
	flag(&m.returnsFresh, n.returnsFresh)
	flag(&m.callsGo, n.callsGo)
	flag(&m.mayCall, n.mayCall)
	flag(&m.blocks, n.blocks)
	if m.callsWhat == "" {
		m.callsWhat = n.callsWhat
	}
	return changed
}

func (s *mayState) note(changed bool) { s.changed = s.changed || changed }

// value returns what an operand may hold. The result must not be changed.
func (s *mayState) value(v cir.Value) set {
	if v == cir.None {
		return nil
	}
	if k := s.Const(v); k != nil {
		var r set
		switch k.Kind {
		case cir.GlobalConst:
			r.add(s.global())
		case cir.ForeignPtr:
			r.add(s.unknown())
		}
		return r
	}
	return s.vars[v]
}

func (s *mayState) set(dst int32, values set) {
	if dst >= 0 && s.Vars[dst].Class != cir.Scalar && !values.empty() {
		s.note(s.vars[dst].union(values))
	}
}

func (s *mayState) step(at int32) {
	in := &s.Code[at]
	switch in.Op {
	case cir.Copy, cir.Offset, cir.Get:
		s.set(in.Dst, s.value(in.A))
	case cir.Arith:
		s.set(in.Dst, s.value(in.A))
		s.set(in.Dst, s.value(in.B))
	case cir.Addr:
		s.note(s.vars[in.Dst].add(s.variable(int32(in.A))))
	case cir.Set:
		s.set(int32(in.A), s.value(in.B))
	case cir.Load:
		s.set(in.Dst, s.load(s.value(in.A), s.Vars[in.Dst].Class == cir.Int))
	case cir.Store:
		s.store(s.value(in.A), s.value(in.B))
	case cir.Return:
		s.note(s.ret.union(s.value(in.A)))
	case cir.Escape:
		s.escape(s.value(in.A), "passed to assembly")
	case cir.Call:
		s.call(at)
	}
}

// variable numbers the object that a local variable is.
func (s *mayState) variable(v int32) int {
	n, ok := s.byVar[v]
	if !ok {
		n = 2*s.Params + 2 + len(s.objects)
		s.byVar[v] = n
		s.objects = append(s.objects, object{v: v})
	}
	return n
}

// fresh numbers the memory that the call at an index allocates.
func (s *mayState) fresh(at int32) int {
	n, ok := s.byCall[at]
	if !ok {
		n = 2*s.Params + 2 + len(s.objects)
		s.byCall[at] = n
		s.objects = append(s.objects, object{v: -1})
	}
	return n
}

// own returns the function's own object of a value, or nil.
func (s *mayState) own(value int) *object {
	if i := value - 2*s.Params - 2; i >= 0 {
		return &s.objects[i]
	}
	return nil
}

// content returns what an own object may hold.
func (s *mayState) content(o *object) *set {
	if o.v >= 0 {
		return &s.vars[o.v]
	}
	return &o.content
}

// load returns what may be loaded through pointers. An integer is what was
// stored as one: what a parameter's object held before are no pointers.
func (s *mayState) load(pointers set, integer bool) set {
	var r set
	pointers.each(func(v int) {
		switch o := s.own(v); {
		case o != nil:
			r.union(*s.content(o))
			if !integer && s.shared(v) {
				r.add(s.unknown())
			}
		case v >= s.global():
			if !integer {
				r.add(v)
			}
		default:
			if !integer {
				r.add(v | 1)
			}
			r.union(s.param[v/2])
		}
	})
	return r
}

// shared reports whether others may have stored in an own object: it is in a
// place where they find it.
func (s *mayState) shared(v int) bool {
	if s.escG.has(v) || s.escU.has(v) {
		return true
	}
	for i := range s.into {
		if s.into[i].has(v) {
			return true
		}
	}
	return false
}

// store puts values where pointers may point.
func (s *mayState) store(pointers, values set) {
	pointers.each(func(v int) {
		switch o := s.own(v); {
		case o != nil:
			s.note(s.content(o).union(values))
		case v == s.global():
			s.note(s.escG.union(values))
		case v == s.unknown():
			s.escape(values, "stored where it cannot be followed")
		default:
			s.flow.written[v/2] = true
			s.note(s.param[v/2].union(values))
			s.note(s.into[v/2].union(values))
		}
	})
}

// escape notes that values go where we do not see.
func (s *mayState) escape(values set, why string) {
	if values.empty() {
		return
	}
	s.note(s.escU.union(values))
	values.each(func(v int) {
		if v < s.global() {
			if t := &s.flow.params[v/2][v&1]; !t.unknown {
				t.unknown, t.why = true, why
			}
		}
	})
}

// closure returns values with all that can be loaded through them.
func (s *mayState) closure(values set) set {
	r := values.clone()
	for {
		if !r.union(s.load(r, false)) {
			return r
		}
	}
}

// call applies what the called function may do.
func (s *mayState) call(at int32) {
	c := s.calleeAt(at)
	args := s.args(at)
	switch {
	case c.fn != nil && c.fn.may != nil:
		s.apply(at, c.fn, args)
	case c.export:
		s.flow.callsGo, s.flow.callsWhat = true, c.name
		s.foreign(at, args, "passed to the Go function "+c.name)
	case c.contract != nil:
		s.applyContract(at, c.contract, args)
	default:
		s.flow.mayCall = true
		s.foreign(at, args, c.why())
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

// foreign passes arguments to a function of which nothing is known.
func (s *mayState) foreign(at int32, args []cir.Value, why string) {
	var u set
	u.add(s.unknown())
	for _, arg := range args {
		reach := s.closure(s.value(arg))
		s.escape(reach, why)
		s.store(reach, u)
	}
	s.set(s.Code[at].Dst, u)
}

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
		fresh = s.fresh(at)
		s.note(s.vars[result].add(fresh))
	}
	for i, arg := range args {
		direct := s.value(arg)
		if m.params[i][0].called {
			s.called(arg, s.closure(s.allArgs(args)))
		}
		if direct.empty() {
			continue
		}
		deep := s.closure(direct)
		s.applyFate(m.params[i][0], direct, args, result, fresh)
		s.applyFate(m.params[i][1], deep, args, result, fresh)
		if m.fills[i] {
			s.store(deep, u)
		}
		s.mark(direct, m.written[i], m.freed[i])
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
func (s *mayState) called(v cir.Value, reach set) {
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
func (s *mayState) applyFate(t fate, values set, args []cir.Value, result int32, fresh int) {
	if t.global {
		s.note(s.escG.union(values))
	}
	if t.unknown {
		s.escape(values, t.why)
	}
	for j, arg := range args {
		if t.into&(1<<min(j, 63)) != 0 {
			s.store(s.closure(s.value(arg)), values)
		}
	}
	if t.ret {
		s.set(result, values)
	}
	if t.retIn && fresh >= 0 {
		s.note(s.own(fresh).content.union(values))
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
	switch c.Result {
	case contract.Fresh:
		if result >= 0 {
			s.note(s.vars[result].add(s.fresh(at)))
		}
	case contract.Inside:
		if c.Inside < len(args) {
			s.set(result, s.closure(s.value(args[c.Inside])))
		}
	case contract.Static:
		s.set(result, u)
	default:
		if !c.ReturnsArgument() && result >= 0 && s.Vars[result].Class != cir.Scalar {
			s.set(result, u)
		}
	}
	for i, arg := range args {
		s.applyParam(at, c, c.Param(i), arg, args)
	}
	s.flow.blocks = s.flow.blocks || c.Blocks != ""
}

func (s *mayState) applyParam(at int32, c *contract.Func, p *contract.Param, arg cir.Value, args []cir.Value) {
	values := s.value(arg)
	if p == nil && arg >= 0 && s.Vars[arg].Class == cir.Int {
		return // a number without a row
	}
	if p == nil {
		reach := s.closure(values)
		s.escape(reach, "passed to "+c.Name+", about which nothing is known")
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
	if p.What&contract.Retained != 0 {
		if p.In >= 0 && p.In < len(args) {
			s.store(s.closure(s.value(args[p.In])), values)
		} else {
			s.note(s.escG.union(values))
		}
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
	s.mark(values, p.What&contract.Written != 0, p.What&contract.Freed != 0)
}

// calledBy notes that a library function calls a function with any of the
// arguments.
func (s *mayState) calledBy(v cir.Value, all set) {
	reach := s.closure(all)
	s.called(v, reach)
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
			s.applyFate(t, reach, nil, -1, -1)
		}
	}
}

// finish turns the state into the flow of the parameters.
func (s *mayState) finish() {
	u, g := s.closeEscapes(s.escU), s.closeEscapes(s.escG)
	ret := s.ret.clone()
	in := s.closeObjects(s.ret)
	for i := range s.Params {
		into := s.closeObjects(s.into[i])
		own := false
		into.each(func(v int) {
			switch {
			case v < s.global():
				if v/2 != i || v&1 == 0 { // what is loaded from an object may be put back
					s.flow.params[v/2][v&1].into |= 1 << min(i, 63)
				}
			default:
				own = true
			}
		})
		s.flow.fills[i] = s.flow.fills[i] || own
		for l := range 2 {
			v, t := 2*i+l, &s.flow.params[i][l]
			t.global = t.global || g.has(v)
			t.ret = t.ret || ret.has(v)
			t.retIn = t.retIn || in.has(v)
			if u.has(v) && !t.unknown {
				t.unknown, t.why = true, "put in an object that goes where it cannot be followed"
			}
		}
	}
	s.finishResult()
}

func (s *mayState) finishResult() {
	s.ret.each(func(v int) {
		switch o := s.own(v); {
		case v == s.global(), v == s.unknown():
			s.flow.returnsGlobal = true
		case o != nil:
			s.flow.returnsFresh = true
			if s.escG.has(v) || s.escU.has(v) {
				s.flow.returnsGlobal = true
			}
			s.content(o).each(func(c int) {
				if c >= s.global() && (s.own(c) == nil) {
					s.flow.returnsGlobal = true
				}
			})
		}
	})
}

// closeEscapes adds to escaped values what is stored in the objects among
// them, as an escaped object takes its content along.
func (s *mayState) closeEscapes(escaped set) set {
	r := escaped.clone()
	for changed := true; changed; {
		changed = false
		r.clone().each(func(v int) {
			switch o := s.own(v); {
			case o != nil:
				changed = r.union(*s.content(o)) || changed
			case v < s.global():
				changed = r.union(s.param[v/2]) || changed
			}
		})
	}
	return r
}

// closeObjects adds to values the content of the own objects among them.
func (s *mayState) closeObjects(values set) set {
	r := values.clone()
	for changed := true; changed; {
		changed = false
		r.clone().each(func(v int) {
			if o := s.own(v); o != nil {
				changed = r.union(*s.content(o)) || changed
			}
		})
	}
	return r
}
