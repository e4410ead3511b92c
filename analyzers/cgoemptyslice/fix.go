package cgoemptyslice

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
)

// fixes returns unsafe.SliceData(b) for &b[0], where the file's Go version has
// it, or why there is none.
func (c *checker) fixes(found *found) (fixes []analysis.SuggestedFix, reason string) {
	file := c.src.File(found.expr.Pos())
	if !c.src.HasVersion(file, "go1.20") {
		return nil, "the file is for a Go version before 1.20, without unsafe.SliceData"
	}
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	safe := true
	for _, a := range append([]address{found.address}, found.more...) {
		name := c.src.Import(f, "unsafe", a.expr.Pos())
		if name == "" {
			return nil, "package unsafe cannot be named here"
		}
		f.Replace(a.expr.Pos(), a.expr.End(), name+".SliceData("+c.src.Text(a.index.X)+")")
		safe = safe && c.lengthGoesAlong(a) && !gotype.HasPointers(c.src.Info.TypeOf(a.index))
	}
	message := "Use unsafe.SliceData, which takes an empty slice"
	if !safe {
		message += " (behavior change)"
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: f.Edits()}}, ""
}

// lengthGoesAlong reports whether the C call that gets the address gets len of
// the slice too, or for an address that is stored in a field, whether len of
// the slice is stored in one in the same function: C then knows that there is
// nothing to read.
func (c *checker) lengthGoesAlong(a address) bool {
	if a.decl == nil || a.decl.Body == nil {
		return false
	}
	slice := c.src.Text(a.index.X)
	inCall, found := false, false
	ast.Inspect(a.decl.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && c.src.Call(call) != nil && call.Pos() <= a.expr.Pos() && a.expr.End() <= call.End() {
			inCall = true
			found = found || c.mentionsLength(call, slice)
		}
		return true
	})
	return found || !inCall && c.storesLength(a.decl.Body, slice)
}

// storesLength reports whether a function stores len of a slice in a field.
func (c *checker) storesLength(body ast.Node, slice string) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			found = found || c.mentionsLength(n.Value, slice)
		case *ast.AssignStmt:
			if _, ok := n.Lhs[0].(*ast.SelectorExpr); ok {
				found = found || c.mentionsLength(n.Rhs[0], slice)
			}
		}
		return !found
	})
	return found
}

func (c *checker) mentionsLength(n ast.Node, slice string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && len(call.Args) == 1 && c.src.Text(call.Args[0]) == slice {
			id, ok := call.Fun.(*ast.Ident)
			found = found || ok && id.Name == "len"
		}
		return !found
	})
	return found
}
