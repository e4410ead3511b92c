package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// Values are numbered: 2i is parameter i itself, 2i+1 what is loaded through
// it, then global and unknown memory, then the function's own objects.
func (f *function) global() int { return 2 * f.Params }

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
	read    readSets
	changed bool // something grew that was read before
}

// An object is a local variable whose address is taken, or allocated memory.
type object struct {
	v       int32 // the variable, or -1
	content set   // of allocated memory
}

// may computes the flow of f once and reports whether it grew.
func (p *program) may(f *function) bool {
	if f.may == nil {
		return false // it failed before
	}
	s := &mayState{
		function: f, p: p, flow: f.newFlow(),
		vars: make([]set, len(f.Vars)), byVar: make(map[int32]int), byCall: make(map[int32]int),
		param: make([]set, f.Params), into: make([]set, f.Params), read: readSets{vars: make([]bool, len(f.Vars))},
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

// value returns what an operand may hold. The result must not be changed.
func (s *mayState) value(v cir.Value) set {
	if v == cir.None {
		return set{}
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
	s.read.vars[v] = true
	return s.vars[v]
}

func (s *mayState) set(dst int32, values set) {
	if dst >= 0 && s.Vars[dst].Class != cir.Scalar && !values.empty() {
		s.grown(dst, s.vars[dst].union(values))
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
		s.grown(in.Dst, s.vars[in.Dst].add(s.variable(int32(in.A))))
	case cir.Set:
		s.set(int32(in.A), s.value(in.B))
	case cir.Load:
		s.set(in.Dst, s.load(s.value(in.A), s.Vars[in.Dst].Class == cir.Int))
	case cir.Store:
		s.store(s.value(in.A), s.value(in.B))
	case cir.Return:
		s.ret.union(s.value(in.A)) // which no instruction reads
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
			s.reads(o)
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
			s.read.params = true
			r.union(s.param[v/2])
		}
	})
	return r
}

// shared reports whether others may have stored in an own object: it is in a
// place where they find it.
func (s *mayState) shared(v int) bool {
	s.read.kept = true
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
			s.stored(o, values)
		case v == s.global():
			s.keptIn(&s.escG, values)
		case v == s.unknown():
			s.escape(values, "stored where it cannot be followed")
		default:
			s.flow.written[v/2] = true
			s.note(s.param[v/2].union(values) && s.read.params)
			s.keptIn(&s.into[v/2], values)
		}
	})
}

// escape notes that values go where we do not see.
func (s *mayState) escape(values set, why string) {
	if values.empty() {
		return
	}
	s.keptIn(&s.escU, values)
	values.each(func(v int) {
		if v < s.global() {
			t := &s.flow.params[v/2][v&1]
			if !t.unknown {
				t.unknown, t.why = true, why
			}
			t.other = true
		}
	})
}

// passOn is escape for values that are arguments, as they are, of functions
// without a body here.
func (s *mayState) passOn(values set, why string, to ...summary.PassedTo) {
	s.keptIn(&s.escU, values)
	values.each(func(v int) {
		switch {
		case v < s.global() && v&1 == 0:
			t := &s.flow.params[v/2][0]
			if !t.unknown {
				t.unknown, t.why = true, why
			}
			for _, a := range to {
				t.pass(a)
			}
		default:
			var one set
			one.add(v)
			s.escape(one, why)
		}
	})
}
