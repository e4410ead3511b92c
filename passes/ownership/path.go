package ownership

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A way to a resource from a value is written as steps: ".1" is a field of a
// struct, and "*" follows a pointer, so that "*.2" is field 2 of what a
// parameter points to.

// follow goes a way from a value.
func (x *evaluator) follow(st *state, s symbol, path string, _ ssa.Instruction) symbol {
	for path != "" {
		deref := path[0] == '*'
		path = strings.TrimPrefix(path, "*")
		part := path
		if i := strings.IndexByte(path, '*'); i >= 0 {
			part = path[:i]
		}
		path = path[len(part):]
		switch {
		case deref && part != "":
			s = x.load(st, x.element(s, part), types.Typ[types.UnsafePointer])
		case deref:
			s = x.load(st, s, types.Typ[types.UnsafePointer])
		default:
			s = x.part(s, part, types.Typ[types.UnsafePointer])
		}
	}
	return s
}

// pathTo returns the way from a value to the resource, at most two pointers
// long.
func (x *tracker) pathTo(st *state, s symbol) (string, bool) {
	if x.shapes[s].form == boxed {
		s = x.shapes[s].a
	}
	if x.linked(st, s) == same {
		return "", true
	}
	if x.shapes[s].form == structure {
		for path, f := range x.fields[s] {
			if f == st.res.id {
				return path, true
			}
		}
		return "", false
	}
	return x.pathFrom(st, s, 2)
}

func (x *evaluator) pathFrom(st *state, s symbol, depth int) (string, bool) {
	at := x.place(s)
	for c, t := range st.memory.Entries() {
		if c.base == at.base && strings.HasPrefix(c.path, at.path) && t == st.res.id && !weak(c.path) {
			return "*" + c.path[len(at.path):], true
		}
	}
	if depth == 1 {
		return "", false
	}
	for c, t := range st.memory.Entries() {
		if c.base == at.base && strings.HasPrefix(c.path, at.path) && t != s && !weak(c.path) {
			if rest, ok := x.pathFrom(st, t, depth-1); ok {
				return "*" + c.path[len(at.path):] + rest, true
			}
		}
	}
	return "", false
}

// origin returns the parameter or captured variable that a value was read
// from, by its number, and the way from there.
func (x *tracker) origin(s symbol) (param int, path string, ok bool) {
	switch sh := x.shapes[s]; sh.form {
	case opaque:
		v, isValue := sh.at.(ssa.Value)
		if !isValue {
			return 0, "", false
		}
		b := x.p.bodyOf(x.fn)
		n, known := b.number[v]
		return n, "", known && n < len(x.fn.Params)+len(x.fn.FreeVars)
	case content:
		at := x.place(sh.a)
		param, path, ok = x.origin(at.base)
		return param, path + "*" + at.path, ok && !weak(at.path)
	case field:
		param, path, ok = x.origin(sh.a)
		return param, path + sh.path, ok
	}
	return 0, "", false
}
