package boundary

import (
	"go/types"
	"slices"
)

// Held is what Go memory holds that it may not hold when C gets it.
type Held struct {
	Kind   HeldKind
	Path   string     // from the memory to the word: ".f[2].p"; "" for the memory itself
	Type   types.Type // of the word
	Memory *Memory    // that the pointer points to; nil when it is known by its type only

	in *Memory // that holds it; nil for a value
}

// HeldKind tells why something is a Go pointer.
type HeldKind uint8

// The kinds of things held. The first is none.
const (
	HeldPointer HeldKind = iota + 1 // a pointer to Go memory that is not pinned
	HeldHeader                      // a map, channel, func, interface, string or slice: Type always holds one
	HeldHidden                      // the address of Go memory in a number or in a C union
	HeldGlobal                      // nothing is: the pointer is to a variable with pointers, of which the run time cannot know the size
)

// A scan looks for Go pointers as the run time's cgoCheckArg and
// cgoCheckUnknownPointer do.
type scan struct {
	in    *interpreter
	st    *state
	found []Held
	// needs are the demands on the memory that the function's parameters
	// lead to: whether they are met is for the callers to see.
	needs []Need
	of    *Memory // that is being looked at
}

// words checks a value of type t that C gets as it is. At the top Go
// pointers are allowed, and what they point to is checked.
func (s *scan) words(v value, t types.Type, path string, top bool) {
	for _, at := range v.sorted() {
		p := s.in.layout.place(t, at)
		for _, a := range v.words[at] {
			switch {
			case p.typ == nil && at.off == 0 && !p.inC && path == "":
			case p.typ == nil:
				s.hidden(a, path+p.path, p)
			case top && isPointer(p.typ):
				s.whole(a, path+p.path)
			case top: // a string or slice by value is allowed
			default:
				s.word(a, p.typ, path+p.path, true)
			}
		}
	}
}

func isPointer(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return true
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	}
	return false
}

// whole checks all of the memory that a points into.
func (s *scan) whole(a atom, path string) {
	switch {
	case a.kind != pointer || a.mem.Origin == C || a.mem.Origin == Static:
	case a.mem.Origin == Unknown:
		s.need(a.mem, Need{Kind: NeedWhole, Off: a.off})
		s.types(a.mem, path)
	case a.mem.Global:
		s.add(Held{Kind: HeldGlobal, Path: path, Type: a.mem.Type, Memory: a.mem})
	default:
		s.memory(a.mem, 0, -1, s.in.repeatedType(a.mem), 0, path, false)
	}
}

// region checks size bytes from where a points, which are of type t, or with
// -1 all that follow, which t is an element of.
func (s *scan) region(a atom, size int64, t types.Type, path string) {
	if a.kind != pointer || a.mem.Origin == C || a.mem.Origin == Static && !hasPointers(t) {
		return
	}
	if a.mem.Origin == Unknown {
		s.need(a.mem, Need{Kind: NeedRegion, Off: a.off, Size: size})
	}
	if t == nil || s.in.layout.size(t) < 0 { // it is a type parameter
		s.memory(a.mem, a.off, -1, s.in.repeatedType(a.mem), 0, path, false)
		return
	}
	if a.step != 0 {
		if size >= 0 {
			s.words(s.st.load(a, size), t, path, false)
			return
		}
		a.off = 0
	}
	end := int64(-1)
	if size >= 0 {
		end = a.off + size
	}
	s.memory(a.mem, a.off, end, t, a.off, path, true)
}

// memory checks the words of m from start to end, where types are t's from
// origin on. Typed says that the check goes by t, and not by what the
// collector knows of m.
func (s *scan) memory(m *Memory, start, end int64, t types.Type, origin int64, path string, typed bool) {
	defer func(of *Memory) { s.of = of }(s.of)
	s.of = m
	contents, ok := s.st.contents[m]
	if !ok {
		contents = m.initial()
	}
	size := s.in.layout.size(t)
	many := typed && t != nil && size > 0 && end < 0
	for _, at := range contents.sorted() {
		if at.step == 0 && at.off < start || end >= 0 && at.off >= end {
			continue
		}
		p, where := s.placeIn(t, slot{at.off - origin, at.step}, size, many)
		for _, a := range contents.words[at] {
			if p.typ == nil {
				s.hidden(a, path+where, p)
			} else {
				s.word(a, p.typ, path+where, typed)
			}
		}
	}
	if t == nil {
		return
	}
	s.in.layout.headers(t, func(at slot, where string, t types.Type) bool {
		name, _ := header(t)
		always := typed && (name == "map" || name == "channel")
		if many {
			where = "[i]" + where
		}
		if always || contents.unknown && !contents.has(slot{at.off + origin, at.step}) {
			s.add(Held{Kind: HeldHeader, Path: path + where, Type: t})
		}
		return true
	})
}

func (v value) has(at slot) bool {
	_, ok := v.words[at]
	return ok
}

// placeIn is layout.place for one of many elements of type t.
func (s *scan) placeIn(t types.Type, at slot, size int64, many bool) (place, string) {
	if t == nil {
		return place{}, ""
	}
	if !many {
		p := s.in.layout.place(t, at)
		return p, p.path
	}
	index := types.NewArray(t, 1<<20)
	p := s.in.layout.place(index, at)
	return p, p.path
}

// word checks a word of type t that is in memory that C gets.
func (s *scan) word(a atom, t types.Type, path string, typed bool) {
	switch a.kind {
	case null:
	case anything:
		if _, ok := header(t); ok {
			s.add(Held{Kind: HeldHeader, Path: path, Type: t})
		}
	case boxed, function:
		if a.mem.Origin != Static {
			s.add(Held{Kind: HeldHeader, Path: path, Type: t})
		}
	case pointer:
		s.pointer(a, t, path, typed)
	}
}

func (s *scan) pointer(a atom, t types.Type, path string, typed bool) {
	switch {
	case a.mem.Origin == Unknown:
		if _, ok := header(t); ok {
			s.add(Held{Kind: HeldHeader, Path: path, Type: t})
		} else if s.in.layout.mustBeGo(a.mem) {
			if !s.st.pinned(a.mem) {
				s.add(Held{Kind: HeldPointer, Path: path, Type: t, Memory: a.mem})
			}
		} else {
			s.need(a.mem, Need{Kind: NeedNoPointer, Off: a.off})
		}
	case a.mem.Origin != Go:
	case !s.st.pinned(a.mem):
		if _, ok := header(t); ok {
			s.add(Held{Kind: HeldHeader, Path: path, Type: t, Memory: a.mem})
			return
		}
		s.add(Held{Kind: HeldPointer, Path: path, Type: t, Memory: a.mem})
	case typed: // of what is pinned, the run time checks what it points to
		s.whole(a, path)
	}
}

// hidden checks a word that is no pointer for the collector, but is one for
// C: a number or a union in a C struct.
func (s *scan) hidden(a atom, path string, p place) {
	if !p.inC || a.kind != pointer || a.mem.Global || s.st.pinned(a.mem) {
		return
	}
	if a.mem.Origin != Go && !s.in.layout.mustBeGo(a.mem) {
		return
	}
	s.add(Held{Kind: HeldHidden, Path: path, Memory: a.mem})
}

// number checks a number that C gets, which may be an address. Of memory that a
// parameter leads to, the type may say that it is Go's.
func (s *scan) number(a atom, keptAlive bool) {
	switch {
	case a.kind != pointer || keptAlive:
	case a.mem.Origin == Unknown && !goByType(a.mem):
		s.need(a.mem, Need{Kind: NeedNoAddress, Off: a.off})
	case a.mem.Origin == Unknown && !s.st.pinned(a.mem):
		s.add(Held{Kind: HeldHidden, Memory: a.mem})
	default:
		s.hidden(a, "", place{inC: true})
	}
}

// types checks memory of which only the type is known.
func (s *scan) types(m *Memory, path string) {
	if m.Type == nil {
		return
	}
	defer func(of *Memory) { s.of = of }(s.of)
	s.of = m
	contents := s.st.contents[m]
	s.in.layout.headers(m.Type, func(at slot, where string, t types.Type) bool {
		if known, ok := contents.words[at]; ok && len(known) == 1 && known[0].kind == null {
			return true
		}
		s.add(Held{Kind: HeldHeader, Path: path + where, Type: t})
		return true
	})
}

func (s *scan) add(h Held) {
	h.in = s.of
	if !slices.ContainsFunc(s.found, func(g Held) bool { return g.Path == h.Path && g.Kind == h.Kind }) {
		s.found = append(s.found, h)
	}
}

func (s *scan) need(m *Memory, n Need) {
	if m.param == nil {
		return
	}
	n.Param, n.Offsets = m.param.param, m.param.offsets
	if !slices.ContainsFunc(s.needs, n.equal) {
		s.needs = append(s.needs, n)
	}
}

// repeatedType returns the type of memory, which may repeat.
func (in *interpreter) repeatedType(m *Memory) types.Type {
	if m.repeated && m.Type != nil {
		return types.NewArray(m.Type, 1<<20)
	}
	return m.Type
}
