package flow

import "go/ast"

// Exit returns the statement at the end of a list where control leaves it:
// a return, a branch or a call of panic. It is nil when control goes on behind
// the list.
func Exit(list []ast.Stmt) ast.Stmt {
	if len(list) == 0 {
		return nil
	}
	last := list[len(list)-1]
	switch s := last.(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return last
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return nil
		}
		if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "panic" {
			return last
		}
	}
	return nil
}

// InList reports whether a statement is one of a list that its parent has,
// where others can be put before and after it. The operation of a case of
// select is not.
func InList(parent ast.Node, stmt ast.Stmt) bool {
	switch parent := parent.(type) {
	case *ast.BlockStmt, *ast.CaseClause:
		return true
	case *ast.CommClause:
		return parent.Comm != stmt
	}
	return false
}

// IsBody reports whether a block is the body of a function.
func IsBody(fn ast.Node, block *ast.BlockStmt) bool {
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		return fn.Body == block
	case *ast.FuncLit:
		return fn.Body == block
	}
	return false
}
