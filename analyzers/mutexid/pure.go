package mutexid

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// purePackages hold functions that compute their result from their arguments
// alone. fmt's Sprint functions call String methods, which may do more, but do
// not do it by custom.
var purePackages = map[string]func(name string) bool{
	"fmt":     func(name string) bool { return len(name) > 6 && name[:6] == "Sprint" || name == "Sprint" },
	"strconv": func(string) bool { return true },
	"math":    func(string) bool { return true },
	"os":      func(name string) bool { return name == "Getpid" },
}

// isPure reports whether a call has no effect and computes its result from
// its arguments: a conversion, and what purePackages lists.
func (c *checker) isPure(call *ast.CallExpr) bool {
	tv := c.info.Types[call.Fun]
	if tv.IsType() {
		return true
	}
	switch obj := typeutil.Callee(c.info, call).(type) {
	case *types.Builtin:
		return obj.Name() == "len" || obj.Name() == "min" || obj.Name() == "max" || obj.Name() == "new"
	case *types.Func:
		if obj.Pkg() == c.src.Types {
			return c.isPureFunc(obj)
		}
		pure := purePackages[pathOf(obj)]
		return pure != nil && obj.Signature().Recv() == nil && pure(obj.Name())
	}
	return false
}

// isPureFunc reports whether a function of the package returns an expression
// of its parameters and constants, and does nothing else.
func (c *checker) isPureFunc(fn *types.Func) bool {
	for _, f := range c.src.Files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || c.info.Defs[decl.Name] != fn {
				continue
			}
			if decl.Recv != nil || decl.Body == nil || len(decl.Body.List) != 1 {
				return false
			}
			ret, ok := decl.Body.List[0].(*ast.ReturnStmt)
			return ok && c.isOfParams(ret.Results)
		}
	}
	return false
}

// isOfParams reports whether expressions are made of parameters, constants
// and operators alone.
func (c *checker) isOfParams(list []ast.Expr) bool {
	ok := true
	for _, e := range list {
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case nil, *ast.BasicLit, *ast.ParenExpr:
			case *ast.BinaryExpr:
			case *ast.CallExpr:
				ok = ok && c.info.Types[n.Fun].IsType()
			case *ast.Ident:
				switch obj := c.info.Uses[n].(type) {
				case *types.Const, *types.TypeName:
				case *types.Var:
					ok = ok && obj.Kind() == types.ParamVar
				default:
					ok = false
				}
			default:
				ok = false
			}
			return ok
		})
	}
	return ok
}

func pathOf(obj types.Object) string {
	if obj.Pkg() == nil {
		return ""
	}
	return obj.Pkg().Path()
}
