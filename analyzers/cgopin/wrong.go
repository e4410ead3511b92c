package cgopin

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
)

// pins reports the calls of Pin in a function that pin something else than
// the memory that C will see.
func (c *checker) pins(fn *ssa.Function) {
	if c.src.IsTest(fn.Pos()) {
		return
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if ok && methodOf(call.Common()) == "Pin" && len(call.Common().Args) == 2 {
				c.pinned(call)
			}
		}
	}
}

// pinned reports what Pin gets when it is no pointer, or one to a slice or
// string.
func (c *checker) pinned(instr ssa.CallInstruction) {
	boxed, ok := instr.Common().Args[1].(*ssa.MakeInterface)
	call := c.src.CallAt(instr.Common().Pos())
	if !ok || call == nil || len(call.Args) != 1 {
		return
	}
	arg := c.src.Text(call.Args[0])
	message := ""
	switch t := boxed.X.Type().Underlying().(type) {
	case *types.Pointer:
		what := headed(t.Elem())
		if what == "" {
			return
		}
		message = fmt.Sprintf("Pin(%s) pins the header of the %s, not the memory that it points to, which C uses", arg, what)
	case *types.Basic:
		if t.Kind() == types.UnsafePointer || t.Kind() == types.UntypedNil {
			return
		}
		message = fmt.Sprintf("Pin(%s) panics: %s is not a pointer", arg, arg)
	case *types.Slice, *types.Struct, *types.Array:
		message = fmt.Sprintf("Pin(%s) panics: %s is not a pointer", arg, arg)
	default:
		return
	}
	d := analysis.Diagnostic{Pos: call.Args[0].Pos(), End: call.Args[0].End(), Category: "cgopin", Message: message}
	var info finding.Info
	d.SuggestedFixes, info.NoFix = c.dataFix(call.Args[0], boxed.X.Type())
	c.src.ReportWith(c.pass, d, info)
}

// headed says what a type is when its values only point to their memory.
func headed(t types.Type) string {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return "slice"
	case *types.Basic:
		if u.Kind() == types.String {
			return "string"
		}
	}
	return ""
}

// dataFix pins the memory of a slice or string instead of its header, or says
// why it does not.
func (c *checker) dataFix(arg ast.Expr, t types.Type) (fixes []analysis.SuggestedFix, reason string) {
	text := c.src.Text(arg)
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		addr, isAddr := ast.Unparen(arg).(*ast.UnaryExpr)
		if !isAddr {
			return nil, c.src.Text(arg) + " may be nil, and then leads to no memory"
		}
		text, t = c.src.Text(addr.X), ptr.Elem()
	}
	function := map[string]string{"slice": "SliceData", "string": "StringData"}[headed(t)]
	file := c.src.File(arg.Pos())
	pkg := c.src.ImportedAs(file, "unsafe", arg.Pos())
	switch {
	case function == "":
		return nil, "it is not known which memory is meant"
	case pkg == "":
		return nil, "the file does not import package unsafe"
	}
	return []analysis.SuggestedFix{{
		Message:   "Pin the memory with unsafe." + function + " (behavior change)",
		TextEdits: []analysis.TextEdit{{Pos: arg.Pos(), End: arg.End(), NewText: []byte(pkg + "." + function + "(" + text + ")")}},
	}}, ""
}
