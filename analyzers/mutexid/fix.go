package mutexid

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/guard"
)

// fixes returns the fix for a counter. Counters that share a lock which
// guards nothing else are rewritten together, because only then the lock can
// go. Or it says why there is none.
func (c *checker) fixes(n *counter, all []*counter) (fixes []analysis.SuggestedFix, reason string) {
	if reason := c.unsafeReason(n); reason != "" {
		return nil, reason
	}
	group := []*counter{n}
	if lock := n.lock(); c.guardsOnlySafe(lock, all) {
		group = slices.DeleteFunc(slices.Clone(all), func(o *counter) bool { return o.lock() != lock })
	}
	edits, reason := c.rewrite(group)
	if reason != "" {
		return nil, reason
	}
	return []analysis.SuggestedFix{{Message: fixMessage(group), TextEdits: edits}}, ""
}

func (n *counter) lock() *types.Var { return n.allocs[0].region.Lock.Var() }

// guardsOnlySafe reports whether every region of the lock does nothing but
// use a counter, each of which can be rewritten.
func (c *checker) guardsOnlySafe(lock *types.Var, all []*counter) bool {
	for _, r := range c.regionsOf(lock) {
		v := c.counterOf(r)
		i := slices.IndexFunc(all, func(n *counter) bool { return n.v == v })
		if i < 0 || all[i].lock() != lock || c.unsafeReason(all[i]) != "" {
			return false
		}
	}
	return true
}

func fixMessage(group []*counter) string {
	var names []string
	kind := atomicOf(group[0].v.Type()).name
	for _, n := range group {
		names = append(names, n.v.Name())
		if atomicOf(n.v.Type()).name != kind {
			kind = "types"
		}
	}
	if len(names) > 1 {
		names = []string{strings.Join(names[:len(names)-1], ", "), names[len(names)-1]}
	}
	if kind == "types" {
		return "Use atomic types for " + strings.Join(names, " and ")
	}
	return fmt.Sprintf("Use atomic.%s for %s", kind, strings.Join(names, " and "))
}

// An atomicType is a type of sync/atomic, and the type of its values.
type atomicType struct {
	name string
	elem *types.Basic
}

// atomicOf returns the type that counts as t does, once its values are
// converted to t: arithmetic of a wider type, truncated, is that of the
// narrower one.
func atomicOf(t types.Type) atomicType {
	switch t.Underlying().(*types.Basic).Kind() {
	case types.Uint64, types.Uint:
		return atomicType{"Uint64", types.Typ[types.Uint64]}
	case types.Int64, types.Int:
		return atomicType{"Int64", types.Typ[types.Int64]}
	case types.Uintptr:
		return atomicType{"Uintptr", types.Typ[types.Uintptr]}
	case types.Uint32, types.Uint16, types.Uint8:
		return atomicType{"Uint32", types.Typ[types.Uint32]}
	}
	return atomicType{"Int32", types.Typ[types.Int32]}
}

// unsafeReason says why a counter must be left as it is, or "". The reasons
// are those that the section "Fix" of the package comment lists.
func (c *checker) unsafeReason(n *counter) string {
	reason, known := c.reasons[n]
	if !known {
		reason = c.findReason(n)
		c.reasons[n] = reason
	}
	return reason
}

func (c *checker) findReason(n *counter) string {
	lock := n.lock()
	switch {
	case c.incomplete:
		return "part of the package is missing or has errors"
	case slices.ContainsFunc(n.allocs, func(d *idAlloc) bool { return !d.bare }):
		return "a locked region does more than count"
	case slices.ContainsFunc(n.allocs, func(d *idAlloc) bool { return d.region.Lock.Var() != lock }):
		return "it is under several locks"
	case c.guard.IsReachable(lock):
		return "other packages can use the lock"
	}
	if reason := c.guard.Exposed(n.v); reason != "" {
		return reason
	}
	if reason := c.unsafeUse(n, lock); reason != "" {
		return reason
	}
	if n.v.IsField() {
		return c.guard.UnsafeField(n.v)
	}
	return ""
}

// unsafeUse looks at every use of the counter.
func (c *checker) unsafeUse(n *counter, lock *types.Var) string {
	for _, u := range c.guard.Uses(n.v) {
		file := c.src.File(u.Ident.Pos())
		switch {
		case u.Kind == guard.Other:
			return "it is used in a way that an atomic type does not have"
		case u.Kind == guard.Literal && !c.isZero(u):
			return "it is set in a composite literal"
		case file == nil, c.src.IsGenerated(u.Ident.Pos()):
			return "a generated file uses it"
		case !c.hasAtomicTypes(file):
			return "a file is for a Go version without atomic types"
		case !isPlainPath(c.guard.Path(u.Expr)):
			return "it is reached through a call"
		case u.Kind == guard.Literal: // goes away
		case len(u.Regions) == 0 && !c.isCounted(lock) && !n.isUnguarded(u):
			return "it is used without the lock, which guards more"
		case len(u.Regions) > 0 && !u.Under(lock):
			return "it is used under another lock"
		}
		if r := u.RegionOf(lock); r != nil {
			if c.counterOf(r) != n.v {
				return "a locked region does more than count"
			}
			if _, reason := c.shapeOf(r, n.v); reason != "" {
				return reason
			}
		}
	}
	return ""
}

// isZero reports whether an element of a composite literal sets zero.
func (c *checker) isZero(u *guard.Use) bool {
	kv, ok := u.Cursor.Parent().Node().(*ast.KeyValueExpr)
	if !ok {
		return false
	}
	value := c.info.Types[kv.Value].Value
	return value != nil && constant.Sign(value) == 0
}

// isUnguarded reports whether a use belongs to one of the allocations although it
// is outside of the lock.
func (n *counter) isUnguarded(u *guard.Use) bool {
	return slices.ContainsFunc(n.allocs, func(d *idAlloc) bool { return d.unguarded == u })
}

// hasAtomicTypes reports whether the file may use the types of sync/atomic,
// which are there since Go 1.19.
func (c *checker) hasAtomicTypes(f *ast.File) bool {
	return c.src.HasVersion(f, "go1.19")
}

// isPlainPath reports whether a path has no call in it: it can be written
// once where it was written several times.
func isPlainPath(p guard.Path) bool {
	return p.Root != nil && !slices.ContainsFunc(p.Steps, func(s guard.Step) bool { return strings.ContainsAny(s.Text, "(<") })
}

// isCounted reports whether all that happens to the lock is that it is taken
// and released around regions that only count. A function that runs while the
// lock is held for more must not see a counter change.
func (c *checker) isCounted(lock *types.Var) bool {
	for _, r := range c.regionsOf(lock) {
		if c.counterOf(r) == nil {
			return false
		}
	}
	for _, u := range c.guard.Uses(lock) {
		if !c.guard.IsMade(u) && !c.inLockStatement(u, lock) {
			return false
		}
	}
	return true
}

// inLockStatement reports whether a use of the lock is the Lock or Unlock of
// one of its regions.
func (c *checker) inLockStatement(u *guard.Use, lock *types.Var) bool {
	return slices.ContainsFunc(c.guard.RegionsOf(lock), func(r *guard.Region) bool {
		return r.Locking != nil && edit.Contains(r.Locking, u.Ident.Pos()) || r.Unlocking != nil && edit.Contains(r.Unlocking, u.Ident.Pos())
	})
}
