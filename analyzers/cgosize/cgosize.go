package cgosize

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

//go:embed doc.go
var doc string

// Analyzer reports memory and calls that Go and C see with other sizes.
var Analyzer = &analysis.Analyzer{
	Name:             "cgosize",
	Doc:              analyzerdoc.Must(doc, "cgosize"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgosize.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the mismatches of one package.
type checker struct {
	pass    *analysis.Pass
	src     *cgosource.Package
	sums    *csummary.Package
	windows func() bool // whether the package is built for Windows too
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass: pass,
		src:  pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums: pass.ResultOf[csummary.Analyzer].(*csummary.Package),
	}
	if !c.src.UsesCgo() {
		return nil, nil
	}
	c.windows = c.buildsForWindows()
	c.src.Inspector().WithStack([]ast.Node{(*ast.CallExpr)(nil)}, func(n ast.Node, push bool, stack []ast.Node) bool {
		if push && !c.src.IsTest(n.Pos()) {
			c.conversion(n.(*ast.CallExpr), stack)
		}
		return true
	})
	c.signatures()
	return nil, nil
}

// conversion checks a conversion from a pointer to another, through
// unsafe.Pointer.
func (c *checker) conversion(call *ast.CallExpr, stack []ast.Node) {
	from, x, ok := c.throughUnsafe(call, stack)
	if !ok {
		return
	}
	to := gotype.Pointee(c.src.Info.TypeOf(call))
	if !gotype.HasSize(from) || !gotype.HasSize(to) || types.Identical(from, to) {
		return
	}
	m := &mismatch{checker: c, call: call, x: x, from: from, to: to, stack: stack}
	if !m.header() && !m.scalars() {
		m.structs()
	}
}

// throughUnsafe returns what a pointer that is converted twice, by way of
// unsafe.Pointer and perhaps a variable of this type, points to, and the
// pointer.
func (c *checker) throughUnsafe(call *ast.CallExpr, stack []ast.Node) (from types.Type, x ast.Expr, ok bool) {
	if len(call.Args) != 1 || !c.src.IsConversion(call) {
		return nil, nil, false
	}
	arg := ast.Unparen(call.Args[0])
	if id, ok := arg.(*ast.Ident); ok && gotype.IsUnsafePointer(c.src.Info.TypeOf(id)) {
		if arg = c.onlyValue(id, stack); arg == nil {
			return nil, nil, false
		}
	}
	inner, ok := arg.(*ast.CallExpr)
	if !ok || len(inner.Args) != 1 || !c.src.IsConversion(inner) || !gotype.IsUnsafePointer(c.src.Info.TypeOf(inner)) {
		return nil, nil, false
	}
	x = ast.Unparen(inner.Args[0])
	t := c.src.Info.TypeOf(x)
	if t == nil {
		return nil, nil, false
	}
	return gotype.Pointee(t), x, true
}

// onlyValue returns what a local variable is set to, when that is done once in
// the function around; or nil.
func (c *checker) onlyValue(id *ast.Ident, stack []ast.Node) (value ast.Expr) {
	v := c.src.Info.Uses[id]
	n := 0
	ast.Inspect(stack[min(1, len(stack)-1)], func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			for i, lhs := range node.Lhs {
				if id, ok := lhs.(*ast.Ident); ok && v != nil && c.src.Info.ObjectOf(id) == v {
					n++
					if len(node.Lhs) == len(node.Rhs) {
						value = ast.Unparen(node.Rhs[i])
					}
				}
			}
		case *ast.ValueSpec:
			for i, id := range node.Names {
				if v != nil && c.src.Info.Defs[id] == v && i < len(node.Values) {
					n, value = n+1, ast.Unparen(node.Values[i])
				}
			}
		case *ast.UnaryExpr:
			if id, ok := ast.Unparen(node.X).(*ast.Ident); ok && node.Op == token.AND && v != nil && c.src.Info.Uses[id] == v {
				n++ // somebody else may set it
			}
		}
		return true
	})
	if n != 1 {
		return nil
	}
	return value
}
