package cgoloop

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/passes/callgraph"
	"github.com/cgolint/cgolint/passes/crossing"
)

// onceFunctions returns the functions and literals of the package that run at
// most once: what sync.Once and its like are given, what initializes a
// variable of the package, and what only init functions and such call.
func (m *matcher) onceFunctions() map[*crossing.Function]bool {
	once := make(map[*crossing.Function]bool)
	for _, f := range m.cross.Functions {
		once[f] = isInit(f)
	}
	for _, file := range m.src.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && len(call.Args) == 1 && m.isOnce(call) {
				if f := m.cross.FunctionOf(call.Args[0]); f != nil {
					once[f] = true
				}
			}
			return true
		})
		for _, decl := range file.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.VAR {
				ast.Inspect(gen, func(n ast.Node) bool {
					if call, ok := n.(*ast.CallExpr); ok {
						if f := m.cross.Callee(call); f != nil {
							once[f] = once[f] || f.Func == nil
						}
					}
					return true
				})
			}
		}
	}
	m.addCallees(once)
	return once
}

// isOnce reports whether a call hands over a function that will run once.
func (m *matcher) isOnce(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := m.src.Info.Uses[sel.Sel].(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync" && (fn.Name() == "Do" || strings.HasPrefix(fn.Name(), "Once"))
}

// addCallees adds the functions that are not exported and only called, outside
// of loops, by functions that run once.
func (m *matcher) addCallees(once map[*crossing.Function]bool) {
	for changed := true; changed; {
		changed = false
		for _, f := range m.cross.Functions {
			if !once[f] && f.Known && len(f.Callers) > 0 && !slices.ContainsFunc(f.Callers, func(call *callgraph.Call) bool {
				in := m.cross.Of(call.In)
				return !once[in] || in == f || len(in.Graph().Around(call.Node())) > 0
			}) {
				once[f], changed = true, true
			}
		}
	}
}

// isSetup reports whether a loop of main is followed by the call of what then
// runs for good: a server, an event loop, a wait.
func (e *filter) isSetup(l *loop) bool {
	decl, ok := l.fn.Node.(*ast.FuncDecl)
	if !ok || decl.Recv != nil || decl.Name.Name != "main" || e.src.Types.Name() != "main" {
		return false
	}
	for _, s := range decl.Body.List {
		if s.Pos() > l.stmt.End() && e.serves(s) {
			return true
		}
	}
	return false
}

// serves reports whether a statement runs for good.
func (e *filter) serves(s ast.Stmt) bool {
	serves := false
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectStmt:
			serves = true
		case *ast.ForStmt:
			serves = serves || n.Cond == nil
		case *ast.CallExpr:
			sel, ok := n.Fun.(*ast.SelectorExpr)
			serves = serves || ok && (strings.HasPrefix(sel.Sel.Name, "ListenAndServe") || strings.HasPrefix(sel.Sel.Name, "Serve"))
		}
		return !serves
	})
	return serves
}
