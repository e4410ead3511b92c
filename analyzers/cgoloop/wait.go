package cgoloop

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/cflow"
	"github.com/cgolint/cgolint/passes/crossing"
	"golang.org/x/tools/go/types/typeutil"
)

// waits finds the loops that run once after C has waited for an answer: next
// to that, crossing for each of its elements is small.
type waits struct {
	*matcher
	functions map[types.Object]*crossing.Function
	calls     map[types.Object][]use
	uses      map[types.Object]int
	waiting   map[*crossing.Function]bool
}

// A use is a call of a function, in another one.
type use struct {
	in *crossing.Function
	at token.Pos
}

func (m *matcher) findWaits(all []*crossing.Function) *waits {
	w := &waits{
		matcher: m, functions: make(map[types.Object]*crossing.Function),
		calls: make(map[types.Object][]use), uses: make(map[types.Object]int), waiting: make(map[*crossing.Function]bool),
	}
	for _, f := range all {
		if _, ok := f.Func.(*types.Func); ok {
			w.functions[f.Func] = f
		}
	}
	for _, obj := range m.src.Info.Uses {
		w.uses[obj]++
	}
	for _, f := range w.functions {
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if obj := w.called(call); obj != nil {
					w.calls[obj] = append(w.calls[obj], use{f, call.Pos()})
				}
			}
			return true
		})
	}
	return w
}

// called returns the function of the package that a call runs, or nil.
func (w *waits) called(call *ast.CallExpr) types.Object {
	if obj := typeutil.Callee(w.src.Info, call); w.functions[obj] != nil {
		return obj
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
	fn, ok := f.Func.(*types.Func)
	if !ok || fn.Exported() || depth == 0 || len(w.calls[fn]) == 0 || len(w.calls[fn]) != w.uses[fn] {
		return false
	}
	for _, call := range w.calls[fn] {
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
	obj := w.called(call)
	if obj == nil {
		return false
	}
	f := w.functions[obj]
	if known, ok := w.waiting[f]; ok {
		return known
	}
	w.waiting[f] = false // what it is to itself
	w.waiting[f] = w.waitsBefore(f, f.Body.End())
	return w.waiting[f]
}
