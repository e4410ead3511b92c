package boundary

import (
	"fmt"
	"go/types"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// A layout knows sizes, and where in a type the pointers are.
type layout struct {
	sizes   types.Sizes
	offsets map[*types.Struct][]int64 // of the fields, as far as asked for
}

// size returns the size of t in bytes, or -1 when it has none that is known,
// as a type parameter.
func (l layout) size(t types.Type) (n int64) {
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

// offset returns where the field i of s begins, or -1.
func (l layout) offset(s *types.Struct, i int) int64 {
	offsets, known := l.offsets[s]
	if !known {
		offsets = l.offsetsOf(s)
		l.offsets[s] = offsets
	}
	if offsets == nil {
		return -1
	}
	return offsets[i]
}

// offsetsOf returns where the fields of s begin, or nil when that depends on
// what has no size.
func (l layout) offsetsOf(s *types.Struct) (offsets []int64) {
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

// A place is what a type has at an offset.
type place struct {
	typ  types.Type // of the word: a pointer, string, slice, …; nil when it is none of these
	path string     // how to write it after the name of the whole: .f[2].p
	inC  bool       // the innermost struct or array around it is of a C type
}

// place returns what t has at the slot. In an array with an unknown index the
// path has [i].
func (l layout) place(t types.Type, at slot) place {
	var p place
	for t != nil {
		if _, kind, ok := cgosource.CName(typeName(t)); ok && kind == cgosource.Type {
			p.inC = true
		} else if typeName(t) != nil {
			p.inC = false
		}
		switch u := t.Underlying().(type) {
		case *types.Struct:
			i := l.fieldAt(u, at)
			if i < 0 {
				return p
			}
			at.off -= l.offset(u, i)
			p.path += "." + u.Field(i).Name()
			t = u.Field(i).Type()
		case *types.Array:
			size := l.size(u.Elem())
			if size <= 0 {
				return p
			}
			if at.step != 0 && at.step%size == 0 && u.Len() > 1 {
				p.path += "[i]"
				at.step = 0
			} else {
				p.path += fmt.Sprintf("[%d]", at.off/size)
			}
			at.off = mod(at.off, size)
			t = u.Elem()
		default:
			if hasPointers(t) {
				p.typ = t
			}
			return p
		}
	}
	return p
}

// fieldAt returns the field of s at the offset, or -1.
func (l layout) fieldAt(s *types.Struct, at slot) int {
	if size := l.size(s); at.step != 0 && size > 0 {
		at.off = mod(at.off, gcd(at.step, size))
	}
	for i := s.NumFields() - 1; i >= 0; i-- {
		start := l.offset(s, i)
		if start >= 0 && at.off >= start && l.size(s.Field(i).Type()) > at.off-start {
			return i
		}
	}
	return -1
}

func typeName(t types.Type) types.Object {
	switch t := t.(type) {
	case *types.Named:
		return t.Obj()
	case *types.Alias:
		return t.Obj()
	}
	return nil
}

// hasPointers reports whether values of the type hold pointers that the
// collector knows of.
func hasPointers(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.String || u.Kind() == types.UnsafePointer
	case *types.Array:
		return u.Len() > 0 && hasPointers(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if hasPointers(f.Type()) {
				return true
			}
		}
		return false
	case *types.TypeParam:
		return true
	}
	return true
}

// isC reports whether t is a type that cgo made of a C type, or a pointer to
// one.
func isC(t types.Type) bool {
	for {
		if _, kind, ok := cgosource.CName(typeName(t)); ok && kind == cgosource.Type {
			return true
		}
		p, ok := t.Underlying().(*types.Pointer)
		if !ok {
			return false
		}
		t = p.Elem()
	}
}

// isWord reports whether t is one of the types whose values are followed in
// one word: pointers, and numbers that can hold one.
func isWord(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Chan, *types.Signature, *types.Slice:
		return true
	case *types.Basic:
		return u.Kind() == types.UnsafePointer || u.Info()&(types.IsString|types.IsInteger) != 0
	}
	return false
}

// A header is a type whose values the Go documents say always hold a Go
// pointer (cmd/cgo, "Passing pointers", third paragraph), besides pointers.
func header(t types.Type) (name string, ok bool) {
	switch u := t.Underlying().(type) {
	case *types.Map:
		return "map", true
	case *types.Chan:
		return "channel", true
	case *types.Signature:
		return "func value", true
	case *types.Interface:
		if !isTypeParam(t) {
			return "interface value", true
		}
	case *types.Slice:
		return "slice", true
	case *types.Basic:
		return "string", u.Kind() == types.String
	}
	return "", false
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// headers visits the parts of t that are headers, with where they are and how
// to write that after the name of the whole, until visit returns false.
func (l layout) headers(t types.Type, visit func(at slot, path string, t types.Type) bool) {
	l.walk(t, slot{}, "", visit)
}

// walk does so for a part of a type.
func (l layout) walk(t types.Type, at slot, path string, visit func(slot, string, types.Type) bool) bool {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			off := l.offset(u, i)
			if off < 0 || !hasPointers(u.Field(i).Type()) {
				continue
			}
			if !l.walk(u.Field(i).Type(), slot{at.off + off, at.step}, path+"."+u.Field(i).Name(), visit) {
				return false
			}
		}
	case *types.Array:
		size := l.size(u.Elem())
		if u.Len() == 0 || size <= 0 || !hasPointers(u.Elem()) {
			return true
		}
		if u.Len() == 1 {
			return l.walk(u.Elem(), at, path+"[0]", visit)
		}
		return l.walk(u.Elem(), slot{at.off, gcd(at.step, size)}, path+"[i]", visit)
	default:
		if _, ok := header(t); ok {
			return visit(at, path, t)
		}
	}
	return true
}

// Describe names the sort of a type whose values always hold a Go pointer:
// map, channel, func value, interface value, slice or string.
func Describe(t types.Type) string {
	if name, ok := header(t); ok {
		return name
	}
	return "pointer"
}

// goByType reports whether memory that a parameter leads to is Go's by its
// type: what a slice points to, or a struct that is not C's.
func goByType(m *Memory) bool {
	if m.Type == nil || m.overC || isC(m.Type) {
		return false
	}
	_, named := types.Unalias(m.Type).(*types.Named)
	_, isStruct := m.Type.Underlying().(*types.Struct)
	return m.repeated || named && isStruct
}

// mustBeGo reports whether memory that a parameter leads to is Go's for all
// that a C program can want with it: what a slice or string points to, which
// the Go documents count as a Go pointer, or a struct with such in it.
func (l layout) mustBeGo(m *Memory) bool {
	if m.Origin != Unknown || m.Type == nil || m.fromC || m.overC || isC(m.Type) {
		return false
	}
	if _, isStruct := m.Type.Underlying().(*types.Struct); !isStruct {
		return m.repeated
	}
	found := m.repeated
	l.headers(m.Type, func(slot, string, types.Type) bool {
		found = true
		return false
	})
	return found
}
