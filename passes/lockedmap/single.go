package lockedmap

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// A creation is a place where a value of a struct type comes to be.
type creation struct{ cur inspector.Cursor }

// isSingle reports whether there is one value of a struct type of the package
// at most: the type is made in one place, which runs once.
func (p *Package) isSingle(t *types.TypeName) bool {
	if t.Pkg() != p.src.Types {
		return false
	}
	sites := p.created()[t]
	if len(sites) != 1 {
		return len(sites) == 0 // the zero value of a variable
	}
	return p.runsOnce(sites[0].cur, isHandleList(t.Type()))
}

// isHandleList reports whether a struct has a map of what C has: although
// other packages can make more of them, the one of a variable of the package
// is where the threads of C meet.
func isHandleList(t types.Type) bool {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if m, ok := f.Type().Underlying().(*types.Map); ok && isAddress(m.Key()) {
			return true
		}
	}
	return false
}

// findCreations lists the composite literals, calls of new and local
// variables by their type.
func (p *Package) findCreations() map[*types.TypeName][]creation {
	created := make(map[*types.TypeName][]creation)
	for cur := range p.src.Inspector().Root().Preorder((*ast.CompositeLit)(nil), (*ast.CallExpr)(nil), (*ast.ValueSpec)(nil)) {
		if p.src.IsTest(cur.Node().Pos()) {
			continue
		}
		var t types.Type
		switch n := cur.Node().(type) {
		case *ast.CompositeLit:
			t = p.info.TypeOf(n)
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "new" && len(n.Args) == 1 {
				t = p.info.TypeOf(n.Args[0])
			}
		case *ast.ValueSpec:
			if len(n.Values) == 0 && n.Type != nil {
				t = p.info.TypeOf(n.Type)
			}
		}
		if t == nil {
			continue
		}
		if named, ok := types.Unalias(t).(*types.Named); ok {
			obj := named.Origin().Obj()
			created[obj] = append(created[obj], creation{cur})
		}
	}
	return created
}

// runsOnce reports whether code runs once: outside of functions, in an init
// function, in a function that is called once, be it exported if others may
// call it as well, or where its value goes straight into a variable of the
// package.
func (p *Package) runsOnce(cur inspector.Cursor, mayBeMany bool) bool {
	value := cur
	for value.ParentEdgeKind() == edge.UnaryExpr_X || value.ParentEdgeKind() == edge.ParenExpr_X {
		value = value.Parent()
	}
	if stmt, ok := value.Parent().Node().(*ast.AssignStmt); ok && len(stmt.Lhs) == len(stmt.Rhs) {
		v := p.guard.Path(stmt.Lhs[value.ParentEdgeIndex()]).Var()
		if v != nil && !v.IsField() && v.Parent() == p.src.Types.Scope() {
			return true
		}
	}
	for f := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		decl := f.Node().(*ast.FuncDecl)
		if decl.Name.Name == "init" || decl.Name.Name == "main" {
			return true
		}
		fn, ok := p.info.Defs[decl.Name].(*types.Func)
		if !ok || fn.Exported() && p.src.Types.Name() != "main" && !mayBeMany {
			return false
		}
		calls := p.guard.Calls(fn)
		return len(calls) == 1 && isGlobal(calls[0])
	}
	return true
}

// isGlobal reports whether code is outside of functions or in an init
// function.
func isGlobal(cur inspector.Cursor) bool {
	for f := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		return f.Node().(*ast.FuncDecl).Name.Name == "init"
	}
	return true
}
