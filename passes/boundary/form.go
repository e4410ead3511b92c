package boundary

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// A form says what of an argument's memory the run time checks. It is a
// matter of how the argument is written (cmd/cgo's gcc.go: rewriteCall,
// checkIndex, checkAddr, checkSlice).
type form struct {
	kind  formKind
	inner ast.Expr   // the argument without its conversions
	of    ast.Expr   // what is checked, as it is written: a of &a[i], x of &x, a[i:j]
	typ   types.Type // of that; for a whole argument the argument's own type
}

type formKind uint8

const (
	unchecked formKind = iota // the C type has no room for a pointer in what it points to
	element                   // &a[i]: the array, or the slice with its backing array
	address                   // &x: x
	slicing                   // a[i:j]: the elements, up to the capacity
	whole                     // all of the memory that it points into
)

// formOf returns the form of an argument for a parameter of type param.
func (b *Package) formOf(arg ast.Expr, param types.Type) form {
	info := b.src.Info
	f := form{kind: whole, inner: b.unconverted(arg), of: arg, typ: info.TypeOf(arg)}
	if id, ok := arg.(*ast.Ident); ok && id.Name == "nil" || param == nil || !b.needsCheck(param, true) || b.isStringData(arg) || b.unwatched(arg) {
		f.kind = unchecked
		return f
	}
	switch x := f.inner.(type) {
	case *ast.UnaryExpr:
		if x.Op != token.AND {
			break
		}
		if index, ok := x.X.(*ast.IndexExpr); ok {
			f.kind, f.of = element, index.X
		} else {
			f.kind, f.of = address, x.X
		}
	case *ast.SliceExpr:
		f.kind, f.of = slicing, x
	}
	if f.kind != whole {
		f.typ = info.TypeOf(f.of)
	}
	return f
}

// unwatched reports whether the function has a variable that goes before cgo's
// own check of the same name: it takes the responsibility.
func (b *Package) unwatched(arg ast.Expr) bool {
	scope := b.src.Types.Scope().Innermost(arg.Pos())
	if scope == nil {
		return false
	}
	in, obj := scope.LookupParent("_cgoCheckPointer", arg.Pos())
	return obj != nil && in != b.src.Types.Scope()
}

// formOfGo returns the form of an argument of a Go function, which hands on
// the pointer: all of the memory is checked.
func (b *Package) formOfGo(arg ast.Expr) form {
	inner := b.unconverted(arg)
	return form{kind: whole, inner: inner, of: inner}
}

// unconverted strips the conversions that cgo recognizes as such, by their
// syntax (checkIndex).
func (b *Package) unconverted(x ast.Expr) ast.Expr {
	for {
		c, ok := x.(*ast.CallExpr)
		if !ok || len(c.Args) != 1 || !b.isType(c.Fun) && !isUnsafeData(c.Fun, false) {
			return x
		}
		x = c.Args[0]
	}
}

// isStringData reports whether the argument is unsafe.StringData(s), in
// conversions: cgo does not check it.
func (b *Package) isStringData(x ast.Expr) bool {
	for {
		c, ok := x.(*ast.CallExpr)
		if !ok || len(c.Args) != 1 {
			return false
		}
		if isUnsafeData(c.Fun, true) {
			return true
		}
		if !b.isType(c.Fun) {
			return false
		}
		x = c.Args[0]
	}
}

// isType is cgo's idea of a type: by its syntax, so that a type that Go code
// declares is none.
func (b *Package) isType(t ast.Expr) bool {
	switch t := t.(type) {
	case *ast.SelectorExpr:
		if id, ok := t.X.(*ast.Ident); ok && id.Name == "unsafe" && t.Sel.Name == "Pointer" {
			return true
		}
		ref := b.src.Ref(t)
		return ref != nil && ref.Kind == cgosource.Type
	case *ast.Ident:
		return predeclared[t.Name]
	case *ast.ParenExpr:
		return b.isType(t.X)
	case *ast.StarExpr:
		return b.isType(t.X)
	case *ast.ArrayType, *ast.StructType, *ast.FuncType, *ast.InterfaceType, *ast.MapType, *ast.ChanType:
		return true
	}
	return false
}

// predeclared are the types that cgo's isType knows by name.
var predeclared = set("bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 " +
	"rune string uint uint8 uint16 uint32 uint64 uintptr")

func set(words string) map[string]bool {
	s := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}

func isUnsafeData(x ast.Expr, onlyString bool) bool {
	sel, ok := x.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && id.Name == "unsafe" && (sel.Sel.Name == "StringData" || sel.Sel.Name == "SliceData" && !onlyString)
}

// needsCheck reports whether the run time looks at what a C parameter of the
// type gets: it may point to a pointer (cmd/cgo's hasPointer).
func (b *Package) needsCheck(t types.Type, top bool) bool {
	if name := typeName(t); name != nil && name.Pkg() != nil && name.Pkg().Path() == "runtime/cgo" {
		return true // Incomplete
	}
	switch u := t.Underlying().(type) {
	case *types.Array:
		return b.needsCheck(u.Elem(), top)
	case *types.Slice:
		return !top || b.needsCheck(u.Elem(), false)
	case *types.Struct:
		for f := range u.Fields() {
			if b.needsCheck(f.Type(), top) {
				return true
			}
		}
		return false
	case *types.Pointer:
		return !top || b.unionPointer(u.Elem()) || b.needsCheck(u.Elem(), false)
	case *types.Basic:
		return u.Kind() == types.UnsafePointer || u.Kind() == types.String && !top
	}
	return true
}

// unionPointer reports whether t is a C union with a pointer in it, which
// cgo makes an array of bytes.
func (b *Package) unionPointer(t types.Type) bool {
	name, kind, ok := cgosource.CName(typeName(t))
	if !ok || kind != cgosource.Type {
		return false
	}
	if _, bytes := t.Underlying().(*types.Array); !bytes {
		return false
	}
	return b.unions()[name]
}
