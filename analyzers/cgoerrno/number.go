package cgoerrno

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// findNumbers finds the conversions to syscall.Errno.
func (c *checker) findNumbers() {
	for _, file := range c.src.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && c.src.IsConversion(call) && isErrno(c.src.Info.TypeOf(call)) && !c.src.IsTest(call.Pos()) {
				c.numbers[call.Lparen] = call
			}
			return true
		})
	}
}

func isErrno(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "syscall" && named.Obj().Name() == "Errno"
}

// A result is what a C function returned, perhaps negated.
type result struct {
	name    string // x of the C.x
	negated bool
}

// resultOf returns the C function whose result a number is.
func resultOf(v ssa.Value) (result, bool) {
	negated := false
	for {
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.UnOp:
			if x.Op != token.SUB {
				return result{}, false
			}
			negated, v = !negated, x.X
		case *ssa.Extract:
			if x.Index != 0 {
				return result{}, false
			}
			v = x.Tuple
		case *ssa.Call:
			name, ok := cgosource.CFunc(x.Call.StaticCallee())
			return result{name, negated}, ok
		default:
			return result{}, false
		}
	}
}

// number reports a result that becomes an Errno though it is none, or of the
// other sign.
func (c *checker) number(conv *ast.CallExpr, v ssa.Value) {
	r, ok := resultOf(v)
	if !ok {
		return
	}
	switch status := c.status(r.name); {
	case status == csummary.Errno:
		c.report(conv, "status", fmt.Sprintf("the result of C.%s is -1 when it failed, not a value of errno: use the error of %s", r.name, "v, err := C."+r.name), finding.High, c.errorFix(conv)...)
	case status == csummary.NegativeErrno && !r.negated:
		c.report(conv, "status", fmt.Sprintf("the result of C.%s is a negated errno when it failed", r.name), finding.High, c.signFix(conv, true)...)
	case status == csummary.ErrnoNumber && r.negated:
		c.report(conv, "status", fmt.Sprintf("the result of C.%s is errno itself, not negated, when it failed", r.name), finding.High, c.signFix(conv, false)...)
	}
}

// signFix changes the sign of what becomes an Errno.
func (c *checker) signFix(conv *ast.CallExpr, negate bool) []analysis.SuggestedFix {
	file := c.src.File(conv.Pos())
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	arg := ast.Unparen(conv.Args[0])
	if !negate {
		minus, ok := arg.(*ast.UnaryExpr)
		if !ok || minus.Op != token.SUB {
			return nil
		}
		f.Replace(minus.Pos(), minus.X.Pos(), "")
		return []analysis.SuggestedFix{{Message: "Do not negate the result (behavior change)", TextEdits: f.Edits()}}
	}
	if _, ok := arg.(*ast.Ident); !ok {
		return nil
	}
	f.Insert(arg.Pos(), "-")
	return []analysis.SuggestedFix{{Message: "Negate the result (behavior change)", TextEdits: f.Edits()}}
}

// text reports C.strerror of a result that is -1 or has the other sign.
func (c *checker) text(written *cgosource.Call, call *ssa.Call) {
	switch written.Name {
	case "strerror", "strerror_r", "strerror_l", "__xpg_strerror_r":
	default:
		return
	}
	r, ok := resultOf(call.Call.Args[0])
	if !ok {
		return
	}
	switch status := c.status(r.name); {
	case status == csummary.Errno:
		c.report(written, "status", fmt.Sprintf("the result of C.%s is -1 when it failed, not a value of errno, for which C.%s has no text", r.name, written.Name), finding.High)
	case status == csummary.NegativeErrno && !r.negated:
		c.report(written, "status", fmt.Sprintf("the result of C.%s is a negated errno when it failed, for which C.%s has no text", r.name, written.Name), finding.High)
	}
}

// compared reports a test for failure that is never true, or true for one
// error alone: of a result that is a number of errno for -1.
func (c *checker) compared(cond *ssa.BinOp) {
	k, ok := cond.Y.(*ssa.Const)
	if !ok || k.Value == nil || !gotype.IsInteger(k.Type()) {
		return
	}
	r, ok := resultOf(cond.X)
	if !ok || r.negated {
		return
	}
	isMinusOne := k.Int64() == -1 && (cond.Op == token.EQL || cond.Op == token.NEQ)
	isNegative := k.Int64() == 0 && (cond.Op == token.LSS || cond.Op == token.GEQ)
	if !isMinusOne && !isNegative || c.status(r.name) != csummary.ErrnoNumber {
		return
	}
	if n := c.comparison(cond.Pos()); n != nil {
		c.report(n, "status", fmt.Sprintf("the result of C.%s is 0 or an error number, never negative: this test misses all failures", r.name), finding.High)
	}
}

// comparison returns the comparison whose operator is at pos.
func (c *checker) comparison(pos token.Pos) ast.Node {
	file := c.src.File(pos)
	if file == nil {
		return nil
	}
	var found ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if b, ok := n.(*ast.BinaryExpr); ok && b.OpPos == pos {
			found = b
		}
		return found == nil
	})
	return found
}
