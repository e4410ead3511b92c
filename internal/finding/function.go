package finding

import (
	"go/ast"
	"go/parser"
	"go/token"
)

// A Function is a declared function: its name as the linker has it, without
// the package, and its first and last line.
type Function struct {
	Name     string
	From, To int
}

// Functions returns the functions that the text of a Go file declares; as far
// as it parses, and none when it is no Go.
func Functions(text string) []Function {
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if file == nil {
		return nil
	}
	var all []Function
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			f := Function{fn.Name.Name, fset.PositionFor(fn.Pos(), false).Line, fset.PositionFor(fn.End(), false).Line}
			if fn.Recv != nil && len(fn.Recv.List) > 0 {
				f.Name = receiver(fn.Recv.List[0].Type) + "." + f.Name
			}
			all = append(all, f)
		}
	}
	return all
}

// FunctionAt returns the name of the function that has the line, or "".
func FunctionAt(functions []Function, line int) string {
	for _, fn := range functions {
		if fn.From <= line && line <= fn.To {
			return fn.Name
		}
	}
	return ""
}

// receiver returns the name of a receiver's type: T or (*T).
func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return "(*" + receiver(t.X) + ")"
	case *ast.ParenExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}
