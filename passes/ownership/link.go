package ownership

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/csummary"
)

// published notes that others may have the pointer, and all it leads to.
func (x *tracker) published(st *state, s symbol) {
	if len(st.private.Entries()) == 0 {
		return
	}
	for _, r := range x.reachable(st, s) {
		st.private.Delete(r)
	}
}

// reachable returns the symbols that a value leads to, itself included.
func (x *evaluator) reachable(st *state, s symbol) []symbol {
	const most = 200
	all := []symbol{s}
	add := func(t symbol) {
		if t != 0 && len(all) < most && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	x.stores = x.stores[:0]
	for at, t := range st.memory.Entries() {
		x.stores = append(x.stores, stored{at.base, t})
	}
	for i := 0; i < len(all); i++ {
		switch sh := x.shapes[all[i]]; sh.form {
		case address, inside, boxed, field:
			add(sh.a)
		case closure, tuple:
			for _, p := range x.parts[all[i]] {
				add(p)
			}
		case structure:
			for _, p := range x.fields[all[i]] {
				add(p)
			}
		}
		for _, c := range x.stores {
			if c.base == all[i] {
				add(c.value)
			}
		}
	}
	return all
}

// A stored value is somewhere in what base points to.
type stored struct{ base, value symbol }

// isOtherField reports whether a value is the address of a field of an object
// that has the resource in another one: what that field leads to is published.
func (x *tracker) isOtherField(st *state, s symbol) bool {
	sh := x.shapes[s]
	if sh.form != address || x.vars[s] == nil || sh.a == st.res.id {
		return false
	}
	var parts []symbol
	for at, part := range st.memory.Entries() {
		if at.base == sh.a && strings.HasPrefix(at.path, sh.path) {
			if x.linked(st, part) != unrelated {
				return false
			}
			parts = append(parts, part)
		}
	}
	for _, part := range parts {
		x.published(st, part)
	}
	return true
}

// A link says how a value leads to the resource.
type link uint8

const (
	unrelated link = iota
	holding        // it is a pointer to, or a value with, a place that holds the resource
	within         // it points into the resource
	same           // it is the resource
)

// linked says how a value leads to the resource.
func (x *tracker) linked(st *state, s symbol) link {
	id := st.res.id
	if id == 0 || s == 0 {
		return unrelated
	}
	if x.kind == Structs && st.res.status == Freed {
		return x.linkedPart(st, s)
	}
	switch {
	case s == id:
		return same
	case x.shapes[s].form == boxed:
		return x.linked(st, x.shapes[s].a)
	case x.leadsInto(s, id):
		if x.start(s) && x.root(s) == id {
			return same
		}
		return within
	case x.goesWith(st, s):
		return within
	}
	for _, r := range x.reachable(st, s) {
		if r == id || r != s && (x.leadsInto(r, id) || x.goesWith(st, r)) {
			return holding
		}
	}
	return unrelated
}

// linkedPart says how a value leads to what was freed in a struct: the struct is a
// variable of Go, which is there still.
func (x *tracker) linkedPart(st *state, s symbol) link {
	switch {
	case s == st.res.id:
		return same
	case x.goesWith(st, s):
		return within
	case slices.ContainsFunc(x.reachable(st, s), func(r symbol) bool { return x.goesWith(st, r) }):
		return holding
	}
	return unrelated
}

// leadsInto reports whether s is a pointer into what id points to.
func (x *evaluator) leadsInto(s, id symbol) bool {
	for {
		if s == id {
			return true
		}
		switch sh := x.shapes[s]; sh.form {
		case address, inside:
			s = sh.a
		default:
			return false
		}
	}
}

// goesWith reports whether a value points to a part of the object that was
// freed, which was freed with it.
func (x *tracker) goesWith(st *state, s symbol) bool {
	f := st.res.freed
	if st.res.status != Freed || f == nil {
		return false
	}
	for {
		sh := x.shapes[s]
		switch sh.form {
		case address, inside:
			s = sh.a
		case belonging:
			if st.loose.Get(s) {
				return false
			}
			if x.leadsInto(sh.a, st.res.id) {
				return sh.path == "" || x.freesField(f, sh.path)
			}
			s = sh.a
		case field:
			return x.kind == Structs && f.whole != 0 && sh.a == f.whole && !x.numbers[s]
		case content:
			field := f.fields[s]
			return field != nil && (x.kind == Structs && gotype.IsAnyPointer(field.Type()) || x.freesField(f, inC(field)) || x.freesText(f, field))
		default:
			return false
		}
	}
}

// inC is the way from an object to what a field points to, as summaries of C write
// it: cgo puts _ before what is a keyword of Go.
func inC(field *types.Var) string { return "->" + strings.TrimPrefix(field.Name(), "_") }

// freesField reports whether what freed an object also freed what a field of
// it points to.
func (x *tracker) freesField(f *freeing, field string) bool {
	call, ok := f.Instr.(ssa.CallInstruction)
	if !ok {
		return false
	}
	s := x.p.csummary.Func(CName(call.Common()))
	return s != nil && slices.ContainsFunc(s.Params, func(p csummary.Param) bool { return slices.Contains(p.FreedFields, field) })
}

// freesText reports whether a string or buffer that a field of an object points to
// goes with the object: of what ends the object only the name is known, and the
// program doesn't free it itself.
func (x *tracker) freesText(f *freeing, field *types.Var) bool {
	call, ok := f.Instr.(ssa.CallInstruction)
	if !ok || !isNumbers(field.Type()) || x.kind != CMemory {
		return false
	}
	name := CName(call.Common())
	s := x.p.csummary.Func(name)
	return name != "" && name != "free" && (s == nil || s.Contract)
}

// isOwnText reports whether a value is a text or buffer of an object that was freed,
// of which it is only likely that it went with the object: who frees it knows that
// it did not.
func (x *tracker) isOwnText(st *state, s symbol) bool {
	f := st.res.freed
	if f == nil {
		return false
	}
	field := f.fields[x.root(s)]
	return field != nil && x.freesText(f, field) && !x.freesField(f, inC(field))
}

// isNumbers reports whether a type is a pointer to numbers, such as characters.
func isNumbers(t types.Type) bool {
	ptr, ok := t.Underlying().(*types.Pointer)
	return ok && gotype.IsNumber(ptr.Elem())
}

// loosen notes that C got a part of an object, and may have made it one of its
// own, or a part of another.
func (x *evaluator) loosen(st *state, s symbol) {
	for {
		switch sh := x.shapes[s]; sh.form {
		case address, inside:
			s = sh.a
		case belonging:
			st.loose.Set(s, true)
			s = sh.a
		default:
			return
		}
	}
}
