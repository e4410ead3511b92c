package ownership

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/gotype"
)

// load returns what is at an address.
func (x *evaluator) load(st *state, p symbol, t types.Type) symbol {
	s := x.loadFrom(st, p, t)
	if gotype.IsNumber(t) || gotype.IsBoolean(t) {
		x.numbers[s] = true
	}
	return s
}

func (x *evaluator) loadFrom(st *state, p symbol, t types.Type) symbol {
	at := x.place(p)
	if weak(at.path) { // some element, and another one the next time
		for c, s := range st.memory.Entries() {
			st.res.given = st.res.given || c.base == at.base && x.isResource(st, s)
		}
		st.epoch++
		return x.make(shape{form: content, a: x.addressOf(at), b: st.epoch})
	}
	if s, ok := x.stored(st, at, t); ok {
		return s
	}
	if isAggregate(t) {
		return x.snapshot(st, at)
	}
	if first, ok := st.memory.Lookup(place{at.base, at.path + ".0"}); ok {
		return first // a slice, by the header that a struct stands for
	}
	if st.private.Get(at.base) && !x.filled[at.base] {
		return x.zero(t)
	}
	s := x.make(shape{form: content, a: x.addressOf(at), b: st.epoch})
	st.memory.Set(at, s)
	return s
}

// stored returns what was stored at a place, alone or as part of a larger
// value.
func (x *evaluator) stored(st *state, at place, t types.Type) (symbol, bool) {
	if s, ok := st.memory.Lookup(at); ok {
		return s, true
	}
	for i := len(at.path) - 1; i >= 0; i-- {
		if c := at.path[i]; c == '.' || c == '[' {
			if s, ok := st.memory.Lookup(place{at.base, at.path[:i]}); ok {
				return x.part(s, at.path[i:], t), true
			}
		}
	}
	return 0, false
}

func isAggregate(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// snapshot returns the value of a struct or array as it is in memory.
func (x *evaluator) snapshot(st *state, at place) symbol {
	parts := make(map[string]symbol)
	var key strings.Builder
	for _, c := range st.sorted(at) {
		parts[c.path[len(at.path):]] = st.memory.Get(c)
		key.WriteString(c.path)
		key.WriteByte('=')
		key.WriteString(itoa(st.memory.Get(c)))
	}
	sh := shape{form: structure, a: x.addressOf(at), b: st.epoch, path: key.String()}
	if st.private.Get(at.base) && !x.filled[at.base] {
		sh.op = token.VAR
	}
	s := x.make(sh)
	x.fields[s] = parts
	return s
}

// sorted returns the places within at that hold something.
func (st *state) sorted(at place) []place {
	var all []place
	for c := range st.memory.Entries() {
		if c.base == at.base && strings.HasPrefix(c.path, at.path) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b place) int { return strings.Compare(a.path, b.path) })
	return all
}

// store puts a value at an address.
func (x *evaluator) store(st *state, p, s symbol) {
	at := x.place(p)
	if !st.private.Get(at.base) {
		st.epoch++
	}
	for c := range st.memory.Entries() {
		if c.base == at.base && (strings.HasPrefix(c.path, at.path) || weak(c.path) || weak(at.path) && strings.HasPrefix(c.path, at.path[:strings.Index(at.path, "[*]")])) {
			st.memory.Delete(c)
		}
	}
	if x.shapes[s].form == structure {
		for path, f := range x.fields[s] {
			st.memory.Set(place{at.base, at.path + path}, f)
		}
		if x.shapes[s].op == token.VAR && st.private.Get(at.base) {
			return
		}
		if _, ok := st.memory.Lookup(at); ok {
			return
		}
	}
	st.memory.Set(at, s)
}

// weak reports whether a path is that of any element of an array.
func weak(path string) bool { return strings.Contains(path, "[*]") }

// changed forgets what may be other than before: all that keep does not want.
func (st *state) changed(keep func(place) bool) {
	st.epoch++
	for c := range st.memory.Entries() {
		if !keep(c) {
			st.memory.Delete(c)
		}
	}
}
