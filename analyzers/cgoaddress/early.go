package cgoaddress

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// A taken is a variable that holds the address of a part of an object.
type taken struct {
	stmt  *ast.AssignStmt // nil for what a function returns
	value ast.Expr        // what it is given
	part  ast.Expr        // of &part
	whole types.Type
}

// early reports the arguments of C calls that are variables with the address
// of a field in them.
func (c *checker) early(file *ast.File, fn *ast.FuncDecl) {
	vars := c.takenIn(fn)
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || c.src.Call(call) == nil {
			return true
		}
		for _, arg := range call.Args {
			if !gotype.IsUnsafePointer(c.src.Info.TypeOf(arg)) || c.reported[arg] {
				continue // of a typed pointer the run time looks at the type
			}
			switch x := c.src.Unconverted(arg).(type) {
			case *ast.Ident:
				if t := vars[c.src.Info.Uses[x]]; t != nil {
					c.reportEarly(file, fn, c.src.Call(call), arg, t)
				}
			case *ast.CallExpr:
				if t := c.returnedBy(x); t != nil {
					c.reportEarly(file, fn, c.src.Call(call), arg, t)
				}
			}
		}
		return true
	})
}

// returnedBy returns the address of a part that a function of the package
// returns, which does nothing else; or nil.
func (c *checker) returnedBy(call *ast.CallExpr) *taken {
	fn := typeutil.StaticCallee(c.src.Info, call)
	if fn == nil || fn.Pkg() != c.src.Types {
		return nil
	}
	for _, file := range c.src.Files {
		for _, decl := range file.Decls {
			decl, ok := decl.(*ast.FuncDecl)
			if !ok || decl.Body == nil || c.src.Info.Defs[decl.Name] != types.Object(fn.Origin()) || len(decl.Body.List) != 1 {
				continue
			}
			if ret, ok := decl.Body.List[0].(*ast.ReturnStmt); ok && len(ret.Results) == 1 {
				return c.addressOfPart(ret.Results[0])
			}
		}
	}
	return nil
}

// takenIn returns the local variables of a function that are given the address
// of a part, and nothing else.
func (c *checker) takenIn(fn *ast.FuncDecl) map[types.Object]*taken {
	vars := make(map[types.Object]*taken)
	given := make(map[types.Object]int)
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != len(assign.Rhs) {
			return true
		}
		for i, left := range assign.Lhs {
			id, ok := left.(*ast.Ident)
			if !ok {
				continue
			}
			obj := c.src.Info.ObjectOf(id)
			given[obj]++
			if t := c.addressOfPart(assign.Rhs[i]); t != nil && assign.Tok == token.DEFINE && len(assign.Lhs) == 1 {
				t.stmt = assign
				vars[obj] = t
			}
		}
		return true
	})
	for obj, n := range given {
		if n > 1 {
			delete(vars, obj)
		}
	}
	return vars
}

// addressOfPart returns the address that an expression is, of a field without
// pointers, or an element of an array there, in a Go struct with some.
func (c *checker) addressOfPart(e ast.Expr) *taken {
	addr, ok := c.src.Unconverted(e).(*ast.UnaryExpr)
	if !ok || addr.Op != token.AND {
		return nil
	}
	part := ast.Unparen(addr.X)
	if gotype.HasPointers(c.src.Info.TypeOf(part)) {
		return nil
	}
	for x := part; ; {
		switch y := ast.Unparen(x).(type) {
		case *ast.IndexExpr:
			if _, ok := c.src.Info.TypeOf(y.X).Underlying().(*types.Array); !ok {
				return nil
			}
			x = y.X
		case *ast.SelectorExpr:
			s := c.src.Info.Selections[y]
			if s == nil || s.Kind() != types.FieldVal {
				return nil
			}
			t := s.Recv()
			if p, ok := t.Underlying().(*types.Pointer); ok {
				t = p.Elem()
			}
			if goPointers(t) && !cgosource.IsC(t) {
				return &taken{value: e, part: part, whole: t}
			}
			x = y.X
		default:
			return nil
		}
	}
}

// goPointers reports whether a struct has a field that mostly holds a pointer
// to Go memory: a string, slice, map, func, channel, or a pointer to a type that
// is none of C.
func goPointers(t types.Type) bool {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range s.NumFields() {
		switch f := s.Field(i).Type().Underlying().(type) {
		case *types.Slice, *types.Map, *types.Signature, *types.Chan:
			return true
		case *types.Pointer:
			if !cgosource.IsC(f.Elem()) {
				return true
			}
		case *types.Basic:
			if f.Info()&types.IsString != 0 {
				return true
			}
		case *types.Struct:
			if goPointers(f) {
				return true
			}
		}
	}
	return false
}

func (c *checker) reportEarly(file *ast.File, fn *ast.FuncDecl, call *cgosource.Call, arg ast.Expr, t *taken) {
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: arg.Pos(), End: arg.End(), Category: "cgoaddress",
		Message: fmt.Sprintf("the address of %s was taken before the call of C.%s: the run time then checks all of %s for Go pointers, and panics when it finds one",
			c.src.Text(t.part), call.Name, cgosource.TypeString(t.whole)),
		SuggestedFixes: c.moveFix(file, fn, call, arg, t),
	}, finding.Info{Confidence: finding.Medium})
}
