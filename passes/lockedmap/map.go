package lockedmap

import (
	"cmp"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/passes/guard"
)

// A Map is a map that the program has once, behind a lock.
type Map struct {
	Var      *types.Var // the variable or field
	Lock     *types.Var
	Accesses []*Access // without those in tests, in source order by file

	// Counter numbers the entries, or is nil: all keys that are inserted
	// are allocated from it, under the same lock.
	Counter  *types.Var
	IDAllocs []*IDAlloc // one for each insertion, when there is a counter
}

// maps returns the global maps of the package that one lock guards.
func (p *Package) maps() []*Map {
	var found []*Map
	names := p.src.Types.Scope()
	seen := make(map[*types.Var]bool)
	for _, name := range names.Names() {
		v, ok := names.Lookup(name).(*types.Var)
		if !ok {
			continue
		}
		for _, m := range p.mapsIn(v, 3) {
			if seen[m] || p.src.IsTest(m.Pos()) || p.src.SkipsGenerated(m.Pos()) || p.src.File(m.Pos()) == nil {
				continue
			}
			seen[m] = true
			if lock, _ := p.guard.LockOf(m); lock != nil && !p.isSharded(m) {
				found = append(found, &Map{Var: m, Lock: lock, Accesses: p.accesses(m)})
			}
		}
	}
	slices.SortFunc(found, func(a, b *Map) int { return cmp.Compare(a.Var.Pos(), b.Var.Pos()) })
	return found
}

// mapsIn returns v, if it is a map, or the maps among the fields of the
// struct that it is or points to, if there is one such struct.
func (p *Package) mapsIn(v *types.Var, depth int) []*types.Var {
	maps := p.variablesIn(v, depth)
	return slices.DeleteFunc(maps, func(v *types.Var) bool {
		_, isMap := v.Type().Underlying().(*types.Map)
		return !isMap
	})
}

// variablesIn returns v and the fields of the struct that it is or points to,
// if there is one such struct, and theirs.
func (p *Package) variablesIn(v *types.Var, depth int) []*types.Var {
	all := []*types.Var{v}
	t := v.Type()
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || depth == 0 {
		return all
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && !p.isSingle(named.Origin().Obj()) {
		return all
	}
	for f := range s.Fields() {
		all = append(all, p.variablesIn(f.Origin(), depth-1)...)
	}
	return all
}

// IsGlobal reports whether the program has one variable v: of the package, or
// a field of a struct of which there is one.
func (p *Package) IsGlobal(v *types.Var) bool {
	names := p.src.Types.Scope()
	return slices.ContainsFunc(names.Names(), func(name string) bool {
		global, ok := names.Lookup(name).(*types.Var)
		return ok && slices.Contains(p.variablesIn(global, 3), v.Origin())
	})
}

// isSharded reports whether the map is reached through an index: it is one
// of several.
func (p *Package) isSharded(v *types.Var) bool {
	return slices.ContainsFunc(p.guard.Uses(v), func(u *guard.Use) bool {
		if u.Kind == guard.Literal {
			return false
		}
		steps := p.guard.Path(u.Expr).Steps
		return slices.ContainsFunc(steps, func(s guard.Step) bool { return s.Field == nil && s.Text != "" && s.Text[0] == '[' })
	})
}
