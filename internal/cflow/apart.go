package cflow

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
)

// apart gives other names to the static variables of units whose names others
// have too: "cache" of lru.c becomes "lru:cache". Units that have none are
// returned as they are.
func apart(units []*cir.Unit) []*cir.Unit {
	users, statics := make(map[string]int), make(map[string]bool)
	for _, u := range units {
		for _, name := range u.Statics {
			statics[name] = true
		}
		for name := range globalsOf(u) {
			users[name]++
		}
	}
	taken := make(map[string]bool)
	all := slices.Clone(units)
	for i, u := range units {
		prefix := prefixOf(u, taken)
		names := make(map[string]string)
		for _, name := range u.Statics {
			if statics[name] && users[name] > 1 {
				names[name] = prefix + ":" + name
			}
		}
		if len(names) > 0 {
			all[i] = renamed(u, names)
		}
	}
	return all
}

// globalsOf returns the names of the variables outside of functions that a
// unit uses.
func globalsOf(u *cir.Unit) map[string]bool {
	names := make(map[string]bool)
	for _, f := range u.Funcs {
		for i := range f.Consts {
			if k := &f.Consts[i]; k.Kind == cir.GlobalConst {
				names[k.Name] = true
			}
		}
	}
	for _, name := range u.Statics {
		names[name] = true
	}
	for _, init := range u.Inits {
		names[init.Global] = true
	}
	return names
}

// prefixOf returns a name for a unit, other than those that are taken.
func prefixOf(u *cir.Unit, taken map[string]bool) string {
	base := filepath.Base(u.Name)
	base = strings.TrimSuffix(base, filepath.Ext(base))
	name := base
	for n := 2; taken[name]; n++ {
		name = fmt.Sprint(base, n)
	}
	taken[name] = true
	return name
}

// renamed returns a copy of a unit with other names for some variables.
func renamed(u *cir.Unit, names map[string]string) *cir.Unit {
	name := func(old string) string {
		if to, ok := names[old]; ok {
			return to
		}
		return old
	}
	r := *u
	r.Funcs = nil
	for _, f := range u.Funcs {
		g := *f
		g.Consts = slices.Clone(f.Consts)
		for i := range g.Consts {
			if k := &g.Consts[i]; k.Kind == cir.GlobalConst {
				k.Name = name(k.Name)
			}
		}
		r.Funcs = append(r.Funcs, &g)
	}
	r.Inits = slices.Clone(u.Inits)
	for i := range r.Inits {
		r.Inits[i].Global = name(r.Inits[i].Global)
	}
	r.Arrays = slices.Clone(u.Arrays)
	for i := range r.Arrays {
		r.Arrays[i].Name = name(r.Arrays[i].Name)
	}
	r.ThreadLocals = slices.Clone(u.ThreadLocals)
	for i := range r.ThreadLocals {
		r.ThreadLocals[i] = name(r.ThreadLocals[i])
	}
	r.Statics = slices.Clone(u.Statics)
	for i := range r.Statics {
		r.Statics[i] = name(r.Statics[i])
	}
	return &r
}
