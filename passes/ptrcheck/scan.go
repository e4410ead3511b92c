package ptrcheck

import (
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// A PointerFound is a Go pointer in memory that must hold none when C gets it.
type PointerFound struct {
	Kind   FoundKind
	Path   string       // from the memory to the word: ".f[2].p"; "" for the memory itself
	Type   types.Type   // of the word
	Memory *heap.Memory // that the pointer points to; nil when it is known by its type only

	in *heap.Memory // that holds it; nil for a value
}

// FoundKind tells why something is a Go pointer.
type FoundKind uint8

// The kinds of pointers found, the most certain first. The zero value is none.
const (
	UnpinnedPointer FoundKind = iota + 1 // a pointer to Go memory that is not pinned
	Header                               // a map, channel, func, interface, string or slice: Type always holds one
	HiddenAddress                        // the address of Go memory in a number or in a C union
	GoVariable                           // the pointer is to a variable with pointers, of which the run time cannot know the size
)

// A scan looks for Go pointers as the run time's cgoCheckArg and
// cgoCheckUnknownPointer do.
type scan struct {
	layout heap.Layout
	state  *heap.State
	fields pointerFields
	found  []PointerFound
	// needs are the preconditions on memory that the root's parameters lead
	// to: whether they hold is for the callers to see.
	needs []Precondition
	of    *heap.Memory // that is being looked at
}

// An extent is a stretch of memory that is checked.
type extent struct {
	start, end int64      // in bytes; all that follows when end is -1
	t          types.Type // of the memory from origin on, or with end -1 of its elements
	origin     int64
	typed      bool // the check goes by t, and not by what the collector knows of the memory
}

// all is the extent of all of m, checked by what the collector knows.
func all(m *heap.Memory) extent { return extent{end: -1, t: m.AsArray()} }

// words checks a value of type t that C gets as it is. At the top Go
// pointers are allowed, and what they point to is checked.
func (s *scan) words(v heap.Value, t types.Type, top bool) {
	for _, c := range v.Words {
		p := s.layout.Place(t, c.Slot)
		for _, a := range c.Atoms {
			switch {
			case p.Type == nil && c.Slot.Off == 0 && !p.InC:
			case p.Type == nil:
				s.hidden(a, p.Path, p)
			case top && gotype.IsAnyPointer(p.Type):
				s.whole(a, p.Path)
			case top: // a string or slice by value is allowed
			default:
				s.word(a, p.Type, p.Path, true)
			}
		}
	}
}

// whole checks all of the memory that a points into.
func (s *scan) whole(a heap.Atom, path string) {
	switch {
	case a.Kind != heap.Pointer || a.Mem.Origin == heap.C || a.Mem.Origin == heap.Static:
	case a.Mem.Origin == heap.Unknown:
		s.need(a.Mem, Precondition{Kind: Whole, Off: a.Off})
		s.types(a.Mem, path)
		s.storedIn(a.Mem, path)
		s.fieldsIn(a.Mem, all(a.Mem), path)
	case a.Mem.Global:
		s.add(PointerFound{Kind: GoVariable, Path: path, Type: a.Mem.Type, Memory: a.Mem})
	default:
		s.memory(a.Mem, all(a.Mem), path)
	}
}

// region checks size bytes from where a points, which are of type t, or with
// -1 all that follow, which t is an element of.
func (s *scan) region(a heap.Atom, size int64, t types.Type) {
	if a.Kind != heap.Pointer || a.Mem.Origin == heap.C || a.Mem.Origin == heap.Static && !gotype.HasPointers(t) {
		return
	}
	if a.Mem.Origin == heap.Unknown {
		s.need(a.Mem, Precondition{Kind: Region, Off: a.Off, Size: size})
	}
	if t == nil || s.layout.Size(t) < 0 { // it is a type parameter
		rest := all(a.Mem)
		rest.start = a.Off
		s.memory(a.Mem, rest, "")
		return
	}
	if a.Step != 0 {
		if size >= 0 {
			s.words(s.state.Load(a, size), t, false)
			return
		}
		a.Off = 0
	}
	end := int64(-1)
	if size >= 0 {
		end = a.Off + size
	}
	s.memory(a.Mem, extent{a.Off, end, t, a.Off, true}, "")
}

// memory checks the words of a stretch of m.
func (s *scan) memory(m *heap.Memory, e extent, path string) {
	defer func(of *heap.Memory) { s.of = of }(s.of)
	s.of = m
	contents := s.state.Inside(m)
	many := e.typed && e.t != nil && s.layout.Size(e.t) > 0 && e.end < 0
	for _, c := range contents.Words {
		at := c.Slot
		if at.Step == 0 && at.Off < e.start || e.end >= 0 && at.Off >= e.end {
			continue
		}
		p := s.placeIn(e.t, heap.Slot{Off: at.Off - e.origin, Step: at.Step}, many)
		for _, a := range c.Atoms {
			if p.Type == nil {
				s.hidden(a, path+p.Path, p)
			} else {
				s.word(a, p.Type, path+p.Path, e.typed)
			}
		}
	}
	s.fieldsIn(m, e, path)
	if e.t == nil {
		return
	}
	s.layout.Headers(e.t, func(at heap.Slot, where string, t types.Type) bool {
		name, _ := heap.Header(t)
		always := e.typed && (name == "map" || name == "channel")
		if many {
			where = "[i]" + where
		}
		if always || contents.Unknown && !contents.Has(heap.Slot{Off: at.Off + e.origin, Step: at.Step}) {
			s.add(PointerFound{Kind: Header, Path: path + where, Type: t})
		}
		return true
	})
}

// placeIn returns what t has at the slot, or one of many elements of type t.
func (s *scan) placeIn(t types.Type, at heap.Slot, many bool) heap.Place {
	if t == nil {
		return heap.Place{}
	}
	if many {
		t = types.NewArray(t, 1<<20)
	}
	return s.layout.Place(t, at)
}

// word checks a word of type t that is in memory that C gets.
func (s *scan) word(a heap.Atom, t types.Type, path string, typed bool) {
	switch a.Kind {
	case heap.Null:
	case heap.Any:
		if _, ok := heap.Header(t); ok {
			s.add(PointerFound{Kind: Header, Path: path, Type: t})
		}
	case heap.Boxed, heap.Code:
		if a.Mem.Origin != heap.Static {
			s.add(PointerFound{Kind: Header, Path: path, Type: t})
		}
	case heap.Pointer:
		s.pointer(a, t, path, typed)
	}
}

func (s *scan) pointer(a heap.Atom, t types.Type, path string, typed bool) {
	_, isHeader := heap.Header(t)
	switch {
	case a.Mem.Origin == heap.Unknown:
		s.unknown(a, t, path)
	case a.Mem.Origin != heap.Go:
	case !s.state.Pinned(a.Mem) && isHeader:
		s.add(PointerFound{Kind: Header, Path: path, Type: t, Memory: a.Mem})
	case !s.state.Pinned(a.Mem):
		s.add(PointerFound{Kind: UnpinnedPointer, Path: path, Type: t, Memory: a.Mem})
	case typed: // of what is pinned, the run time checks what it points to
		s.whole(a, path)
	}
}

// hidden checks a word that is no pointer for the collector, but is one for
// C: a number or a union in a C struct.
func (s *scan) hidden(a heap.Atom, path string, p heap.Place) {
	if !p.InC || a.Kind != heap.Pointer || a.Mem.Global || s.state.Pinned(a.Mem) {
		return
	}
	if a.Mem.Origin != heap.Go && !s.layout.MustBeGo(a.Mem) {
		return
	}
	s.add(PointerFound{Kind: HiddenAddress, Path: path, Memory: a.Mem})
}

// number checks a number that C gets, which may be an address. Of memory that a
// parameter leads to, the type may say that it is Go's.
func (s *scan) number(a heap.Atom) {
	switch {
	case a.Kind != heap.Pointer:
	case a.Mem.Origin == heap.Unknown && !heap.GoByType(a.Mem):
		s.need(a.Mem, Precondition{Kind: NotGoAddress, Off: a.Off})
	case a.Mem.Origin == heap.Unknown && !s.state.Pinned(a.Mem):
		s.add(PointerFound{Kind: HiddenAddress, Memory: a.Mem})
	default:
		s.hidden(a, "", heap.Place{InC: true})
	}
}

func (s *scan) add(f PointerFound) {
	f.in = s.of
	if !slices.ContainsFunc(s.found, func(g PointerFound) bool { return g.Path == f.Path && g.Kind == f.Kind }) {
		s.found = append(s.found, f)
	}
}

func (s *scan) need(m *heap.Memory, n Precondition) {
	if m.Param == nil {
		return
	}
	n.Param, n.Offsets = m.Param.Param, m.Param.Offsets
	if !slices.ContainsFunc(s.needs, n.equal) {
		s.needs = append(s.needs, n)
	}
}

// worst returns the pointer to tell of.
func (s *scan) worst() (f PointerFound, ok bool) {
	if len(s.found) == 0 {
		return PointerFound{}, false
	}
	return slices.MinFunc(s.found, func(a, b PointerFound) int { return int(a.Kind) - int(b.Kind) }), true
}
