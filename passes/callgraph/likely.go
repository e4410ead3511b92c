package callgraph

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
)

// mostLikely bounds how many functions a call may lead to: one that may run
// any of more says little.
const mostLikely = 2

// Likely returns the functions of the package that a call runs, as far as they
// are in view, where [Graph.Callee] cannot tell: the methods of the types that
// implement an interface of the package, and what the package stores in a
// variable or a field that no other package can set, or passes for a parameter
// of a function that only it calls. It is nil where there are none or more than
// two, or where one of them is not in view.
func (g *Graph) Likely(call *ast.CallExpr) []*Function {
	g.build()
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		switch obj := g.src.Info.Uses[fun.Sel].(type) {
		case *types.Func:
			return g.implementations(obj)
		case *types.Var:
			return g.held(obj)
		}
	case *ast.Ident:
		if v, ok := g.src.Info.Uses[fun].(*types.Var); ok {
			return g.held(v)
		}
	}
	return nil
}

// implementations returns the methods that a method of an interface stands for.
func (g *Graph) implementations(method *types.Func) []*Function {
	recv := method.Signature().Recv()
	if recv == nil || method.Pkg() != g.src.Types {
		return nil
	}
	iface, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	found, ok := g.methods[method]
	if !ok {
		found = g.findImplementations(method, iface)
		g.methods[method] = found
	}
	return found
}

// findImplementations asks all types of the package.
func (g *Graph) findImplementations(method *types.Func, iface *types.Interface) []*Function {
	var found []*Function
	scope := g.src.Types.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) || g.src.IsTest(tn.Pos()) {
			continue
		}
		named, ok := tn.Type().(*types.Named)
		if !ok || named.TypeParams() != nil || !types.Implements(types.NewPointer(named), iface) {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(named), false, g.src.Types, method.Name())
		f := g.byObject[origin(obj)]
		if f == nil || len(found) == mostLikely {
			return nil
		}
		found = append(found, f)
	}
	return found
}

// held returns the functions that a variable or field holds.
func (g *Graph) held(v *types.Var) []*Function {
	v = v.Origin()
	exprs, ok := g.values()[v]
	if !ok || len(exprs) > mostLikely || v.Exported() && (v.IsField() || v.Parent() == g.src.Types.Scope()) {
		return nil
	}
	var found []*Function
	for _, e := range exprs {
		f := g.functionOf(e)
		if f == nil {
			return nil
		}
		found = append(found, f)
	}
	return found
}

// findValues finds the values of all variables and fields of a function type.
// A variable whose address is taken, or that gets a value in another way, has
// three that are unknown: more than anybody asks for.
func (g *Graph) findValues() map[*types.Var][]ast.Expr {
	known := valuesOf{g, make(map[*types.Var][]ast.Expr)}
	root := g.src.Inspector().Root()
	for cur := range root.Preorder((*ast.AssignStmt)(nil), (*ast.ValueSpec)(nil), (*ast.KeyValueExpr)(nil), (*ast.UnaryExpr)(nil), (*ast.CompositeLit)(nil), (*ast.RangeStmt)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				known.value(g.variableOf(left), at(n.Rhs, i, len(n.Lhs)))
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if len(n.Values) > 0 {
					known.value(g.variableOf(name), at(n.Values, i, len(n.Names)))
				}
			}
		case *ast.KeyValueExpr:
			if cur.ParentEdgeKind() == edge.CompositeLit_Elts {
				known.value(g.variableOf(n.Key), n.Value)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				known.value(g.variableOf(n.X), nil)
			}
		case *ast.CompositeLit:
			known.unkeyed(n)
		case *ast.RangeStmt:
			known.value(g.variableOf(n.Key), nil)
			known.value(g.variableOf(n.Value), nil)
		}
	}
	for _, f := range g.functions {
		known.inputs(f)
	}
	return known.values
}

// valuesOf collects the values of variables.
type valuesOf struct {
	*Graph
	values map[*types.Var][]ast.Expr
}

// at returns the value of the i-th of n, or nil where one call gives all.
func at(values []ast.Expr, i, n int) ast.Expr {
	if len(values) != n {
		return nil
	}
	return values[i]
}

// variableOf returns the variable or field of a function type that an
// expression names, or nil.
func (g *Graph) variableOf(e ast.Expr) *types.Var {
	e = ast.Unparen(e)
	if s, ok := e.(*ast.SelectorExpr); ok {
		e = s.Sel
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := g.src.Info.ObjectOf(id).(*types.Var)
	if !ok {
		return nil
	}
	return g.ofFunc(v)
}

// ofFunc returns a variable or field of the package that is of a function type,
// as it is declared; of another it returns nil.
func (g *Graph) ofFunc(v *types.Var) *types.Var {
	if v.Pkg() != g.src.Types {
		return nil
	}
	if _, isFunc := v.Type().Underlying().(*types.Signature); !isFunc {
		return nil
	}
	return v.Origin()
}

// value notes a value of v; nil is one that is not known. That v is set to nil
// calls nothing.
func (g valuesOf) value(v *types.Var, e ast.Expr) {
	switch {
	case v == nil:
	case e == nil:
		g.values[v] = append(g.values[v], make([]ast.Expr, mostLikely+1)...)
	case !g.src.Info.Types[e].IsNil():
		g.values[v] = append(g.values[v], e)
	}
}

// unkeyed notes the fields of a struct literal without keys.
func (g valuesOf) unkeyed(lit *ast.CompositeLit) {
	t := g.src.Info.TypeOf(lit)
	if t == nil || len(lit.Elts) == 0 {
		return
	}
	st, ok := t.Underlying().(*types.Struct)
	if _, keyed := lit.Elts[0].(*ast.KeyValueExpr); !ok || keyed {
		return
	}
	for i, e := range lit.Elts {
		if i < st.NumFields() {
			g.value(g.ofFunc(st.Field(i)), e)
		}
	}
}

// inputs notes what the parameters of a function get: the arguments, where all
// calls are in view, and else something that is not known. So is the receiver.
func (g valuesOf) inputs(f *Function) {
	var t *ast.FuncType
	switch n := f.Node.(type) {
	case *ast.FuncDecl:
		g.receiver(n.Recv)
		t = n.Type
	case *ast.FuncLit:
		t = n.Type
	}
	i := 0
	for _, field := range t.Params.List {
		for _, name := range field.Names {
			v := g.variableOf(name)
			if !f.Known {
				g.value(v, nil)
			}
			for _, call := range f.Callers {
				g.value(v, at(call.Expr().Args, i, t.Params.NumFields()))
			}
			i++
		}
	}
}

func (g valuesOf) receiver(recv *ast.FieldList) {
	if recv != nil && len(recv.List) > 0 && len(recv.List[0].Names) > 0 {
		g.value(g.variableOf(recv.List[0].Names[0]), nil)
	}
}
