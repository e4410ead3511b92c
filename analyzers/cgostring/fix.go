package cgostring

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
)

// fixes returns a copy with a NUL in place of one by C.CBytes: C.CString for
// the bytes of a string, or one more byte for others. It says why there is none.
func (c *checker) fixes(m *memory) (fixes []analysis.SuggestedFix, reason string) {
	call, ok := m.at.(*ssa.Call)
	switch {
	case m.kind != copied:
		return nil, "a NUL can be added only where C.CBytes makes a copy"
	case !ok || c.calls[call.Pos()] == nil:
		return nil, "another function makes the copy"
	case c.usedElsewhere(call):
		return nil, "the copy is used elsewhere too, where its length may go along"
	}
	written := c.calls[call.Pos()]
	file := c.src.File(written.Pos())
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	x := ast.Unparen(written.Args[0])
	if text := c.ofString(x); text != nil {
		pkg := c.src.Import(f, "unsafe", written.Pos())
		if pkg == "" {
			return nil, "package unsafe cannot be named here"
		}
		arg := c.plain(text)
		if arg == "" {
			return nil, "string means something else here"
		}
		f.Replace(written.Pos(), written.End(), pkg+".Pointer(C.CString("+arg+"))")
		return []analysis.SuggestedFix{{Message: "Use C.CString, which adds a NUL", TextEdits: f.Edits()}}, ""
	}
	if id, ok := x.(*ast.Ident); ok && c.src.IsPredeclared(id.Pos(), "append", "len") {
		f.Replace(id.Pos(), id.End(), "append("+id.Name+"[:len("+id.Name+"):len("+id.Name+")], 0)")
		return []analysis.SuggestedFix{{Message: "Append a NUL to the copy", TextEdits: f.Edits()}}, ""
	}
	return nil, "what is copied is neither a variable nor the bytes of a string"
}

// usedElsewhere reports whether more than one call gets the copy: its length
// may go along.
func (c *checker) usedElsewhere(call *ssa.Call) bool {
	uses := 0
	var count func(v ssa.Value)
	count = func(v ssa.Value) {
		for _, ref := range govalue.Referrers(v) {
			switch ref := ref.(type) {
			case *ssa.DebugRef:
			case *ssa.Convert:
				count(ref)
			case *ssa.ChangeType:
				count(ref)
			case ssa.CallInstruction:
				if cFunction(ref.Common()) != "free" {
					uses++
				}
			default:
				uses += 2
			}
		}
	}
	count(call)
	return uses > 1
}

// plain returns the text of a string as one of type string, which C.CString
// takes, or "" where that cannot be written.
func (c *checker) plain(text ast.Expr) string {
	t := c.src.Info.TypeOf(text)
	if b, ok := types.Unalias(t).(*types.Basic); ok && (b.Kind() == types.String || b.Kind() == types.UntypedString) {
		return c.src.Text(text)
	}
	if !c.src.IsPredeclared(text.Pos(), "string") {
		return ""
	}
	return "string(" + c.src.Text(text) + ")"
}

// ofString returns the string whose bytes an expression is, as in []byte(s),
// or nil.
func (c *checker) ofString(x ast.Expr) ast.Expr {
	conv, ok := x.(*ast.CallExpr)
	if !ok || !c.src.IsConversion(conv) {
		return nil
	}
	if !gotype.IsString(c.src.Info.TypeOf(conv.Args[0])) {
		return nil
	}
	return conv.Args[0]
}
