// Package argcheck tells which memory the run time checks for Go pointers when
// an argument is passed to a C function. cgo decides that by how the argument
// is written and by the C parameter's type (cmd/cgo's gcc.go:
// needsPointerCheck, rewriteCall, checkIndex, checkAddr, checkSlice).
package argcheck

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// A Form says what of an argument's memory the run time checks.
type Form struct {
	Kind  Kind
	Inner ast.Expr   // the argument without its conversions
	Of    ast.Expr   // the part that is checked, as it is written: a of &a[i], x of &x, a[i:j]
	Type  types.Type // of Of; for Whole the argument's own type
}

// Kind says how an argument is checked.
type Kind uint8

// The kinds of checks.
const (
	Unchecked Kind = iota // the C type points to nothing that can hold a pointer
	Element               // &a[i]: the array, or the slice with its backing array
	Address               // &x: x
	Slicing               // a[i:j]: the elements, up to the capacity
	Whole                 // all of the memory that it points into
)

// Forms gives the forms of the arguments of one package. Several passes may
// ask it at a time.
type Forms struct {
	src    *cgosource.Package
	unions func() map[string]bool
	of     sync.Map // ast.Expr → Form
}

// New returns the forms of the package's arguments.
func New(src *cgosource.Package) *Forms {
	return &Forms{src: src, unions: sync.OnceValue(func() map[string]bool { return unionsOf(src.Preambles()) })}
}

// Of returns the form of an argument of a C function for a parameter of type
// param.
func (b *Forms) Of(arg ast.Expr, param types.Type) Form {
	f, ok := b.of.Load(arg)
	if !ok {
		f, _ = b.of.LoadOrStore(arg, b.formOf(arg, param))
	}
	return f.(Form)
}

func (b *Forms) formOf(arg ast.Expr, param types.Type) Form {
	info := b.src.Info
	f := Form{Kind: Whole, Inner: b.Unconverted(arg), Of: arg, Type: info.TypeOf(arg)}
	if id, ok := arg.(*ast.Ident); ok && id.Name == "nil" || param == nil || !b.needsCheck(param, true) || b.isStringData(arg) || b.unwatched(arg) {
		f.Kind = Unchecked
		return f
	}
	switch x := f.Inner.(type) {
	case *ast.UnaryExpr:
		if x.Op != token.AND {
			break
		}
		if index, ok := x.X.(*ast.IndexExpr); ok {
			f.Kind, f.Of = Element, index.X
		} else {
			f.Kind, f.Of = Address, x.X
		}
	case *ast.SliceExpr:
		f.Kind, f.Of = Slicing, x
	}
	if f.Kind != Whole {
		f.Type = info.TypeOf(f.Of)
	}
	return f
}

// unwatched reports whether the function has a variable that goes before cgo's
// own check of the same name: it takes the responsibility.
func (b *Forms) unwatched(arg ast.Expr) bool {
	scope := b.src.Types.Scope().Innermost(arg.Pos())
	if scope == nil {
		return false
	}
	in, obj := scope.LookupParent("_cgoCheckPointer", arg.Pos())
	return obj != nil && in != b.src.Types.Scope()
}

// OfGo returns the form of an argument of a Go function, which passes the
// pointer on to C: all of the memory is checked.
func (b *Forms) OfGo(arg ast.Expr) Form {
	inner := b.Unconverted(arg)
	return Form{Kind: Whole, Inner: inner, Of: inner}
}

// Unconverted strips the conversions that cgo recognizes as such, by their
// syntax (checkIndex).
func (b *Forms) Unconverted(x ast.Expr) ast.Expr {
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
func (b *Forms) isStringData(x ast.Expr) bool {
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
func (b *Forms) isType(t ast.Expr) bool {
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
var predeclared = cname.Set("bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 " +
	"rune string uint uint8 uint16 uint32 uint64 uintptr")

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
func (b *Forms) needsCheck(t types.Type, top bool) bool {
	if name := gotype.TypeName(t); name != nil && name.Pkg() != nil && name.Pkg().Path() == "runtime/cgo" {
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
func (b *Forms) unionPointer(t types.Type) bool {
	name, kind, ok := cgosource.CName(gotype.TypeName(t))
	if !ok || kind != cgosource.Type {
		return false
	}
	if _, bytes := t.Underlying().(*types.Array); !bytes {
		return false
	}
	return b.unions()[name]
}
