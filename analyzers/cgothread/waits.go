package cgothread

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/passes/crossing"
)

// waitingSite returns the place at which the goroutine first waits in C, if
// it comes there without having waited in Go for its turn.
func (s *spawner) waitingSite(sp *spawn) *crossing.Site {
	if sp.call != nil && s.src.Call(sp.call) != nil {
		return s.waitingCall(sp.call, 0)
	}
	return s.waitsIn(s.cross.FunctionOf(sp.run), 0)
}

// maxWait is how deep a wait may lie in Go functions that are called.
const maxWait = 3

// waitsIn returns the first place in a function that may wait in C, or nil.
func (s *spawner) waitsIn(fn *crossing.Function, depth int) (site *crossing.Site) {
	if fn == nil || depth == maxWait {
		return nil
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.CallExpr:
			if site == nil {
				site = s.waitingCall(n, depth)
			}
		}
		return site == nil
	})
	if site != nil && s.isGated(fn.Body, site.Pos()) {
		return nil
	}
	return site
}

// waitingCall returns a call as a site if it waits in C, itself or in a
// function of this package that it calls.
func (s *spawner) waitingCall(call *ast.CallExpr, depth int) *crossing.Site {
	if c := s.src.Call(call); c != nil {
		if s.waits(c.Name) {
			return &crossing.Site{Node: call, Name: c.Name}
		}
		return nil
	}
	callee := s.cross.Callee(call)
	inner := s.waitsIn(callee, depth+1)
	if inner == nil || callee.Func == nil {
		return nil
	}
	return &crossing.Site{Node: call, Name: inner.Name, Via: []types.Object{callee.Func}}
}

// waits reports whether there is evidence that a C function waits, for longer
// than for a lock.
func (s *spawner) waits(name string) bool {
	f := s.sums.Func(name)
	if f == nil {
		return false
	}
	for _, b := range f.Blocks {
		if b.IsLong(name) {
			return true
		}
	}
	return false
}

// gates are the names of functions that let a number of callers through.
var gates = []string{"Acquire", "TryAcquire", "Lock", "Take", "Wait", "Sleep"}

// isGated reports whether something in n that is come to before pos waits in
// Go: for a place in a semaphore, for a turn, for the next job. What it is
// need not be understood; it is a limit. What is in a block that is left
// before pos happens sometimes; it counts only when all of n is asked for.
func (s *spawner) isGated(n ast.Node, pos token.Pos) bool {
	gated := false
	ast.Inspect(n, func(inner ast.Node) bool {
		switch inner := inner.(type) {
		case nil, *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.BlockStmt:
			return pos == n.End() || pos < inner.End()
		case *ast.SendStmt:
			gated = gated || inner.End() <= pos
		case *ast.UnaryExpr:
			gated = gated || inner.Op == token.ARROW && inner.End() <= pos
		case *ast.SelectStmt:
			gated = gated || inner.Pos() < pos
		case *ast.RangeStmt:
			_, isChan := s.typeOf(inner.X).Underlying().(*types.Chan)
			gated = gated || isChan && inner != n && inner.Pos() < pos
		case *ast.CallExpr:
			sel, ok := ast.Unparen(inner.Fun).(*ast.SelectorExpr)
			gated = gated || ok && inner.End() <= pos && s.src.Ref(sel) == nil && slices.Contains(gates, sel.Sel.Name)
		}
		return !gated
	})
	return gated
}
