package cgoloop

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/cflow"
	"github.com/cgolint/cgolint/passes/crossing"
)

// waits finds the loops that run once after C has waited for an answer: next
// to that, crossing for each of its elements is small.
type waits struct {
	*matcher
	calls   map[*crossing.Function][]use
	waiting map[*crossing.Function]bool
}

// A use is a call of a function, in another one.
type use struct {
	in *crossing.Function
	at token.Pos
}

func (m *matcher) findWaits() *waits {
	w := &waits{m, make(map[*crossing.Function][]use), make(map[*crossing.Function]bool)}
	for _, f := range m.cross.Functions {
		if !isDeclared(f) {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if callee := w.called(call); callee != nil {
					w.calls[callee] = append(w.calls[callee], use{f, call.Pos()})
				}
			}
			return true
		})
	}
	return w
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
	if !isDeclared(f) || f.Func.Exported() || depth == 0 || len(w.calls[f]) == 0 || len(w.calls[f]) != w.uses()[f.Func] {
		return false
	}
	for _, call := range w.calls[f] {
		if !w.isAnswer(call.in, call.at, depth-1) {
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
		return f != nil && f.Work.Kind == cflow.WaitsForever
	}
	f := w.called(call)
	if f == nil {
		return false
	}
	if known, ok := w.waiting[f]; ok {
		return known
	}
	w.waiting[f] = false // what it is to itself
	w.waiting[f] = w.waitsBefore(f, f.Body.End())
	return w.waiting[f]
}
