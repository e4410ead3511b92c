package cbatch

import (
	"go/ast"
	"go/types"
)

// stores adds the store of a value in a place of C.
func (x *several) stores(target string, value ast.Expr) bool {
	operand, same := x.unconvert(value)
	text := x.local(operand)
	if text == "" {
		var ok bool
		if text, ok = x.calls(operand); !ok {
			return false
		}
	}
	x.w.each = append(x.w.each, target+" = "+text+";")
	return same
}

// fills takes xs[i] = T{…}, whose fields are what C gives; all of them, where
// the element may have been something else before.
func (x *several) fills(xs ast.Expr, lit *ast.CompositeLit, whole bool) bool {
	s, ok := x.src.Info.TypeOf(lit).Underlying().(*types.Struct)
	if xs == nil || !ok || len(lit.Elts) == 0 || whole && (len(lit.Elts) != s.NumFields() || x.reads(lit, x.src.Info.TypeOf(lit))) {
		return false
	}
	x.stored = append(x.stored, xs)
	for i, elt := range lit.Elts {
		field, value := s.Field(i), elt
		if pair, ok := elt.(*ast.KeyValueExpr); ok {
			field, _ = x.objectOf(pair.Key).(*types.Var)
			value = pair.Value
		}
		if field == nil {
			return false
		}
		target := x.member(xs, field, true)
		if target == "" || !x.stores(target, value) {
			return false
		}
	}
	return true
}

// appends takes ys = append(ys, T{…}), for a ys that shares no memory with
// what the loop reads: it is made longer before.
func (x *several) appends(left ast.Expr, call *ast.CallExpr) bool {
	ys, ok := left.(*ast.Ident)
	if !ok || x.grown != "" || x.stop != nil || len(call.Args) != 2 || call.Ellipsis.IsValid() {
		return false
	}
	lit, ok := ast.Unparen(call.Args[1]).(*ast.CompositeLit)
	obj := x.objectOf(ys)
	if !ok || lit.Type == nil || x.objectOf(call.Args[0]) != obj || !x.isFresh(obj) || x.usedBeside(obj, call) {
		return false
	}
	if !x.isFlat(x.src.Info.TypeOf(lit)) {
		return false
	}
	n := x.length()
	x.grown = ys.Name + " = append(" + ys.Name + ", make([]" + x.src.Text(lit.Type) + ", " + n + ")...)\n"
	x.records = append(x.records, x.addRecord(ys, ys.Name+"[len("+ys.Name+")-"+n+":]", ys.Name+"[0]"))
	return x.fills(ys, lit, false)
}

// usedBeside reports whether the loop uses a variable elsewhere than where it
// is appended to.
func (x *goLoop) usedBeside(obj types.Object, call *ast.CallExpr) bool {
	n := 0
	ast.Inspect(x.stmt, func(node ast.Node) bool {
		if id, ok := node.(*ast.Ident); ok && x.src.Info.Uses[id] == obj {
			n++
		}
		return true
	})
	return n != 2 || x.uses(call.Args[1], obj)
}
