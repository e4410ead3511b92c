package mutexid

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/guard"
)

// A counter is a variable from which IDs are drawn under a lock.
type counter struct {
	v      *types.Var
	allocs []*idAlloc // in source order
}

// An idAlloc is one place that counts up and hands out the number.
type idAlloc struct {
	inc    *guard.Use
	region *guard.Region
	bare   bool // the region does nothing else

	// unguarded is the read of the number beside the region, where another
	// caller may have counted up in between; nil when it is in the region.
	unguarded *guard.Use
}

// counters returns the counters of the package that are worth a report.
func (c *checker) counters() []*counter {
	var found []*counter
	byVar := make(map[*types.Var]*counter)
	for _, r := range c.guard.Regions {
		if r.Read || r.Try || r.Lock.Var() == nil || c.src.SkipsGenerated(r.Start()) || c.src.IsTest(r.Start()) {
			continue
		}
		for _, u := range c.guard.Touched(r) {
			d := c.allocAt(r, u)
			if d == nil || innermost(u.Regions) != r {
				continue
			}
			n := byVar[u.Var]
			if n != nil && n.allocs[len(n.allocs)-1].region == r {
				continue // one is enough
			}
			if n == nil {
				n = &counter{v: u.Var}
				byVar[u.Var] = n
				found = append(found, n)
			}
			n.allocs = append(n.allocs, d)
		}
	}
	return found
}

// unguardedRead returns the read of the number that a region hands out, when it
// is in the statement before or after the region, outside of the lock:
//
//	mu.Lock()
//	n++
//	mu.Unlock()
//	return n
func (c *checker) unguardedRead(r *guard.Region, v *types.Var) *guard.Use {
	if c.counterOf(r) != v || len(r.Body) != 1 {
		return nil
	}
	for _, stmt := range []ast.Stmt{r.Before, r.After} {
		if stmt == nil || !c.onlyCounts(stmt, v, r) {
			continue
		}
		var found []*guard.Use
		for _, u := range c.guard.Uses(v) {
			if edit.Contains(stmt, u.Ident.Pos()) {
				found = append(found, u)
			}
		}
		if len(found) == 1 && found[0].Kind == guard.Read && len(found[0].Regions) == 0 {
			return found[0]
		}
	}
	return nil
}

// innermost returns the region that begins last.
func innermost(regions []*guard.Region) *guard.Region {
	return slices.MaxFunc(regions, func(a, b *guard.Region) int { return cmp.Compare(a.Start(), b.Start()) })
}

// allocAt returns the allocation that a use in a region is, or nil.
func (c *checker) allocAt(r *guard.Region, u *guard.Use) *idAlloc {
	if u.Kind != guard.Add || u.Step == nil || constant.Sign(u.Step) <= 0 {
		return nil
	}
	if !gotype.IsInteger(u.Var.Type()) || !isShared(u.Var, r) || c.goesDown(u.Var) {
		return nil
	}
	d := &idAlloc{inc: u, region: r, bare: c.counterOf(r) == u.Var}
	flow := c.flowOf(d)
	if d.bare {
		if !flow.returned && !flow.key && !flow.stored && !flow.passed {
			return nil
		}
		return d
	}
	if !c.isID(d, flow) {
		return nil
	}
	return d
}

// goesDown reports whether something other than a constant above zero is
// added to v anywhere: it then counts what is there now.
func (c *checker) goesDown(v *types.Var) bool {
	return slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool {
		return u.Kind == guard.Add && (u.Step == nil || constant.Sign(u.Step) <= 0)
	})
}

// counterOf returns the counter, if a region does nothing but use one: add to
// it, set it, copy it to local variables, return it.
func (c *checker) counterOf(r *guard.Region) *types.Var {
	if !r.Complete || len(r.Exits) > 0 {
		return nil
	}
	var v *types.Var
	for _, u := range c.guard.Touched(r) {
		switch {
		case u.Kind == guard.Locking, u.Kind == guard.Base, !isShared(u.Var, r), c.immutable(u.Var), u.Var.Embedded():
		case v == nil || v == u.Var:
			v = u.Var
		default:
			return nil
		}
	}
	if v == nil || !gotype.IsInteger(v.Type()) {
		return nil
	}
	for i, stmt := range r.Body {
		_, returns := stmt.(*ast.ReturnStmt)
		if !c.onlyCounts(stmt, v, r) || returns && i < len(r.Body)-1 {
			return nil
		}
	}
	return v
}

// regionsOf returns the regions of a lock, but for the functions that are only
// called under it and look at nothing but their parameters.
func (c *checker) regionsOf(lock *types.Var) []*guard.Region {
	return slices.DeleteFunc(slices.Clone(c.guard.RegionsOf(lock)), func(r *guard.Region) bool {
		decl, ok := r.Func.(*ast.FuncDecl)
		if !ok || !r.Inherited {
			return false
		}
		fn, ok := c.info.Defs[decl.Name].(*types.Func)
		return ok && c.isPureFunc(fn)
	})
}

// isShared reports whether v is more than a variable of the function that
// the region is in.
func isShared(v *types.Var, r *guard.Region) bool {
	return v.IsField() || v.Pos() < r.Func.Pos() || r.Func.End() <= v.Pos()
}
