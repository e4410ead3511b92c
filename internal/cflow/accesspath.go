package cflow

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
)

// An accessPath is how C reaches a place in memory: from a variable,
// "list.head"; from a parameter, for which "$" stands, "$->next"; from what a
// function returns, "head()->next"; or, when it begins with a selector or is
// empty, from an object at hand, ".next->prev". Its form is known to its
// methods only.
type accessPath string

// parameter is the path of a parameter itself.
const parameter accessPath = "$"

// path returns the place in an object that an instruction names.
func (f *function) path(in *cir.Instr) accessPath { return accessPath(f.unit.Strings[in.Path]) }

// returnedBy returns the path of the pointer that a function returns.
func returnedBy(name string) accessPath { return accessPath(name + "()") }

// returnedFor returns the path of the pointer that a function returns for a
// parameter.
func returnedFor(name string) accessPath { return accessPath(name) + "(" + parameter + ")" }

// isField reports whether p begins with a field of the object at hand.
func (p accessPath) isField() bool { return strings.HasPrefix(string(p), ".") }

// then returns the place at rest of the object that the pointer p points to.
func (p accessPath) then(rest accessPath) accessPath {
	switch {
	case rest == "":
		return "*" + p
	case rest.isField():
		return p + "->" + rest[1:]
	}
	return p + rest
}

// member returns the place at rest of an object: of the one that p, a place,
// holds a pointer to, or of the one that is at p.
func (p accessPath) member(rest accessPath, pointer bool) accessPath {
	inner, star := strings.CutPrefix(string(p), "*")
	switch {
	case rest == "" && pointer:
		return "*" + p
	case rest == "":
		return p
	case pointer && rest.isField():
		if star {
			p = "(" + p + ")"
		}
		return p + "->" + rest[1:]
	case star && rest.isField():
		return accessPath(inner) + "->" + rest[1:]
	}
	return p + rest
}

// parent returns the pointer that p leads through last; ok is false when there
// is none.
func (p accessPath) parent() (parent accessPath, ok bool) {
	i := strings.LastIndex(string(p), "->")
	if i < 0 {
		return "", false
	}
	return p[:i], true
}

// ofParameter returns p from the object that the parameter points to: ".next"
// for "$->next"; ok is false for other places.
func (p accessPath) ofParameter() (field accessPath, ok bool) {
	rest, ok := strings.CutPrefix(string(p), "$->")
	return accessPath("." + rest), ok
}

// within reports whether p leads through the pointer or object at outer.
func (p accessPath) within(outer accessPath) bool {
	return strings.HasPrefix(string(p), string(outer))
}

// with returns p with a name in place of the parameter.
func (p accessPath) with(name string) string {
	return strings.ReplaceAll(string(p), string(parameter), name)
}

// of returns p, a place of a callee's parameter, for the argument o.
func (p accessPath) of(o *origin) accessPath {
	object := o.at("")
	if field, ok := p.ofParameter(); ok {
		if o.addr || o.path != "" {
			return object + field
		}
		return o.text.then(field)
	}
	if rest, ok := strings.CutPrefix(string(p), "*$"); ok {
		return object + accessPath(rest)
	}
	if rest, ok := strings.CutPrefix(string(p), "(*$)"); ok && (o.addr || o.path != "") {
		return object + accessPath(rest)
	}
	base := o.text
	if o.addr || o.path != "" {
		base = "(&" + object + ")"
	}
	return accessPath(p.with(string(base)))
}

// selector returns how C selects the place p of an object by a pointer to it:
// "->next", or "*" where it is no field.
func (p accessPath) selector() string {
	if p.isField() {
		return "->" + string(p[1:])
	}
	return "*"
}

// inAnyObject returns the variable or field that p ends in, as ".next": a
// field is taken for the same in all objects.
func (p accessPath) inAnyObject() string {
	text := string(p)
	if i := max(strings.LastIndexByte(text, '.'), strings.LastIndex(text, "->")+1); i > 0 {
		return "." + strings.TrimRight(text[i+1:], "[])")
	}
	return strings.TrimRight(strings.TrimLeft(text, "*(&"), "[])")
}

// A placeKey tells a place that outlives a call from others.
type placeKey struct {
	param int // the parameter that it is reached from; -1 for a global
	path  accessPath
}

// of returns the place of a callee for the caller's arguments; ok is false when
// it is not known to outlive the call.
func (k placeKey) of(args []origin) (place placeKey, ok bool) {
	if k.param < 0 {
		return k, true
	}
	if k.param >= len(args) {
		return placeKey{}, false
	}
	s := sink{origin: args[k.param], text: k.path.of(&args[k.param])}
	return s.key()
}
