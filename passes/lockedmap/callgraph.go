package lockedmap

import (
	"go/ast"
	"go/types"
)

// A callGraph says how the functions of the package stand to C. A function
// that another one mentions counts as called by it.
type callGraph struct {
	exported map[*types.Func]bool // C code calls it, or what calls it
	aroundC  map[*types.Func]bool // it calls C, or what calls it does, or what calls that
}

// graph returns the call graph of the package, computed once.
func (p *Package) graph() *callGraph {
	if p.calls != nil {
		return p.calls
	}
	callees := make(map[*types.Func][]*types.Func)
	callsC := make(map[*types.Func]bool)
	for cur := range p.src.Inspector().Root().Preorder((*ast.FuncDecl)(nil)) {
		decl := cur.Node().(*ast.FuncDecl)
		fn, ok := p.info.Defs[decl.Name].(*types.Func)
		if !ok || p.src.IsTest(decl.Pos()) {
			continue
		}
		for n := range cur.Preorder((*ast.Ident)(nil), (*ast.CallExpr)(nil)) {
			switch n := n.Node().(type) {
			case *ast.Ident:
				if callee, ok := p.info.Uses[n].(*types.Func); ok && callee.Pkg() == p.src.Types {
					callees[fn] = append(callees[fn], callee.Origin())
				}
			case *ast.CallExpr:
				if call := p.src.Call(n); call != nil && call.Crosses() && !IsQuick(call.Name) {
					callsC[fn] = true
				}
			}
		}
	}
	p.calls = &callGraph{exported: p.reachable(callees), aroundC: callsC}
	for range 2 {
		around := make(map[*types.Func]bool)
		for fn := range p.calls.aroundC {
			around[fn] = true
			for _, callee := range callees[fn] {
				around[callee] = true
			}
		}
		p.calls.aroundC = around
	}
	return p.calls
}

// reachable returns the functions that exports call, and the exports.
func (p *Package) reachable(callees map[*types.Func][]*types.Func) map[*types.Func]bool {
	reached := make(map[*types.Func]bool)
	var visit func(fn *types.Func)
	visit = func(fn *types.Func) {
		if fn == nil || reached[fn] {
			return
		}
		reached[fn] = true
		for _, callee := range callees[fn] {
			visit(callee)
		}
	}
	for _, e := range p.src.Exports() {
		visit(e.Func)
	}
	return reached
}
