package cgolock

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

// A held is what takes long while a lock is held once: the C functions that
// are called there, or one callback.
type held struct {
	lock *types.Var
	at   ast.Node // the first call
	what []string // the C functions, or the callback
	runs bool     // it is a callback
	maps []string // that the lock guards
}

// reportRegistries reports what runs while the lock of a map is held in which
// C's objects are found: calls of C functions, and of functions that the map
// holds.
func (c *checker) reportRegistries() {
	var all []*held
	spans := make(map[span]*held)
	for cur := range c.src.Inspector().Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if c.src.IsTest(call.Pos()) || c.src.SkipsGenerated(call.Pos()) {
			continue
		}
		seen := make(map[*types.Var]bool) // a lock is held once, however many ways lead here
		for _, r := range c.guard.Covering(cur) {
			lock := r.Lock.Var()
			if lock == nil || seen[lock] {
				continue
			}
			seen[lock] = true
			at := spanOf(r)
			h := c.heldBy(lock, call)
			if h == nil || c.said[at] && spans[at] == nil {
				continue
			}
			if known := spans[at]; known != nil && !h.runs {
				if !slices.Contains(known.what, h.what[0]) {
					known.what = append(known.what, h.what[0])
				}
				continue
			}
			if !h.runs {
				spans[at] = h
				c.said[at] = true
			}
			all = append(all, h)
		}
	}
	for _, h := range all {
		c.report(analysis.Diagnostic{
			Pos: h.at.Pos(), End: h.at.End(), Category: "cgolock/registry", Message: h.message(),
		}, finding.Info{})
	}
}

// heldBy returns what a call does that takes long, when the lock is that of a
// map, or nil.
func (c *checker) heldBy(lock *types.Var, call *ast.CallExpr) *held {
	var h *held
	for _, m := range c.found.Maps {
		if m.Lock != lock {
			continue
		}
		what, runs := c.runs(m, call)
		switch {
		case what == "":
		case h == nil:
			h = &held{lock: lock, at: call, what: []string{what}, runs: runs, maps: []string{m.Var.Name()}}
		default:
			h.maps = append(h.maps, m.Var.Name())
		}
	}
	return h
}

func (h *held) message() string {
	does, it := sentence.List(h.what)+" is called", "it"
	switch {
	case h.runs:
		does = "the callback " + h.what[0] + " runs"
	case len(h.what) > 1:
		does, it = sentence.List(h.what)+" are called", "them"
	}
	return fmt.Sprintf("%s while %s is held: everybody who needs %s waits for %s", does, guard.LockName(h.lock), strings.Join(h.maps, " or "), it)
}

// runs says what the call runs, if it is C code or a callback.
func (c *checker) runs(m *lockedmap.Map, call *ast.CallExpr) (what string, runs bool) {
	if cc := c.src.Call(call); cc != nil {
		if !cc.Crosses() || c.isQuick(cc) {
			return "", false
		}
		return "C." + cc.Name, false
	}
	if !gotype.IsFunc(m.Elem()) {
		return "", false
	}
	fun := ast.Unparen(call.Fun)
	if index, ok := fun.(*ast.IndexExpr); ok && c.guard.Path(index.X).Var() == m.Var {
		return c.src.Text(fun), true
	}
	if id, ok := fun.(*ast.Ident); ok {
		if v, ok := c.info.Uses[id].(*types.Var); ok && c.found.ComesFrom(v, m) {
			return v.Name(), true
		}
	}
	return "", false
}

// isQuick reports whether a C function does no more than a lookup does: it
// reads and writes a few fields, or takes or gives back memory.
func (c *checker) isQuick(call *cgosource.Call) bool {
	if lockedmap.IsQuick(call.Name) {
		return true
	}
	fn := c.sums.Func(call.Name)
	return fn != nil && fn.CallsGo == csummary.No && (fn.Cost.Kind == cost.Trivial || fn.Cost.Kind == cost.Allocates)
}
