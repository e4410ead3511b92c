package cbatch

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// takeArguments gives the wrapper its parameters: the arrays of elements, and
// the arguments of the call that are the same in each iteration. It reports
// whether all of them can be had so, and one differs.
func (x *batch) takeArguments() bool {
	sig := x.signature()
	if sig == nil || sig.Params().Len() != len(x.call.Args) || x.call.Ellipsis.IsValid() {
		return false
	}
	differ := false
	for i, arg := range x.call.Args {
		if !x.takeArgument(i, arg, sig.Params().At(i).Type()) {
			return false
		}
		differ = differ || x.uses(arg, x.index) || x.uses(arg, x.value)
	}
	return differ
}

// signature returns that of the C function, as Go calls it, or nil.
func (x *batch) signature() *types.Signature {
	sig, _ := x.src.Info.TypeOf(x.call.Fun).(*types.Signature)
	return sig
}

// takeArgument gives the wrapper what it needs to pass argument i, for which
// C has a parameter of type t.
func (x *batch) takeArgument(i int, arg ast.Expr, t types.Type) bool {
	operand, same := x.unconvert(arg)
	var text string
	switch xs := x.elementOf(operand); {
	case xs != nil:
		array := x.takeArray(xs, false)
		if !same || array == nil {
			return false
		}
		text = x.element(array)
	case x.local(operand) != "":
		if text = x.local(operand); !same {
			return false
		}
	case x.isAddressOfLocal(arg, t) != "":
		text = x.isAddressOfLocal(arg, t)
	case isField(x.fieldOf(operand)):
		xs, field := x.fieldOf(operand)
		if text = x.member(xs, field, false); text == "" || !same {
			return false
		}
	case x.addressOf(i, arg, t) != nil:
		xs := x.addressOf(i, arg, t)
		array := x.takeArray(xs, true)
		if array == nil {
			return false
		}
		array.readOnly = false
		if !x.onlyReads(i) {
			x.given = append(x.given, xs)
		}
		text = "&" + x.element(array)
	case x.uses(arg, x.index):
		text, _ = x.indexInC(operand)
		if !same || text == "" {
			return false
		}
	default:
		c, ok := x.src.CType(t)
		if !ok || !x.isInvariant(arg) {
			return false
		}
		text = x.w.same(c, x.paramName(i), x.src.Text(arg)).name
	}
	x.w.callArgs = append(x.w.callArgs, text)
	return true
}

// takeArray gives the wrapper the elements of a slice or array, once. Of
// another than the one that the loop is over, Go passes as many as there are
// iterations, or panics before the first. It returns nil if C cannot have
// them. Structs of C whose addresses it gets anyway may hold pointers: cgo looks
// at all elements for each of them.
func (x *batch) takeArray(xs ast.Expr, byAddress bool) *param {
	for i, have := range x.arrays {
		if x.samePath(have, xs) {
			return x.arrayParams[i]
		}
	}
	elem := elemOf(x.src.Info.TypeOf(xs))
	if elem == nil || !x.isAddressable(xs) {
		return nil
	}
	if _, isC := x.src.CType(elem); !x.isFlat(elem) && !(isC && byAddress) {
		x.reason = "the elements of " + x.src.Text(xs) + " hold pointers"
		return nil
	}
	c, conversion, ok := x.inC(elem)
	if !ok {
		return nil
	}
	name := "ys"
	if len(x.arrays) == 0 {
		name = "xs"
	}
	p := x.w.constParam(c+" *", name, pointer(conversion, x.asLong(xs)))
	x.arrays, x.arrayParams = append(x.arrays, xs), append(x.arrayParams, p)
	return p
}

// element is the element of an iteration in C.
func (x *batch) element(array *param) string { return array.name + "[" + x.w.i + "]" }

// pointer is the text of a pointer to the first element of a slice, as C
// takes it.
func pointer(conversion, slice string) string {
	text := "unsafe.SliceData(" + slice + ")"
	if conversion != "" {
		text = fmt.Sprintf(conversion, text)
	}
	return text
}

// slice is the text of a slice or array as a slice.
func (x *goLoop) slice(e ast.Expr) string {
	text := x.src.Text(e)
	if _, ok := x.src.Info.TypeOf(e).Underlying().(*types.Slice); ok {
		return text
	}
	return text + "[:]"
}

// takeLength gives the wrapper the number of elements, after all else.
func (x *batch) takeLength() {
	if x.w.n != "" {
		return
	}
	x.w.n = x.w.param("size_t", "n", "C.size_t("+x.length()+")").name
}

// length is the number of iterations in Go.
func (x *goLoop) length() string {
	if x.xs == nil {
		return x.src.Text(x.count)
	}
	return "len(" + x.src.Text(x.xs) + ")"
}

// addressOf returns the slice or array of which argument i is the address of
// the iteration's element, if C takes it as that, or nil. It may be that of the
// copy that the loop has of the element, if C only reads it.
func (x *batch) addressOf(i int, arg ast.Expr, t types.Type) ast.Expr {
	address, ok := x.src.Unconverted(arg).(*ast.UnaryExpr)
	if !ok || address.Op != token.AND || x.objectOf(address.X) != nil && !x.onlyReads(i) {
		return nil
	}
	xs := x.elementOf(address.X)
	if xs == nil || !x.isAddressOf(elemOf(x.src.Info.TypeOf(xs)), t) {
		return nil
	}
	return xs
}

// onlyReads reports whether it is proven that the function reads what argument i
// points to, and neither writes nor keeps it.
func (x *batch) onlyReads(i int) bool {
	f := x.sums.Func(x.call.Name)
	return f != nil && i < len(f.Params) && f.Params[i].ReadOnly && f.Params[i].NoEscape
}

// isAddressOf reports whether C takes the address of an element as a type.
func (x *goLoop) isAddressOf(elem, t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return kindOf(t) == types.UnsafePointer
	}
	if types.Identical(p.Elem(), elem) {
		return true
	}
	c, _, ok := x.inC(elem)
	to, known := x.src.CType(types.Unalias(p.Elem()))
	return ok && known && to == c
}

// indexInC returns the iteration's index, or the sum of it and a constant, in
// C.
func (x *batch) indexInC(e ast.Expr) (text string, ok bool) {
	i := x.w.i
	if x.isIndex(e) {
		return i, true
	}
	sum, ok := ast.Unparen(e).(*ast.BinaryExpr)
	if !ok || !x.isIndex(sum.X) || sum.Op != token.ADD && sum.Op != token.SUB {
		return "", false
	}
	k, ok := constant.Int64Val(constant.ToInt(x.valueOf(sum.Y)))
	if !ok || k < 0 || k > 1<<30 {
		return "", false
	}
	return fmt.Sprintf("(ptrdiff_t)%s %s %d", i, sum.Op, k), true
}

// valueOf returns the value of a constant expression; unknown for others.
func (x *batch) valueOf(e ast.Expr) constant.Value {
	if v := x.src.Info.Types[e].Value; v != nil {
		return v
	}
	return constant.MakeUnknown()
}

// paramName returns the name that the callee has for its parameter i, where
// it is known and cannot be taken for a type.
func (x *batch) paramName(i int) string {
	name := ""
	if f := x.sums.Func(x.call.Name); f != nil && i < len(f.Params) {
		name = f.Params[i].Name
	}
	for p := range x.signature().Params().Variables() {
		if c, _ := x.src.CType(p.Type()); strings.Contains(" "+strings.Trim(c, " *")+" ", " "+name+" ") {
			name = ""
		}
	}
	if name == "" || name == "n" {
		return fmt.Sprintf("arg%d", i+1)
	}
	return name
}
