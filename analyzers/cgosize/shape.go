package cgosize

import (
	"go/types"
	"strings"
)

// A shape is what decides how an argument travels: its size, and whether it is
// a floating-point number.
type shape struct {
	size  int64
	float bool
}

// goShape returns the shape of a number or a pointer, and false for another
// type.
func (c *checker) goShape(t types.Type) (shape, bool) {
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Signature, *types.Map, *types.Chan:
		return shape{size: c.src.Sizes.Sizeof(u)}, true
	case *types.Basic:
		if u.Info()&(types.IsInteger|types.IsFloat|types.IsBoolean) == 0 && u.Kind() != types.UnsafePointer {
			return shape{}, false
		}
		return shape{c.src.Sizes.Sizeof(u), u.Info()&types.IsFloat != 0}, true
	}
	return shape{}, false
}

// fixed are C types whose size is the same everywhere. C23 7.22.1.1 has those
// with a size in the name.
var fixed = map[string]shape{
	"char": {1, false}, "signed char": {1, false}, "unsigned char": {1, false}, "bool": {1, false}, "_Bool": {1, false},
	"int8_t": {1, false}, "uint8_t": {1, false}, "int16_t": {2, false}, "uint16_t": {2, false},
	"int32_t": {4, false}, "uint32_t": {4, false}, "int64_t": {8, false}, "uint64_t": {8, false},
	"short": {2, false}, "unsigned short": {2, false}, "int": {4, false}, "unsigned int": {4, false}, "unsigned": {4, false},
	"long long": {8, false}, "unsigned long long": {8, false}, "float": {4, true}, "double": {8, true},
}

// words are C types of the size of a pointer, but for long on Windows.
var words = map[string]bool{
	"long": true, "unsigned long": true, "size_t": true, "ssize_t": true, "intptr_t": true, "uintptr_t": true, "ptrdiff_t": true,
}

// cShape returns the shape of a C type by its text, and false when it is not
// known: a typedef counts when the package uses it, for cgo then knows it.
func (c *checker) cShape(text string) (shape, bool) {
	pointer := c.src.Sizes.Sizeof(types.Typ[types.UnsafePointer])
	if strings.HasSuffix(text, "*") {
		return shape{size: pointer}, true
	}
	if s, ok := fixed[text]; ok {
		return s, true
	}
	if words[text] {
		return shape{size: pointer}, true
	}
	if strings.HasPrefix(text, "enum ") {
		return shape{size: 4}, true
	}
	obj := c.src.Types.Scope().Lookup("_Ctype_" + strings.ReplaceAll(text, " ", "_"))
	if obj == nil {
		return shape{}, false
	}
	return c.goShape(obj.Type())
}
