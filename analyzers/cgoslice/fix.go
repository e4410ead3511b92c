package cgoslice

import (
	"go/ast"
	"go/types"
	"go/version"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
)

// fixes returns unsafe.Slice(p, n) for the slice of an array to n, where the
// file's Go version has it. The capacity is n then; it was before when the
// slice had it as its third bound.
func (c *checker) fixes(s *ast.SliceExpr, h *huge) []analysis.SuggestedFix {
	if h.variable != nil || h.array == nil {
		return nil
	}
	file := c.src.File(s.Pos())
	if v := c.src.GoVersion(file); v != "" && version.Compare(v, "go1.17") < 0 {
		return nil
	}
	if s.Low != nil && !c.isConstant(s.Low, 0) {
		return nil
	}
	if s.Max != nil && c.src.Text(s.Max) != c.src.Text(s.High) {
		return nil
	}
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	pkg := c.src.Import(f, "unsafe", s.Pos())
	if pkg == "" {
		return nil
	}
	f.Replace(s.Pos(), s.End(), pkg+".Slice("+c.pointer(h)+", "+c.src.Text(s.High)+")")
	message := "Use unsafe.Slice"
	if s.Max == nil {
		message += ", whose capacity is its length (behavior change)"
	} else if c.hasCall(s.High) {
		message += ", which asks for the length once (behavior change)"
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: f.Edits()}}
}

// hasCall reports whether an expression calls a function, which may give
// something else each time.
func (c *checker) hasCall(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		found = found || ok && !c.src.IsConversion(call) && !c.src.Info.Types[call.Fun].IsBuiltin()
		return !found
	})
	return found
}

// pointer returns the text of a pointer to the first element.
func (c *checker) pointer(h *huge) string {
	arg := ast.Unparen(h.conversion.Args[0])
	if inner, ok := arg.(*ast.CallExpr); ok && c.src.IsConversion(inner) {
		if p, ok := c.src.Info.TypeOf(inner.Args[0]).(*types.Pointer); ok && types.Identical(p.Elem(), h.elemType) {
			return c.src.Text(inner.Args[0])
		}
	}
	return "(*" + c.src.Text(h.array.Elt) + ")(" + c.src.Text(arg) + ")"
}
