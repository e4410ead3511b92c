package cgosource

import (
	"go/types"

	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// CType returns the spelling in C of a type that cgo made from C, so that cgo
// makes the same Go type of it again: it can be the type of a C function's
// parameter. It returns false for what has no name in C (a pointer to a
// function has lost it), for types of another package's C, and for pointers to
// pointers, of which it is not known what is const.
func (v *View) CType(t types.Type) (string, bool) {
	if name := v.cName(t); name != "" {
		if anonymous.MatchString(name) {
			name = v.typedefOf(t)
		}
		return cfront.TypeName(name), name != ""
	}
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return "void *", t.Kind() == types.UnsafePointer
	case *types.Pointer:
		if _, ok := t.Elem().Underlying().(*types.Pointer); ok {
			return "", false
		}
		if name := v.cName(t.Elem()); name != "" {
			elem, ok := v.CType(t.Elem())
			return elem + " *", ok
		}
	}
	return "", false
}

// CGoType returns the user's name, C.x, of a type that cgo made from C.
func (v *View) CGoType(t types.Type) (string, bool) {
	name := v.cName(t)
	if name == "" || anonymous.MatchString(name) {
		return "", false
	}
	return "C." + name, true
}

// anonymous matches the name that cgo gives a struct, union or enumeration
// without a tag.
var anonymous = lazyregexp.New(`^(struct|union|enum)___\d+$`)

// cName returns the name of a type that cgo declared for this package's C, or
// "".
func (v *View) cName(t types.Type) string {
	var obj types.Object
	switch t := t.(type) {
	case *types.Named:
		obj = t.Obj()
	case *types.Alias:
		obj = t.Obj()
	}
	if obj == nil || obj.Pkg() != v.Types {
		return ""
	}
	name, kind, ok := CName(obj)
	if !ok || kind != Type {
		return ""
	}
	return name
}

// typedefOf returns the typedef of a type without a tag, or "".
func (v *View) typedefOf(t types.Type) string {
	scope := v.Types.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !types.Identical(obj.Type(), t) {
			continue
		}
		if name, kind, ok := CName(obj); ok && kind == Type && !anonymous.MatchString(name) {
			return name
		}
	}
	return ""
}
