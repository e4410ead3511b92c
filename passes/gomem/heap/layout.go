package heap

import (
	"fmt"
	"go/types"
	"sync"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// A Layout knows sizes, and where in a type the pointers are. Several passes
// may ask it at a time.
type Layout struct {
	sizes   types.Sizes
	offsets *sync.Map // *types.Struct → []int64, of the fields, as far as asked for
}

// NewLayout returns the layout of types with these sizes.
func NewLayout(sizes types.Sizes) Layout {
	return Layout{sizes, new(sync.Map)}
}

// WordSize returns the size of a pointer in bytes.
func (l Layout) WordSize() int64 { return l.Size(types.Typ[types.Uintptr]) }

// Size returns the size of t in bytes, or -1 when it has none that is known,
// as a type parameter.
func (l Layout) Size(t types.Type) (n int64) {
	if t == nil {
		return -1
	}
	defer func() {
		if recover() != nil { // go/types' sizes panic on what has no size
			n = -1
		}
	}()
	return l.sizes.Sizeof(t)
}

// Offset returns where the field i of s begins, or -1.
func (l Layout) Offset(s *types.Struct, i int) int64 {
	known, ok := l.offsets.Load(s)
	if !ok {
		known, _ = l.offsets.LoadOrStore(s, l.offsetsOf(s))
	}
	offsets := known.([]int64)
	if offsets == nil {
		return -1
	}
	return offsets[i]
}

// offsetsOf returns where the fields of s begin, or nil when that depends on
// what has no size.
func (l Layout) offsetsOf(s *types.Struct) (offsets []int64) {
	defer func() {
		if recover() != nil {
			offsets = nil
		}
	}()
	fields := make([]*types.Var, s.NumFields())
	for i := range fields {
		fields[i] = s.Field(i)
	}
	return l.sizes.Offsetsof(fields)
}

// A Place is what a type has at an offset.
type Place struct {
	Type types.Type // of the word: a pointer, string, slice, …; nil when it is none of these
	Path string     // how to write it after the name of the whole: .f[2].p
	InC  bool       // the innermost struct or array around it is of a C type
}

// Place returns what t has at the slot. In an array with an unknown index the
// path has [i].
func (l Layout) Place(t types.Type, at Slot) Place {
	var p Place
	for t != nil {
		if _, kind, ok := cgosource.CName(gotype.TypeName(t)); ok && kind == cgosource.Type {
			p.InC = true
		} else if gotype.TypeName(t) != nil {
			p.InC = false
		}
		switch u := t.Underlying().(type) {
		case *types.Struct:
			i := l.FieldAt(u, at)
			if i < 0 {
				return p
			}
			at.Off -= l.Offset(u, i)
			p.Path += "." + u.Field(i).Name()
			t = u.Field(i).Type()
		case *types.Array:
			size := l.Size(u.Elem())
			if size <= 0 {
				return p
			}
			if at.Step != 0 && at.Step%size == 0 && u.Len() > 1 {
				p.Path += "[i]"
				at.Step = 0
			} else {
				p.Path += fmt.Sprintf("[%d]", at.Off/size)
			}
			at.Off = mod(at.Off, size)
			t = u.Elem()
		default:
			if gotype.HasPointers(t) {
				p.Type = t
			}
			return p
		}
	}
	return p
}

// FieldAt returns the index of the field of s at the offset, or -1.
func (l Layout) FieldAt(s *types.Struct, at Slot) int {
	if size := l.Size(s); at.Step != 0 && size > 0 {
		at.Off = mod(at.Off, gcd(at.Step, size))
	}
	for i := s.NumFields() - 1; i >= 0; i-- {
		start := l.Offset(s, i)
		if start >= 0 && at.Off >= start && l.Size(s.Field(i).Type()) > at.Off-start {
			return i
		}
	}
	return -1
}

// Headers visits the parts of t that are headers (see [Header]), with their
// slots and the selectors to write after the name of the whole, until visit
// returns false.
func (l Layout) Headers(t types.Type, visit func(at Slot, path string, t types.Type) bool) {
	l.walk(t, Slot{}, "", visit)
}

// walk is Headers for a part of a type.
func (l Layout) walk(t types.Type, at Slot, path string, visit func(Slot, string, types.Type) bool) bool {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			off := l.Offset(u, i)
			if off < 0 || !gotype.HasPointers(u.Field(i).Type()) {
				continue
			}
			if !l.walk(u.Field(i).Type(), Slot{at.Off + off, at.Step}, path+"."+u.Field(i).Name(), visit) {
				return false
			}
		}
	case *types.Array:
		size := l.Size(u.Elem())
		if u.Len() == 0 || size <= 0 || !gotype.HasPointers(u.Elem()) {
			return true
		}
		if u.Len() == 1 {
			return l.walk(u.Elem(), at, path+"[0]", visit)
		}
		return l.walk(u.Elem(), Slot{at.Off, gcd(at.Step, size)}, path+"[i]", visit)
	default:
		if _, ok := Header(t); ok {
			return visit(at, path, t)
		}
	}
	return true
}

// MustBeGo reports whether memory that a parameter leads to can only be Go's:
// what a slice or string points to, which the documentation of cgo counts as a
// Go pointer, or a struct that holds a slice, a string or the like.
func (l Layout) MustBeGo(m *Memory) bool {
	if m.Origin != Unknown || m.Type == nil || m.FromC || m.MaybeC || IsC(m.Type) && !m.Repeated {
		return false
	}
	if _, isStruct := m.Type.Underlying().(*types.Struct); !isStruct {
		return m.Repeated
	}
	return m.Repeated || l.HasHeaders(m.Type)
}

// HasHeaders reports whether values of a type hold strings, slices, maps and
// the like, which only Go makes.
func (l Layout) HasHeaders(t types.Type) bool {
	found := false
	if t != nil {
		l.Headers(t, func(Slot, string, types.Type) bool {
			found = true
			return false
		})
	}
	return found
}

// FieldVar returns the field of a struct, or of one inside it, that begins at
// off, or nil.
func (l Layout) FieldVar(t types.Type, off int64) *types.Var {
	for t != nil {
		s, ok := t.Underlying().(*types.Struct)
		if !ok {
			return nil
		}
		i := l.FieldAt(s, Slot{off, 0})
		if i < 0 {
			return nil
		}
		off -= l.Offset(s, i)
		t = s.Field(i).Type()
		if _, nested := t.Underlying().(*types.Struct); !nested && off == 0 {
			return s.Field(i).Origin()
		}
	}
	return nil
}
