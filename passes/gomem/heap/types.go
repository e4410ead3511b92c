package heap

import (
	"go/types"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// IsC reports whether t is a type that cgo made of a C type, or a pointer to
// one.
func IsC(t types.Type) bool {
	for {
		if cgosource.IsC(t) {
			return true
		}
		p, ok := t.Underlying().(*types.Pointer)
		if !ok {
			return false
		}
		t = p.Elem()
	}
}

// IsWord reports whether t is one of the types whose values are followed in
// one word: pointers, and numbers that can hold one.
func IsWord(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Chan, *types.Signature, *types.Slice:
		return true
	case *types.Basic:
		return u.Kind() == types.UnsafePointer || u.Info()&(types.IsString|types.IsInteger) != 0
	}
	return false
}

// Header returns the sort of a type whose values, pointers apart, always hold a
// Go pointer by cgo's documentation ("Passing pointers", third paragraph).
func Header(t types.Type) (name string, ok bool) {
	switch u := t.Underlying().(type) {
	case *types.Map:
		return "map", true
	case *types.Chan:
		return "channel", true
	case *types.Signature:
		return "func value", true
	case *types.Interface:
		if !IsTypeParam(t) {
			return "interface value", true
		}
	case *types.Slice:
		return "slice", true
	case *types.Basic:
		return "string", u.Kind() == types.String
	}
	return "", false
}

// IsTypeParam reports whether t is a type parameter.
func IsTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// GoByType reports whether memory that a parameter leads to is Go's by its
// type: what a slice points to, or a struct that is not C's.
func GoByType(m *Memory) bool {
	if m.Type == nil || m.MaybeC || IsC(m.Type) {
		return false
	}
	_, named := types.Unalias(m.Type).(*types.Named)
	_, isStruct := m.Type.Underlying().(*types.Struct)
	return m.Repeated || named && isStruct
}
