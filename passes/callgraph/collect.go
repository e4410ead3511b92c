package callgraph

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/flow"
)

// collect finds the functions, and the calls in each.
func (g *Graph) collect() {
	root := g.src.Inspector().Root()
	for cur := range root.Preorder((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				f := g.add(n, n.Body, g.src.Info.Defs[n.Name])
				f.Declared = f
			}
		case *ast.FuncLit:
			f := g.add(n, n.Body, g.variable(cur))
			for decl := range cur.Enclosing((*ast.FuncDecl)(nil)) {
				f.Declared = g.byNode[decl.Node()]
			}
		}
	}
	for cur := range root.Preorder((*ast.CallExpr)(nil)) {
		for outer := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
			if f := g.byNode[outer.Node()]; f != nil {
				f.Calls = append(f.Calls, &Call{Cursor: cur, In: f, When: when(cur)})
			}
			break
		}
	}
}

func (g *Graph) add(n ast.Node, body *ast.BlockStmt, obj types.Object) *Function {
	f := &Function{Node: n, Func: obj, Body: body}
	f.graph = sync.OnceValue(func() *flow.Graph { return flow.New(body, g.src.Info) })
	g.functions = append(g.functions, f)
	g.byNode[n] = f
	if obj != nil {
		g.byObject[obj] = f
	}
	return f
}

func when(call inspector.Cursor) When {
	switch call.ParentEdgeKind() {
	case edge.DeferStmt_Call:
		return Deferred
	case edge.GoStmt_Call:
		return Spawned
	}
	return AtOnce
}

// variable returns the local variable that a literal is the only value of, as
// in put := func() { … }, or nil.
func (g *Graph) variable(lit inspector.Cursor) types.Object {
	if lit.ParentEdgeKind() != edge.AssignStmt_Rhs {
		return nil
	}
	assign := lit.Parent().Node().(*ast.AssignStmt)
	if assign.Tok != token.DEFINE || len(assign.Lhs) != 1 {
		return nil
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	if !ok {
		return nil
	}
	obj := g.src.Info.Defs[id]
	if obj == nil || g.reassigned(lit, obj) {
		return nil
	}
	return obj
}

// reassigned reports whether a variable gets another value, or its address is
// taken, in the declaration around a node.
func (g *Graph) reassigned(cur inspector.Cursor, obj types.Object) bool {
	names := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && g.src.Info.Uses[id] == obj
	}
	for decl := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.GenDecl)(nil)) {
		for c := range decl.Preorder((*ast.AssignStmt)(nil), (*ast.UnaryExpr)(nil), (*ast.RangeStmt)(nil)) {
			switch n := c.Node().(type) {
			case *ast.AssignStmt:
				for _, e := range n.Lhs {
					if names(e) {
						return true
					}
				}
			case *ast.UnaryExpr:
				if n.Op == token.AND && names(n.X) {
					return true
				}
			case *ast.RangeStmt:
				if names(n.Key) || names(n.Value) {
					return true
				}
			}
		}
	}
	return false
}

// mentions finds the functions that each function names.
func (g *Graph) mentions() {
	for cur := range g.src.Inspector().Root().Preorder((*ast.Ident)(nil)) {
		named := g.byObject[origin(g.src.Info.Uses[cur.Node().(*ast.Ident)])]
		if named == nil || named.Declared != named {
			continue
		}
		for outer := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
			if f := g.byNode[outer.Node()]; f != nil {
				f.Mentions = append(f.Mentions, named)
			}
		}
	}
}

// resolve finds whom the calls run, and of which functions all calls are
// known.
func (g *Graph) resolve() {
	called := make(map[types.Object]int) // how often a call names it
	for _, f := range g.functions {
		for _, call := range f.Calls {
			call.Callee = g.functionOf(call.Expr().Fun)
			if call.Callee != nil {
				call.Callee.Callers = append(call.Callee.Callers, call)
				called[call.Callee.Func]++
			}
		}
	}
	named := make(map[types.Object]int)
	for _, obj := range g.src.Info.Uses {
		named[origin(obj)]++
	}
	for _, f := range g.functions {
		fn, ok := f.Func.(*types.Func)
		f.Known = ok && !fn.Exported() && fn.Name() != "main" && fn.Name() != "init" && named[fn] == called[fn]
	}
}
