package cgoleak

import (
	"go/ast"
	"strings"

	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/ownership"
)

// siteOf finds the call that acquires a resource.
func (c *checker) siteOf(r *ownership.Resource) (s site, ok bool) {
	call := c.src.CallAt(r.At.Common().Pos())
	if call == nil {
		return s, false
	}
	s.call = call
	s.path = c.src.Enclosing(call.Pos(), call.End())
	s.name = c.nameOf(s.path, r)
	return s, true
}

// nameOf returns the variable that gets what a call acquires, or "".
func (c *checker) nameOf(path []ast.Node, r *ownership.Resource) string {
	if r.Where != ownership.InResult {
		if call := path[0].(*ast.CallExpr); r.Index < len(call.Args) {
			if u, ok := c.src.Unconverted(call.Args[r.Index]).(*ast.UnaryExpr); ok {
				return c.src.Text(u.X)
			}
		}
		return ""
	}
	expr, rest := outermost(c.src, path)
	switch n := rest.(type) {
	case *ast.AssignStmt:
		for i, rhs := range n.Rhs {
			if len(n.Rhs) == 1 && r.Index < len(n.Lhs) && rhs == expr {
				return named(n.Lhs[r.Index], c)
			}
			if rhs == expr && len(n.Lhs) == len(n.Rhs) {
				return named(n.Lhs[i], c)
			}
		}
	case *ast.ValueSpec:
		for i, v := range n.Values {
			if v == expr && i < len(n.Names) {
				return n.Names[i].Name
			}
		}
	}
	return ""
}

func named(e ast.Expr, c *checker) string {
	if id, ok := e.(*ast.Ident); ok && id.Name == "_" {
		return ""
	}
	return c.src.Text(e)
}

// outermost returns the expression that is the call with the conversions
// around it, and what it is a part of.
func outermost(src *cgosource.Package, path []ast.Node) (expr ast.Expr, parent ast.Node) {
	expr = path[0].(ast.Expr)
	for _, n := range path[1:] {
		e, ok := n.(ast.Expr)
		if !ok || !src.IsConversion(e) && !isParen(e) {
			return expr, n
		}
		expr = e
	}
	return expr, nil
}

func isParen(e ast.Expr) bool {
	_, ok := e.(*ast.ParenExpr)
	return ok
}

// trips returns how many iterations a loop makes, or -1.
func (c *checker) trips(loop ast.Stmt, path []ast.Node) int64 {
	for _, n := range path {
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.FuncDecl:
			body = n.Body
		case *ast.FuncLit:
			body = n.Body
		}
		if body != nil {
			return flow.New(body, c.src.Info).Trips(loop)
		}
	}
	return -1
}

// initializes reports whether a leak is of a constant string in a function
// that initializes something, by its name: it runs once in most programs.
func (c *checker) initializes(l *leak) bool {
	if len(l.call.Args) != 1 || c.src.Info.Types[l.call.Args[0]].Value == nil {
		return false
	}
	return strings.HasPrefix(strings.ToLower(l.Func.Name()), "init")
}
