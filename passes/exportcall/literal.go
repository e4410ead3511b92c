package exportcall

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"
)

// Literals returns the function literals of the package that do not run in the
// function that they are written in, without those in tests, in source order.
func (p *Package) Literals() []*Func {
	if p.literals == nil {
		return nil
	}
	return p.literals()
}

func (p *Package) collectLiterals() (all []*Func) {
	for cur := range p.src.Inspector().Root().Preorder((*ast.FuncLit)(nil)) {
		lit := cur.Node().(*ast.FuncLit)
		if p.src.IsTest(lit.Pos()) || isCalled(cur, lit) {
			continue
		}
		f := &Func{Decl: &ast.FuncDecl{Type: lit.Type, Body: lit.Body}, cursor: cur}
		for decl := range cur.Enclosing((*ast.FuncDecl)(nil)) {
			f.Obj, _ = p.src.Info.Defs[decl.Node().(*ast.FuncDecl).Name].(*types.Func)
		}
		p.findCalls(f, p.graph.At(lit))
		all = append(all, f)
	}
	return all
}

// isCalled reports whether a literal is called, or deferred, where it stands.
func isCalled(cur inspector.Cursor, lit *ast.FuncLit) bool {
	call, ok := cur.Parent().Node().(*ast.CallExpr)
	if !ok || call.Fun != ast.Expr(lit) {
		return false
	}
	_, spawned := cur.Parent().Parent().Node().(*ast.GoStmt)
	return !spawned
}

// IsLiteral reports whether the function is a literal.
func (f *Func) IsLiteral() bool { return f.Decl.Name == nil }

// Name returns the name of a declared function, or words for a literal.
func (f *Func) Name() string {
	if f.IsLiteral() {
		return "the function literal"
	}
	return f.Obj.Name()
}

// Cursor returns the place of the function's declaration or literal.
func (f *Func) Cursor() inspector.Cursor { return f.cursor }
