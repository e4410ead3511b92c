package cbatch

import (
	"go/ast"
	"go/types"
)

// cTypes are the C types that have the size and the values of a Go type on
// every platform, in C and as cgo names them. Go's int and uint are as wide as
// a pointer, which C's int and long are not everywhere, but ptrdiff_t and size_t.
var cTypes = map[types.BasicKind]struct{ c, cgo string }{
	types.Int:     {"ptrdiff_t", "C.ptrdiff_t"},
	types.Uint:    {"size_t", "C.size_t"},
	types.Uintptr: {"size_t", "C.size_t"},
	types.Bool:    {"_Bool", "C._Bool"},
	types.Int8:    {"signed char", "C.schar"},
	types.Uint8:   {"unsigned char", "C.uchar"},
	types.Int16:   {"short", "C.short"},
	types.Uint16:  {"unsigned short", "C.ushort"},
	types.Int32:   {"int", "C.int"},
	types.Uint32:  {"unsigned int", "C.uint"},
	types.Int64:   {"long long", "C.longlong"},
	types.Uint64:  {"unsigned long long", "C.ulonglong"},
	types.Float32: {"float", "C.float"},
	types.Float64: {"double", "C.double"},
}

// kindOf returns the kind of a type that is, underneath, a basic one.
func kindOf(t types.Type) types.BasicKind {
	if b, ok := t.Underlying().(*types.Basic); ok {
		return b.Kind()
	}
	return types.Invalid
}

// inC returns the C type of the elements of a slice, and a conversion that makes
// a pointer to one of them the pointer that C takes, with a verb for it; "" when
// it is that already.
func (b *Writer) inC(elem types.Type) (c, conversion string, ok bool) {
	if c, ok := b.src.CType(elem); ok {
		return c, "", true
	}
	if _, isParam := types.Unalias(elem).(*types.TypeParam); isParam {
		return "", "", false
	}
	t, ok := cTypes[kindOf(elem)]
	switch kindOf(elem) {
	case types.Int, types.Uint, types.Uintptr: // to cgo another type than to Go
		return t.c, "(*" + t.cgo + ")(unsafe.Pointer(%s))", ok
	}
	return t.c, "(*" + t.cgo + ")(%s)", ok
}

// isFlat reports whether values of the type hold no pointers, so that C may
// have memory full of them (cmd/cgo, "Passing pointers").
func (b *Writer) isFlat(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Kind() != types.UnsafePointer && t.Info()&types.IsString == 0
	case *types.Struct:
		for i := range t.NumFields() {
			if !b.isFlat(t.Field(i).Type()) {
				return false
			}
		}
		return true
	case *types.Array:
		return b.isFlat(t.Elem())
	}
	return false
}

// unconvert returns the operand of the conversions that an expression is, and
// whether C, which converts the operand directly, comes to the same value: no
// conversion on the way may lose any of it, and the last one must be defined
// in C as in Go.
func (b *Writer) unconvert(e ast.Expr) (operand ast.Expr, same bool) {
	to := b.src.Info.TypeOf(e)
	var between []types.Type
	for {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok || !b.src.IsConversion(call) {
			break
		}
		between = append(between, b.src.Info.TypeOf(call))
		e = call.Args[0]
	}
	from := b.src.Info.TypeOf(e)
	if from == nil || to == nil {
		return e, false
	}
	for i, t := range between {
		if i > 0 && !represents(t, from) {
			return e, false
		}
	}
	return ast.Unparen(e), converts(to, from)
}

// converts reports whether C converts from one type to another as Go does. It
// does, with the compilers that cgo knows, but for a float that may be too
// large for an integer.
func converts(to, from types.Type) bool {
	if types.Identical(to, from) {
		return true
	}
	x, ok1 := from.Underlying().(*types.Basic)
	y, ok2 := to.Underlying().(*types.Basic)
	const number = types.IsInteger | types.IsFloat
	switch {
	case !ok1 || !ok2:
		return false
	case x.Kind() == types.Bool || y.Kind() == types.Bool:
		return x.Kind() == y.Kind()
	case x.Info()&number == 0 || y.Info()&number == 0:
		return false
	}
	return x.Info()&types.IsInteger != 0 || y.Info()&types.IsFloat != 0
}

// represents reports whether a type has all values of another.
func represents(t, of types.Type) bool {
	x, ok1 := of.Underlying().(*types.Basic)
	y, ok2 := t.Underlying().(*types.Basic)
	if !ok1 || !ok2 {
		return types.Identical(t, of)
	}
	if x.Kind() == y.Kind() {
		return true
	}
	const integer = types.IsInteger
	if x.Info()&integer == 0 || y.Info()&integer == 0 {
		return x.Kind() == types.Float32 && y.Kind() == types.Float64
	}
	unsignedX, unsignedY := x.Info()&types.IsUnsigned != 0, y.Info()&types.IsUnsigned != 0
	switch {
	case unsignedX == unsignedY:
		return widest(x) <= width(y)
	case unsignedX:
		return widest(x) < width(y)
	}
	return false
}

// widest is the size of an integer in bytes on the platform where it is largest.
func widest(t *types.Basic) int {
	switch t.Kind() {
	case types.Int, types.Uint, types.Uintptr:
		return 8
	}
	return width(t)
}

// width is the size of an integer in bytes on the platform where it is
// smallest.
func width(t *types.Basic) int {
	switch t.Kind() {
	case types.Int8, types.Uint8:
		return 1
	case types.Int16, types.Uint16:
		return 2
	case types.Int64, types.Uint64:
		return 8
	}
	return 4
}
