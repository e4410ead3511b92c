package crossing

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// Subject returns the name of a site for a message: the C function, and the Go
// function that is called to get to it.
func Subject(src *cgosource.Package, site Site) string {
	if len(site.Via) == 0 {
		return "C." + site.Name
	}
	return fmt.Sprintf("%s (by C.%s)", nameFrom(src, site.Via[0]), site.Name)
}

// nameFrom returns the name of a Go function as one would say it in the
// package: that of another package with the package's or its receiver's.
func nameFrom(src *cgosource.Package, obj types.Object) string {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == src.Types {
		return obj.Name()
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Pkg().Name() + "." + fn.Name()
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Name() + "." + fn.Name()
	}
	return fn.Name()
}

// Per returns what each iteration of a loop stands for, in words for a message:
// "element of xs".
func Per(src *cgosource.Package, stmt ast.Stmt) string {
	loop, ok := stmt.(*ast.RangeStmt)
	if !ok {
		return "iteration"
	}
	t := src.Info.TypeOf(loop.X)
	if t == nil {
		return "iteration"
	}
	x := operand(src, loop.X)
	switch types.Unalias(t.Underlying()).(type) {
	case *types.Slice, *types.Array, *types.Pointer:
		return "element of " + x
	case *types.Map:
		return "entry of " + x
	case *types.Chan:
		return "value from " + x
	case *types.Signature:
		return "value of " + x
	}
	return "iteration"
}

// operand returns the text of what a loop ranges over, if it is short enough
// for a message.
func operand(src *cgosource.Package, e ast.Expr) string {
	text := strings.Join(strings.Fields(src.Text(e)), " ")
	if len(text) > 40 || text == "" {
		return "the range"
	}
	return text
}
