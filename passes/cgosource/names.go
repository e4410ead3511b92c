package cgosource

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// Kind says what a C name stands for where it is used.
type Kind int

// The kinds of C names. Unresolved is a name that cgo did not declare, or
// whose declaration the driver does not have.
const (
	Unresolved Kind = iota
	Func            // a C function that is called
	FuncValue       // a C function used as a value: its address, an unsafe.Pointer
	Type            // a C type
	Var             // a C variable
	Const           // a C constant: a #define, an enumerator, or sizeof
	Macro           // a #define of an expression, computed in C at each use
)

func (k Kind) String() string {
	return [...]string{"unresolved", "func", "func value", "type", "var", "const", "macro"}[k]
}

// A Ref is one use of a C name: the C.x in the user's file.
type Ref struct {
	Name string // x of C.x
	Kind Kind

	// Expr is the expression in the tree: an *ast.SelectorExpr, or for a
	// FuncValue, Var or Macro an *ast.ParenExpr (see the package comment).
	// Either covers exactly the text C.x.
	Expr ast.Expr

	// Object is what cgo declared for the name, in the scope of pass.Pkg;
	// nil for an unresolved one. It is for looking at its type.
	Object types.Object

	// TwoValued tells that the name is called in the form v, err := C.x().
	TwoValued bool

	selector *ast.SelectorExpr
	call     *ast.CallExpr // that it is the function of; nil when it is none
}

// Pos and End give the extent of C.x.
func (r *Ref) Pos() token.Pos { return r.selector.Pos() }
func (r *Ref) End() token.Pos { return r.selector.End() }

// A Call is a call of a C function, C.f(…). It stands at the user's call,
// whatever cgo wraps around it.
type Call struct {
	*ast.CallExpr
	*Ref
}

// Pos and End give the extent of the call.
func (c *Call) Pos() token.Pos { return c.CallExpr.Pos() }
func (c *Call) End() token.Pos { return c.CallExpr.End() }

// Crosses reports whether the call runs C code. C.GoString, C.GoStringN and
// C.GoBytes copy C memory without leaving Go (cmd/cgo/out.go, goStringDef);
// C.CString and C.CBytes call malloc.
func (c *Call) Crosses() bool {
	switch c.Name {
	case "GoString", "GoStringN", "GoBytes":
		return false
	}
	return true
}

// A names has the uses of C names in a package.
type names struct {
	refs   []*Ref
	refOf  map[ast.Expr]*Ref
	calls  []*Call
	callOf map[*ast.CallExpr]*Call
}

// Refs returns every use of a C name in Files, in source order by file.
func (n *names) Refs() []*Ref { return n.refs }

// Ref returns the C name that the expression is, or nil. Parentheses around
// it are looked through.
func (n *names) Ref(e ast.Expr) *Ref {
	for {
		if ref := n.refOf[e]; ref != nil {
			return ref
		}
		paren, ok := e.(*ast.ParenExpr)
		if !ok {
			return nil
		}
		e = paren.X
	}
}

// Calls returns the C calls of Files, in source order by file. Conversions to C
// types are not calls.
func (n *names) Calls() []*Call { return n.calls }

// Call returns the C call that the call expression is, or nil.
func (n *names) Call(e *ast.CallExpr) *Call { return n.callOf[e] }

// index makes refs and the calls of them available to lookups.
func (n *names) index(refs []*Ref) {
	n.refs = refs
	n.refOf = make(map[ast.Expr]*Ref, len(refs))
	n.callOf = make(map[*ast.CallExpr]*Call)
	for _, ref := range refs {
		n.refOf[ref.Expr] = ref
		if ref.Kind == Func {
			call := &Call{ref.call, ref}
			n.calls = append(n.calls, call)
			n.callOf[ref.call] = call
		}
	}
}

// CName returns the C name that an object stands for, when cgo declared the
// object. The package whose C name it is, is obj.Pkg(): C types and constants
// travel to other packages in exported declarations.
func CName(obj types.Object) (name string, kind Kind, ok bool) {
	if obj == nil {
		return "", Unresolved, false
	}
	for _, d := range declarations {
		if name, ok := strings.CutPrefix(obj.Name(), d.prefix); ok {
			if name == "_CMalloc" {
				name = "malloc"
			}
			return name, d.kind, true
		}
	}
	return "", Unresolved, false
}

// CTypeName returns the C name of a type that cgo made from C, such as
// "struct_s"; ok is false for other types, pointers to such a type among them.
func CTypeName(t types.Type) (name string, ok bool) {
	if name, kind, ok := CName(gotype.TypeName(t)); ok && kind == Type {
		return name, true
	}
	name, kind, ok := CName(gotype.TypeName(types.Unalias(t))) // of a name that Go gives it
	return name, ok && kind == Type
}

// IsC reports whether cgo made a type from C.
func IsC(t types.Type) bool {
	_, ok := CTypeName(t)
	return ok
}

// TypeString returns the type as the user would write it in the package that
// declares it, package names short and C types as C.x.
func TypeString(t types.Type) string {
	s := types.TypeString(t, func(pkg *types.Package) string { return pkg.Name() })
	return cgoType.ReplaceAllString(s, "C.")
}

// cgoType matches what a type's string has where the user has "C.".
var cgoType = lazyregexp.New(`(\w+\.)?_Ctype_`)
