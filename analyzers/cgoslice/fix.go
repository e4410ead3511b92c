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
	spec := edit.Import(file, "unsafe")
	if spec != nil && spec.Name != nil || s.Low != nil && !c.isConstant(s.Low, 0) {
		return nil
	}
	if s.Max != nil && c.src.Text(s.Max) != c.src.Text(s.High) {
		return nil
	}
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	if spec == nil {
		f.AddImport("unsafe")
	}
	f.Replace(s.Pos(), s.End(), "unsafe.Slice("+c.pointer(h)+", "+c.src.Text(s.High)+")")
	message := "Use unsafe.Slice"
	if s.Max == nil {
		message += ", whose capacity is its length (behavior change)"
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: f.Edits()}}
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
