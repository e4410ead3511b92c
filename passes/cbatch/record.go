package cbatch

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// A record is a slice or array of structs whose fields C reads or writes.
// C gets the address of the first struct, their size, and how far into each a
// field is: so it needs no declaration of the Go type.
type record struct {
	xs         ast.Expr
	base, size *param
	offsets    map[string]*param // by the field's name
}

// fieldOf returns the slice or array of structs of which an expression is a
// field of the iteration's element, and the field; or nil.
func (x *goLoop) fieldOf(e ast.Expr) (xs ast.Expr, field *types.Var) {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	s := x.src.Info.Selections[sel]
	if s == nil || s.Kind() != types.FieldVal || len(s.Index()) != 1 || s.Indirect() {
		return nil, nil
	}
	if xs = x.elementOf(sel.X); xs == nil {
		return nil, nil
	}
	return xs, s.Obj().(*types.Var)
}

func isField(xs ast.Expr, _ *types.Var) bool { return xs != nil }

// member returns a field of the iteration's element in C, if C can have the
// structs, or "".
func (x *batch) member(xs ast.Expr, field *types.Var, writes bool) string {
	r := x.takeRecord(xs)
	c, ok := x.fieldType(field.Type())
	if r == nil || !ok {
		return ""
	}
	if writes {
		r.base.readOnly = false
	}
	name := field.Name()
	at := r.offsets[name]
	if at == nil {
		at = x.w.param("size_t", asciiName(name)+"_at", fmt.Sprintf("C.size_t(unsafe.Offsetof(%s[0].%s))", x.src.Text(xs), name))
		r.offsets[name] = at
	}
	if !writes {
		c = "const " + c
	}
	return fmt.Sprintf("*(%s*)(%s + %s * %s + %s)", spaced(c), r.base.name, x.w.i, r.size.name, at.name)
}

// spaced is a C type with a space behind it, before a star.
func spaced(c string) string { return declare(c, "") }

// asciiName is a name of Go as C can have it.
func asciiName(name string) string {
	for _, r := range name {
		if r > '~' {
			return "field"
		}
	}
	return name
}

// fieldType returns the C type of a field.
func (x *batch) fieldType(t types.Type) (c string, ok bool) {
	if !x.isFlat(t) {
		return "", false
	}
	c, _, ok = x.inC(t)
	return c, ok
}

// takeRecord gives the wrapper the structs of a slice or array, once, or
// returns nil if C cannot have them.
func (x *batch) takeRecord(xs ast.Expr) *record {
	for _, r := range x.records {
		if x.samePath(r.xs, xs) {
			return r
		}
	}
	elem := elemOf(x.src.Info.TypeOf(xs))
	_, isStar := xs.(*ast.StarExpr)
	if elem == nil || isStar || !x.isFlat(elem) || !x.isAddressable(xs) {
		return nil
	}
	if _, isStruct := elem.Underlying().(*types.Struct); !isStruct {
		return nil
	}
	r := x.addRecord(xs, x.asLong(xs), x.src.Text(xs)+"[0]")
	x.records = append(x.records, r)
	return r
}

// addRecord gives the wrapper structs: the text of the slice that they are in,
// and of one of them, which is not evaluated.
func (x *batch) addRecord(xs ast.Expr, slice, one string) *record {
	name := "structs"
	return &record{
		xs:      xs,
		base:    x.w.constParam("char *", name, "(*C.char)(unsafe.Pointer(unsafe.SliceData("+slice+")))"),
		size:    x.w.param("size_t", "size", "C.size_t(unsafe.Sizeof("+one+"))"),
		offsets: make(map[string]*param),
	}
}

// asLong is the text of a slice or array as a slice with an element for each
// iteration: of another than the one that the loop is over, Go passes as many,
// or panics before the first.
func (x *goLoop) asLong(xs ast.Expr) string {
	if x.xs != nil && x.samePath(xs, x.xs) {
		return x.slice(xs)
	}
	x.noteAccess(xs)
	text := x.src.Text(xs)
	return text + "[:" + x.length() + ":len(" + text + ")]"
}

// isAddressOfLocal returns the variable of an iteration whose address an
// argument is, if C takes it as that, or "".
func (x *batch) isAddressOfLocal(arg ast.Expr, t types.Type) string {
	address, ok := x.src.Unconverted(arg).(*ast.UnaryExpr)
	if !ok || address.Op != token.AND {
		return ""
	}
	obj := x.objectOf(address.X)
	name := x.locals[obj]
	if name == "" || !x.isAddressOf(obj.Type(), t) {
		return ""
	}
	return "&" + name
}

// local returns what C has for a variable of an iteration, or for a field of
// one that is a struct of C, or "".
func (x *batch) local(e ast.Expr) string {
	if obj := x.objectOf(e); obj != nil {
		return x.locals[obj]
	}
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name[0] == '_' { // cgo's name of what is a keyword of Go
		return ""
	}
	s := x.src.Info.Selections[sel]
	if s == nil || s.Kind() != types.FieldVal || s.Indirect() {
		return ""
	}
	if of := x.local(sel.X); of != "" {
		return of + "." + sel.Sel.Name
	}
	return ""
}
