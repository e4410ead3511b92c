package cgoloop

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/passes/crossing"
)

// waits finds the loops that run once after C has waited for an answer: next
// to that, crossing for each of its elements is small.
type waits struct {
	*matcher
	waiting map[*crossing.Function]bool
}

func (m *matcher) findWaits() *waits {
	return &waits{m, make(map[*crossing.Function]bool)}
}

func isDeclared(f *crossing.Function) bool {
	_, ok := f.Func.(*types.Func)
	return ok
}

// called returns the declared function of the package that a call runs, or
// nil.
func (w *waits) called(call *ast.CallExpr) *crossing.Function {
	if f := w.cross.Callee(call); f != nil && isDeclared(f) {
		return f
	}
	return nil
}

// maxCallers bounds how far callers are followed.
const maxCallers = 3

// isAnswer reports whether a loop of f, or what is at pos, runs after a wait
// whenever it does.
func (w *waits) isAnswer(f *crossing.Function, pos token.Pos, depth int) bool {
	if w.waitsBefore(f, pos) {
		return true
	}
	if !f.Known || depth == 0 || len(f.Callers) == 0 {
		return false
	}
	for _, call := range f.Callers {
		if in := call.In.Declared; in == nil || !w.isAnswer(w.cross.Of(in), call.Node().Pos(), depth-1) {
			return false
		}
	}
	return true
}

// waitsBefore reports whether f waits in a statement before pos.
func (w *waits) waitsBefore(f *crossing.Function, pos token.Pos) bool {
	before := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && call.End() < pos {
			before = before || w.isWait(call)
		}
		return !before && (n == nil || n.Pos() < pos)
	})
	return before
}

// isWait reports whether a call waits in C, by itself or in the function of
// the package that it calls.
func (w *waits) isWait(call *ast.CallExpr) bool {
	if c := w.src.Call(call); c != nil {
		f := w.sums.Func(c.Name)
		return f != nil && f.Cost.Kind == cost.WaitsForever
	}
	f := w.called(call)
	if f == nil {
		return false
	}
	if known, ok := w.waiting[f]; ok {
		return known
	}
	w.waiting[f] = false // so that it does not wait for itself
	w.waiting[f] = w.waitsBefore(f, f.Body.End())
	return w.waiting[f]
}
