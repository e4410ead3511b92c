// Package gotype answers small questions about Go types. All functions take a
// nil type, which is none of the kinds.
package gotype

import "go/types"

// IsInteger reports whether t is an integer type, or one with such an
// underlying type.
func IsInteger(t types.Type) bool { return basicInfo(t)&types.IsInteger != 0 }

// IsUnsigned is IsInteger for unsigned types.
func IsUnsigned(t types.Type) bool { return basicInfo(t)&types.IsUnsigned != 0 }

// IsNumber reports whether t is an integer, floating-point or complex type.
func IsNumber(t types.Type) bool { return basicInfo(t)&types.IsNumeric != 0 }

// IsString reports whether t is a string type.
func IsString(t types.Type) bool { return basicInfo(t)&types.IsString != 0 }

// IsUnsafePointer reports whether t is unsafe.Pointer, or has it as its
// underlying type.
func IsUnsafePointer(t types.Type) bool {
	b := basic(t)
	return b != nil && b.Kind() == types.UnsafePointer
}

// IsByte reports whether t is byte, or has it as its underlying type.
func IsByte(t types.Type) bool {
	b := basic(t)
	return b != nil && b.Kind() == types.Byte
}

// IsPointer reports whether t is a pointer to a type: not an unsafe.Pointer.
func IsPointer(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// IsError reports whether t is the type error.
func IsError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// Element returns the type of the elements of a slice, an array, or what a
// pointer to one points to; or nil.
func Element(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t := t.Underlying().(type) {
	case *types.Slice:
		return t.Elem()
	case *types.Array:
		return t.Elem()
	}
	return nil
}

func basic(t types.Type) *types.Basic {
	if t == nil {
		return nil
	}
	b, _ := t.Underlying().(*types.Basic)
	return b
}

func basicInfo(t types.Type) types.BasicInfo {
	if b := basic(t); b != nil {
		return b.Info()
	}
	return 0
}
