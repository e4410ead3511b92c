package cgopointer

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

// A place is a field of a struct or an element of an array or slice, which a
// statement, or a part of a literal, sets to a value.
type place struct {
	value   ast.Expr
	name    string     // of the field; the text of the array
	element bool       // it is an element
	typ     types.Type // of the place
	owner   types.Type // that it is in
}

// evidence returns where the Go pointer was put that was found: in the last
// such place before the call in the same function; or else, of a field, in the
// first elsewhere, when only one struct of the package has such a field. It is
// nil where the pointer gets there in another way.
func evidence(src *cgosource.Package, places []place, b ptrcheck.Violation) []analysis.RelatedInformation {
	name, element := placeOf(b)
	if b.Kind != ptrcheck.Passed || name == "" || b.Found.Type == nil {
		return nil
	}
	decl := declaration(src, b.Node)
	var before, elsewhere *place
	owners := 0
	for i := range places {
		p := &places[i]
		switch {
		case p.name != name || p.element != element || !types.Identical(p.typ, b.Found.Type):
		case decl != nil && decl.Pos() <= p.value.Pos() && p.value.End() <= decl.End():
			if p.value.End() <= b.Node.Pos() {
				before = p
			}
		case elsewhere == nil:
			elsewhere, owners = p, 1
		case !types.Identical(p.owner, elsewhere.owner):
			owners++
		}
	}
	found := before
	if found == nil && owners == 1 && !element {
		found = elsewhere
	}
	if found == nil {
		return nil
	}
	return []analysis.RelatedInformation{{Pos: found.value.Pos(), End: found.value.End(), Message: "the Go pointer is put into " + name + " here"}}
}

// placeOf returns the name of the field in which a Go pointer was found, or the
// text of the array or slice that it is an element of, or "".
func placeOf(b ptrcheck.Violation) (name string, element bool) {
	if path, ok := strings.CutSuffix(b.Path, "]"); ok {
		i := strings.LastIndexByte(path, '[')
		return path[:max(i, 0)], true
	}
	return b.Found.Path[strings.LastIndexByte(b.Found.Path, '.')+1:], false
}

// declaration returns the declaration of the function that a node is in, or nil.
func declaration(src *cgosource.Package, n ast.Node) ast.Node {
	for _, enclosing := range src.Enclosing(n.Pos(), n.End()) {
		if decl, ok := enclosing.(*ast.FuncDecl); ok {
			return decl
		}
	}
	return nil
}

// places lists what is set in the package, in source order, but for what is set
// to nil.
func places(src *cgosource.Package) []place {
	var all []place
	add := func(p place) {
		if p.typ == nil || p.owner == nil || src.Info.Types[p.value].IsNil() {
			return
		}
		if to, ok := p.owner.Underlying().(*types.Pointer); ok {
			p.owner = to.Elem()
		}
		all = append(all, p)
	}
	for cur := range src.Inspector().Root().Preorder((*ast.AssignStmt)(nil), (*ast.CompositeLit)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if len(n.Lhs) != len(n.Rhs) {
					break
				}
				switch l := l.(type) {
				case *ast.SelectorExpr:
					add(place{n.Rhs[i], l.Sel.Name, false, src.Info.TypeOf(l), src.Info.TypeOf(l.X)})
				case *ast.IndexExpr:
					add(place{n.Rhs[i], src.Text(l.X), true, src.Info.TypeOf(l), src.Info.TypeOf(l.X)})
				}
			}
		case *ast.CompositeLit:
			for _, e := range n.Elts {
				pair, ok := e.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				if key, ok := pair.Key.(*ast.Ident); ok && src.Info.Uses[key] != nil {
					add(place{pair.Value, key.Name, false, src.Info.Uses[key].Type(), src.Info.TypeOf(n)})
				}
			}
		}
	}
	return all
}
