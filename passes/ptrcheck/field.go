package ptrcheck

import (
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// Methods that work on one object are interpreted apart, so that what a
// constructor stored is not known in them. But where all that the package stores
// in a field of its own struct are Go pointers that it doesn't pin, the field
// holds one when another method passes the struct to C.

// pointerFields are, by struct type of the package, the offsets of the fields
// that always hold an unpinned Go pointer or nil, in order.
type pointerFields map[types.Object][]int64

// A fieldUse is what the package's functions store in a field.
type fieldUse struct {
	goPointer bool // an unpinned one
	others    bool // something else, nil apart
}

// pointerFields looks at what the package's functions leave in its structs.
func (c *checker) pointerFields() pointerFields {
	type field struct {
		of  types.Object
		off int64
	}
	uses := make(map[field]*fieldUse)
	for _, root := range c.mem.Roots {
		for m, inside := range root.Exit.Contents.Entries() {
			if m.Repeated || heap.IsC(m.Type) {
				continue
			}
			for _, w := range inside.Words {
				if !c.isPointerField(m.Type, w.Slot) {
					continue
				}
				f := field{gotype.TypeName(m.Type), w.Slot.Off}
				if uses[f] == nil {
					uses[f] = new(fieldUse)
				}
				uses[f].add(c.mem.Layout, root.Exit, w.Atoms)
			}
		}
	}
	fields := make(pointerFields)
	for f, use := range uses {
		if use.goPointer && !use.others {
			fields[f.of] = append(fields[f.of], f.off)
		}
	}
	for _, offsets := range fields {
		slices.Sort(offsets)
	}
	return fields
}

// isPointerField reports whether a struct has a pointer at the slot, in a field
// of its own that only the package can set.
func (c *checker) isPointerField(t types.Type, at heap.Slot) bool {
	s, ok := t.Underlying().(*types.Struct)
	if !ok || at.Step != 0 {
		return false
	}
	i := c.mem.Layout.FieldAt(s, at)
	if i < 0 || s.Field(i).Exported() {
		return false
	}
	p := c.mem.Layout.Place(t, at)
	return gotype.IsAnyPointer(p.Type)
}

// add notes what a function leaves in the field.
func (use *fieldUse) add(layout heap.Layout, exit *heap.State, word heap.Atoms) {
	for _, a := range word {
		switch {
		case a.Kind == heap.Null:
		case a.Kind != heap.Pointer || exit.Pinned(a.Mem):
			use.others = true
		case a.Mem.Origin == heap.Unknown && a.Mem.Depth > 0:
			// It was there before, or comes from another field.
		case a.Mem.Origin == heap.Go || layout.MustBeGo(a.Mem):
			use.goPointer = true
		default:
			use.others = true
		}
	}
}

// fieldsIn looks in memory that a parameter leads to for fields that always hold
// Go pointers.
func (s *scan) fieldsIn(m *heap.Memory, e extent, path string) {
	if m.Origin != heap.Unknown || m.Repeated || m.FromC || m.MaybeC {
		return
	}
	defer func(of *heap.Memory) { s.of = of }(s.of)
	s.of = m
	for _, off := range s.fields[gotype.TypeName(m.Type)] {
		if off < e.start || e.end >= 0 && off >= e.end || !s.isAsBefore(m, off) {
			continue
		}
		p := s.placeIn(e.t, heap.Slot{Off: off - e.origin}, false)
		s.add(PointerFound{Kind: UnpinnedPointer, Path: path + p.Path, Type: p.Type})
	}
}

// isAsBefore reports whether the word holds what it held when the root was
// called, and that is not pinned.
func (s *scan) isAsBefore(m *heap.Memory, off int64) bool {
	inside := s.state.Inside(m)
	word, known := inside.Known(heap.Slot{Off: off})
	if !known {
		return inside.Unknown
	}
	for _, a := range word {
		if a.Kind != heap.Pointer || a.Mem.Origin != heap.Unknown || a.Mem.Depth == 0 || s.state.Pinned(a.Mem) {
			return false
		}
	}
	return true
}
