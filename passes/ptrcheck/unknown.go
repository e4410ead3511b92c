package ptrcheck

import (
	"go/types"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// Of memory that a parameter leads to only the type is known, and what the
// function itself stores there.

// unknown checks a pointer to memory that a parameter leads to.
func (s *scan) unknown(a heap.Atom, t types.Type, path string) {
	_, isHeader := heap.Header(t)
	switch {
	case isHeader:
		s.add(PointerFound{Kind: Header, Path: path, Type: t})
	case !s.layout.MustBeGo(a.Mem):
		s.need(a.Mem, Precondition{Kind: NotGo, Off: a.Off})
	case !s.state.Pinned(a.Mem):
		s.add(PointerFound{Kind: UnpinnedPointer, Path: path, Type: t, Memory: a.Mem})
	}
}

// storedIn checks the pointers that were seen to be stored in memory of which
// only the type is known: in Go memory they must not be there when C gets it, in
// C memory never.
func (s *scan) storedIn(m *heap.Memory, path string) {
	defer func(of *heap.Memory) { s.of = of }(s.of)
	s.of = m
	contents := s.state.Inside(m)
	for _, c := range contents.Words {
		p := s.placeIn(m.AsArray(), c.Slot, false)
		for _, a := range c.Atoms {
			if p.Type != nil && a.Kind == heap.Pointer && a.Mem.Origin == heap.Go && !s.state.Pinned(a.Mem) {
				s.pointer(a, p.Type, path+p.Path, false)
			}
		}
	}
}

// types checks memory of which only the type is known.
func (s *scan) types(m *heap.Memory, path string) {
	if m.Type == nil || m.MaybeC {
		return
	}
	defer func(of *heap.Memory) { s.of = of }(s.of)
	s.of = m
	contents := s.state.Contents.Get(m)
	s.layout.Headers(m.Type, func(at heap.Slot, where string, t types.Type) bool {
		if known, ok := contents.Known(at); ok && len(known) == 1 && known[0].Kind == heap.Null {
			return true
		}
		s.add(PointerFound{Kind: Header, Path: path + where, Type: t})
		return true
	})
}
