package cflow

import "slices"

// finish turns the state into the flow of the parameters.
func (s *mayState) finish() {
	u, g := s.closeEscapes(s.escU), s.closeEscapes(s.escG)
	ret := s.ret.clone()
	in := s.closeObjects(s.ret)
	inside := s.contents(u)
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
			t.other = t.other || inside.has(v)
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
			has := func(values set) bool { return values.has(v) }
			s.flow.returnsKept = s.flow.returnsKept || slices.ContainsFunc(s.param, has) || slices.ContainsFunc(s.into, has)
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

// contents returns what is stored in objects.
func (s *mayState) contents(objects set) set {
	var r set
	objects.each(func(v int) {
		switch o := s.own(v); {
		case o != nil:
			r.union(*s.content(o))
		case v < s.global():
			r.union(s.param[v/2])
		}
	})
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

// closure returns values with all that can be loaded through them.
func (s *mayState) closure(values set) set {
	r := values.clone()
	for {
		if !r.union(s.load(r, false)) {
			return r
		}
	}
}
