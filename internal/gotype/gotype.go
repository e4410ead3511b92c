// Package gotype answers small questions about Go types. All functions accept a
// nil type, which is of no kind.
package gotype

import "go/types"

// IsInteger reports whether t is an integer type, or one with such an
// underlying type.
func IsInteger(t types.Type) bool { return basicInfo(t)&types.IsInteger != 0 }

// IsUnsigned is IsInteger for unsigned types.
func IsUnsigned(t types.Type) bool { return basicInfo(t)&types.IsUnsigned != 0 }

// IsNumber reports whether t is an integer, floating-point or complex type.
func IsNumber(t types.Type) bool { return basicInfo(t)&types.IsNumeric != 0 }

// IsFloat reports whether t is a floating-point type.
func IsFloat(t types.Type) bool { return basicInfo(t)&types.IsFloat != 0 }

// IsBoolean reports whether t is a boolean type.
func IsBoolean(t types.Type) bool { return basicInfo(t)&types.IsBoolean != 0 }

// IsUintptr reports whether t is uintptr, or has it as its underlying type.
func IsUintptr(t types.Type) bool {
	b := basic(t)
	return b != nil && b.Kind() == types.Uintptr
}

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

// IsAnyPointer reports whether t is a pointer to a type, or an unsafe.Pointer.
func IsAnyPointer(t types.Type) bool { return IsPointer(t) || IsUnsafePointer(t) }

// IsAddress reports whether values of t hold an address: t is a pointer to a
// type, an unsafe.Pointer, or a uintptr.
func IsAddress(t types.Type) bool { return IsAnyPointer(t) || IsUintptr(t) }

// IsSlice reports whether t is a slice type.
func IsSlice(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// IsFunc reports whether t is a function type.
func IsFunc(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// IsError reports whether t is the type error.
func IsError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// TypeName returns the object that declares a named type or an alias, or nil.
func TypeName(t types.Type) types.Object {
	switch t := t.(type) {
	case *types.Named:
		return t.Obj()
	case *types.Alias:
		return t.Obj()
	}
	return nil
}

// HasPointers reports whether values of type t hold pointers that the collector
// knows of; a nil t and a type parameter may.
func HasPointers(t types.Type) bool {
	if t == nil {
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Info()&types.IsString != 0 || t.Kind() == types.UnsafePointer
	case *types.Array:
		return t.Len() > 0 && HasPointers(t.Elem())
	case *types.Struct:
		for field := range t.Fields() {
			if HasPointers(field.Type()) {
				return true
			}
		}
		return false
	}
	return true
}

// HasSize reports whether all values of a type have one size, whatever the type
// parameters around it stand for. For other types, the methods of types.Sizes
// panic.
func HasSize(t types.Type) bool {
	if t == nil {
		return false
	}
	if _, isParam := types.Unalias(t).(*types.TypeParam); isParam {
		return false
	}
	switch t := t.Underlying().(type) {
	case *types.Array:
		return HasSize(t.Elem())
	case *types.Struct:
		for field := range t.Fields() {
			if !HasSize(field.Type()) {
				return false
			}
		}
	}
	return true
}

// Pointee returns what a pointer points to, or nil for another type.
func Pointee(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	return p.Elem()
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
