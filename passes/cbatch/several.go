package cbatch

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A several is a batch whose body has several statements.
type several struct {
	*batch
	first *cgosource.Call
}

// rewrite rewrites a body of several statements, each of which calls C, or
// stores what C gave: in an element, in its fields, or in a variable that
// lives as long as the iteration.
func (x *several) rewrite() (text string, ok bool) {
	if x.readsWhatCWrites() {
		return "", false
	}
	for i := 0; i < len(x.body); {
		taken := x.step(x.body[i:])
		if taken == 0 {
			return "", false
		}
		i += taken
	}
	if x.call == nil || len(x.w.each) > 1 && x.value != nil && x.readsStored() {
		return "", false
	}
	x.call = x.first
	x.takeLength()
	x.w.each = append(x.declarations, x.w.each...)
	switch {
	case x.stop != nil:
		x.name("until")
		return x.stop.text(x.batch), true
	case x.stored != nil:
		x.name("fill")
	default:
		x.name("each")
	}
	return x.grown + x.w.goCall(), true
}

// step takes the statements that a list begins with, and returns how many; 0
// if it does not know them.
func (x *several) step(list []ast.Stmt) int {
	ok := false
	switch stmt := list[0].(type) {
	case *ast.DeclStmt:
		ok = x.declares(stmt)
	case *ast.ExprStmt:
		var text string
		if text, ok = x.calls(stmt.X); ok {
			x.w.each = append(x.w.each, text+";")
		}
	case *ast.IfStmt:
		ok = x.mayStop(stmt.Init, stmt)
	case *ast.AssignStmt:
		if second, isIf := next(list).(*ast.IfStmt); isIf && second.Init == nil && stmt.Tok == token.DEFINE {
			if x.mayStop(stmt, second) {
				return 2
			}
			return 0
		}
		ok = len(stmt.Lhs) == 1 && len(stmt.Rhs) == 1 && x.assigns(stmt)
	}
	if !ok {
		return 0
	}
	return 1
}

func next(list []ast.Stmt) ast.Stmt {
	if len(list) < 2 {
		return nil
	}
	return list[1]
}

// declares takes var v T, for a T of C, which is 0 in each iteration.
func (x *several) declares(stmt *ast.DeclStmt) bool {
	decl, ok := stmt.Decl.(*ast.GenDecl)
	if !ok || decl.Tok != token.VAR {
		return false
	}
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ValueSpec)
		if len(spec.Values) > 0 {
			return false
		}
		for _, id := range spec.Names {
			if !x.takeLocal(id, true) {
				return false
			}
		}
	}
	return true
}

// takeLocal gives the wrapper a variable of an iteration.
func (x *several) takeLocal(id *ast.Ident, zero bool) bool {
	obj := x.src.Info.Defs[id]
	if obj == nil || id.Name == "_" {
		return false
	}
	c, ok := x.src.CType(obj.Type())
	if !ok {
		return false
	}
	name := asciiName(id.Name)
	if cKeywords[name] || x.refersTo(name) {
		name = "one_" + name
	}
	name = x.w.local(name)
	text := declare(c, name)
	if _, isStruct := obj.Type().Underlying().(*types.Struct); zero && isStruct {
		text += " = {0}"
	} else if zero {
		text += " = 0"
	}
	x.locals[obj] = name
	x.declarations = append(x.declarations, text+";")
	return true
}

// cKeywords are the words of C that Go may have as names.
var cKeywords = cname.Set(`auto bool char do double enum extern float inline int long register restrict short signed
	sizeof static typedef typeof union unsigned void volatile while asm`)

// assigns takes v := C.f(x), and stores in elements, their fields, and new
// elements of a slice.
func (x *several) assigns(stmt *ast.AssignStmt) bool {
	left, right := ast.Unparen(stmt.Lhs[0]), ast.Unparen(stmt.Rhs[0])
	if stmt.Tok == token.DEFINE {
		id := left.(*ast.Ident)
		text, ok := x.indexValue(right)
		if !ok {
			text, ok = x.calls(right)
		}
		if !ok || !x.takeLocal(id, false) {
			return false
		}
		x.w.each = append(x.w.each, x.locals[x.src.Info.Defs[id]]+" = "+text+";")
		return true
	}
	if stmt.Tok != token.ASSIGN {
		return false
	}
	if call, ok := right.(*ast.CallExpr); ok && x.isBuiltin(call.Fun, "append") {
		return x.appends(left, call)
	}
	if lit, ok := right.(*ast.CompositeLit); ok {
		return x.fills(x.elementOf(left), lit, true)
	}
	target := ""
	if xs, field := x.fieldOf(left); xs != nil {
		target, x.stored = x.member(xs, field, true), append(x.stored, xs)
	} else if xs := x.elementOf(left); xs != nil && x.objectOf(left) == nil {
		if array := x.takeArray(xs, false); array != nil {
			array.readOnly = false
			target, x.stored = x.element(array), append(x.stored, xs)
		}
	}
	return target != "" && x.stores(target, right)
}

// indexValue returns the index with conversions, as C writes it: k := C.int(i).
func (x *several) indexValue(e ast.Expr) (text string, ok bool) {
	operand, same := x.unconvert(e)
	if !same || !x.uses(operand, x.index) {
		return "", false
	}
	return x.indexInC(operand)
}

// calls takes a call of C, and returns it as C writes it.
func (x *several) calls(e ast.Expr) (text string, ok bool) {
	expr, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return "", false
	}
	call := x.src.Call(expr)
	if call == nil || !x.canMove(call) {
		return "", false
	}
	sig, _ := x.src.Info.TypeOf(call.Fun).(*types.Signature)
	if sig == nil || sig.Params().Len() != len(call.Args) || call.Ellipsis.IsValid() {
		return "", false
	}
	x.call, x.w.callee, x.w.callArgs = call, call.Name, nil
	if x.first == nil {
		x.first = call
	}
	x.w.names[call.Name] = true
	for i, arg := range call.Args {
		if !x.takeArgument(i, arg, sig.Params().At(i).Type()) {
			return "", false
		}
	}
	return x.w.call(), true
}

// special are functions that are cgo's, not C's.
var special = map[string]bool{"CBytes": true, "CString": true, "GoString": true, "GoStringN": true, "GoBytes": true, "malloc": true}

// canMove reports whether C can make a call: it asks for no errno, and does
// not run Go code, which might change what the loop is over.
func (b *Writer) canMove(call *cgosource.Call) bool {
	return !call.TwoValued && !special[call.Name] && !b.mayCallGo(call)
}

// mayCallGo reports whether a C function may call a function that the package
// exports: it does, or its code calls what is not known, or there is no code of
// it in view, and its name does not say that it only gets something.
func (b *Writer) mayCallGo(call *cgosource.Call) bool {
	switch f := b.sums.Func(call.Name); {
	case f != nil && f.CallsGo == csummary.Yes:
		return true
	case f != nil && f.CallsGo == csummary.No || len(b.src.Exports()) == 0:
		return false
	default:
		return f != nil || !cname.HasWord(call.Name, gets)
	}
}

// gets are words in the names of functions that get something.
var gets = cname.Set("get at idx index nth")
