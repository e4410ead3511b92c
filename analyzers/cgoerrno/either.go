package cgoerrno

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/csummary"
)

// decidesAfter reports whether an error decides where the result has told that
// the function did not fail:
//
//	if f == nil || err != nil
func decidesAfter(v, err ssa.Value, status csummary.Convention) bool {
	for _, success := range successes(v, status) {
		for _, ref := range govalue.Referrers(err) {
			test, ok := ref.(*ssa.BinOp)
			if !ok || test.Op != token.NEQ {
				continue
			}
			if c, ok := test.Y.(*ssa.Const); ok && c.IsNil() && len(success.Preds) == 1 && success.Dominates(test.Block()) {
				return true
			}
		}
	}
	return false
}

// eitherFails reports whether what happens when the result tells of a failure
// happens when the error is set, too, and first:
//
//	if err != nil || n < 0
func eitherFails(v, err ssa.Value) bool {
	for _, test := range comparisons(err) {
		if c, ok := test.Y.(*ssa.Const); !ok || !c.IsNil() || test.Op != token.NEQ {
			continue
		}
		for _, other := range comparisons(v) {
			fails, known := failsOnTrue(other, csummary.StatusUnknown)
			if known && fails && onTrue(test) != nil && onTrue(test) == onTrue(other) {
				return true
			}
		}
	}
	return false
}

// comparisons returns the comparisons of a value with another.
func comparisons(v ssa.Value) (tests []*ssa.BinOp) {
	for _, ref := range govalue.Referrers(v) {
		if test, ok := ref.(*ssa.BinOp); ok && test.X == v {
			tests = append(tests, test)
		}
	}
	return tests
}

// onTrue returns the block that a branch on a comparison goes to when it holds.
func onTrue(test *ssa.BinOp) *ssa.BasicBlock {
	for _, ref := range govalue.Referrers(test) {
		if branch, ok := ref.(*ssa.If); ok {
			return branch.Block().Succs[0]
		}
	}
	return nil
}

// successes returns the blocks that control comes to when a result, by how the
// function tells of failure, tells of none.
func successes(v ssa.Value, status csummary.Convention) (blocks []*ssa.BasicBlock) {
	for _, ref := range govalue.Referrers(v) {
		test, ok := ref.(*ssa.BinOp)
		if !ok || test.X != v {
			continue
		}
		onTrue, known := failsOnTrue(test, status)
		if !known {
			continue
		}
		for _, ref := range govalue.Referrers(test) {
			if branch, ok := ref.(*ssa.If); ok {
				if onTrue {
					blocks = append(blocks, branch.Block().Succs[1])
				} else {
					blocks = append(blocks, branch.Block().Succs[0])
				}
			}
		}
	}
	return blocks
}

// failsOnTrue tells what it says of a function that a test of its result is
// true: that it failed, or that it did not.
func failsOnTrue(test *ssa.BinOp, status csummary.Convention) (fails, known bool) {
	c, ok := test.Y.(*ssa.Const)
	if !ok {
		return false, false
	}
	if c.IsNil() {
		return test.Op == token.EQL, test.Op == token.EQL || test.Op == token.NEQ
	}
	if c.Value == nil || !gotype.IsInteger(c.Type()) || status == csummary.BoolZeroFails {
		return false, false
	}
	switch n := c.Int64(); {
	case n == 0 && (test.Op == token.LSS || test.Op == token.NEQ), n == -1 && test.Op == token.EQL:
		return true, true
	case n == 0 && (test.Op == token.GEQ || test.Op == token.EQL), n == -1 && test.Op == token.NEQ:
		return false, true
	}
	return false, false
}
