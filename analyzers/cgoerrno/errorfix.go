package cgoerrno

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
)

// errorFix takes the error of the C call in place of its result:
//
//	if st := C.f(); st != 0 { return syscall.Errno(st) }
//
// becomes
//
//	if st, err := C.f(); st != 0 { return err }
//
// where the call defines the variable by itself, and an error will do for what
// is made of it.
func (c *checker) errorFix(conv *ast.CallExpr) []analysis.SuggestedFix {
	id, ok := c.src.Unconverted(conv.Args[0]).(*ast.Ident)
	if !ok || !c.isReturnedError(conv) {
		return nil
	}
	define := c.definition(id)
	if define == nil {
		return nil
	}
	name := c.src.FreeName(conv.Pos(), "err", "errno")
	if name == "" {
		return nil
	}
	file := c.src.File(conv.Pos())
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	f.Insert(define.Lhs[0].End(), ", "+name)
	f.Replace(conv.Pos(), conv.End(), name)
	return []analysis.SuggestedFix{{Message: "Take the error of the call (behavior change)", TextEdits: f.Edits()}}
}

// isReturnedError reports whether a conversion is returned as an error, and not
// as an interface with more methods.
func (c *checker) isReturnedError(conv *ast.CallExpr) bool {
	cur, ok := c.src.Inspector().Root().FindNode(conv)
	if !ok {
		return false
	}
	ret, ok := cur.Parent().Node().(*ast.ReturnStmt)
	if !ok {
		return false
	}
	for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		var results *types.Tuple
		switch n := f.Node().(type) {
		case *ast.FuncDecl:
			results = c.src.Info.Defs[n.Name].(*types.Func).Signature().Results()
		case *ast.FuncLit:
			results = c.src.Info.TypeOf(n).(*types.Signature).Results()
		}
		for i, e := range ret.Results {
			if e == ast.Expr(conv) && len(ret.Results) == results.Len() {
				return types.AssignableTo(types.Universe.Lookup("error").Type(), results.At(i).Type())
			}
		}
	}
	return false
}

// definition returns the statement v := C.f() that defines a variable, with
// nothing else, when no other statement sets it; or nil.
func (c *checker) definition(id *ast.Ident) *ast.AssignStmt {
	v := c.src.Info.Uses[id]
	var define *ast.AssignStmt
	sets := 0
	ast.Inspect(c.src.File(id.Pos()), func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for _, e := range assign.Lhs {
			if lhs, ok := e.(*ast.Ident); ok && v != nil && c.src.Info.ObjectOf(lhs) == v {
				sets++
				define = assign
			}
		}
		return true
	})
	if sets != 1 || define.Tok != token.DEFINE || len(define.Lhs) != 1 {
		return nil
	}
	call, ok := define.Rhs[0].(*ast.CallExpr)
	if !ok || c.src.Call(call) == nil {
		return nil
	}
	return define
}
