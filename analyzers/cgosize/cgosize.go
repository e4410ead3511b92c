package cgosize

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/passes/cgosource"
)

//go:embed doc.go
var doc string

// Analyzer reports memory and calls that Go and C see with other sizes.
var Analyzer = &analysis.Analyzer{
	Name:             "cgosize",
	Doc:              analyzerdoc.Must(doc, "cgosize"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgosize.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the mismatches of one package.
type checker struct {
	pass    *analysis.Pass
	src     *cgosource.Package
	windows func() bool // whether the package is built for Windows too
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{pass: pass, src: pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)}
	if !c.src.UsesCgo() {
		return nil, nil
	}
	c.windows = c.buildsForWindows()
	inspect := inspector.New(c.src.Files)
	inspect.WithStack([]ast.Node{(*ast.CallExpr)(nil)}, func(n ast.Node, push bool, stack []ast.Node) bool {
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
	from, x, ok := c.throughUnsafe(call)
	if !ok {
		return
	}
	to := pointee(c.src.Info.TypeOf(call))
	if from == nil || to == nil || types.Identical(from, to) {
		return
	}
	m := &mismatch{checker: c, call: call, x: x, from: from, to: to, stack: stack}
	if !m.scalars() {
		m.structs()
	}
}

// throughUnsafe returns what a pointer that is converted twice, by way of
// unsafe.Pointer, points to, and the pointer.
func (c *checker) throughUnsafe(call *ast.CallExpr) (from types.Type, x ast.Expr, ok bool) {
	if len(call.Args) != 1 || !c.src.IsConversion(call) {
		return nil, nil, false
	}
	inner, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr)
	if !ok || len(inner.Args) != 1 || !c.src.IsConversion(inner) || !isUnsafePointer(c.src.Info.TypeOf(inner)) {
		return nil, nil, false
	}
	x = ast.Unparen(inner.Args[0])
	t := c.src.Info.TypeOf(x)
	if t == nil {
		return nil, nil, false
	}
	return pointee(t), x, true
}

func isUnsafePointer(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.UnsafePointer
}

// pointee returns what a pointer points to, or nil for another type.
func pointee(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	return p.Elem()
}
