package cgotruncate

import (
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// message says which number loses bits, and on which way.
func (c *checker) message(call *ast.CallExpr, u use) string {
	x := call.Args[0]
	bits := 8 * c.src.Sizes.Sizeof(c.src.Info.TypeOf(call))
	what := fmt.Sprintf("%s loses bits beyond %d", c.src.Text(x), bits)
	switch {
	case u.export != nil:
		return fmt.Sprintf("%s as the result of %s: C gets a wrong number, or a negative one", what, u.export.Name())
	case u.field != nil:
		return fmt.Sprintf("%s on its way to a field of C.%s: C then takes only a part for all", what, u.name)
	case copies[u.name]:
		return fmt.Sprintf("%s on its way to C.%s, which then panics or copies only a part; nothing before bounds it to %s",
			what, u.name, cgosource.TypeString(c.src.Info.TypeOf(call)))
	}
	return fmt.Sprintf("%s on its way to C.%s, which then takes only a part for all", what, u.name)
}

// fixes returns a copy by unsafe.Slice, which takes a length of any type, in
// place of one by C.GoBytes or C.GoStringN.
func (c *checker) fixes(conversion *ast.CallExpr, u use) []analysis.SuggestedFix {
	if !copies[u.name] {
		return nil
	}
	var call *cgosource.Call
	for _, other := range c.src.Calls() {
		if other.Name == u.name && len(other.Args) == 2 && other.Args[1] == ast.Expr(conversion) {
			call = other
		}
	}
	if call == nil {
		return nil
	}
	file := c.src.File(call.Pos())
	if !c.src.HasVersion(file, "go1.17") || !gotype.IsInteger(c.src.Info.TypeOf(conversion.Args[0])) ||
		!c.src.IsPredeclared(call.Pos(), "append", "byte", "string") {
		return nil
	}
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	pkg := c.src.Import(f, "unsafe", call.Pos())
	if pkg == "" {
		return nil
	}
	p, n := c.src.Text(call.Args[0]), c.src.Text(conversion.Args[0])
	if u.name == "GoBytes" {
		f.Replace(call.Pos(), call.End(), fmt.Sprintf("append([]byte{}, %s.Slice((*byte)(%s), %s)...)", pkg, p, n))
	} else {
		f.Replace(call.Pos(), call.End(), fmt.Sprintf("string(%s.Slice((*byte)(%s.Pointer(%s)), %s))", pkg, pkg, p, n))
	}
	return []analysis.SuggestedFix{{Message: "Copy with unsafe.Slice, which takes any length", TextEdits: f.Edits()}}
}
