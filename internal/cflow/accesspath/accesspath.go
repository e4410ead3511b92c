// Package accesspath has the ways in which C code reaches places in memory.
package accesspath

import "strings"

// A Path is how C reaches a place in memory: from a variable,
// "list.head"; from a parameter, for which "$" stands, "$->next"; from what a
// function returns, "head()->next"; or, when it begins with a selector or is
// empty, from an object at hand, ".next->prev". Its form is known to its
// methods only.
type Path string

// Parameter is the path of a parameter itself.
const Parameter Path = "$"

// ReturnedBy returns the path of the pointer that a function returns.
func ReturnedBy(name string) Path { return Path(name + "()") }

// ReturnedFor returns the path of the pointer that a function returns for a
// parameter.
func ReturnedFor(name string) Path { return Path(name) + "(" + Parameter + ")" }

// IsField reports whether p begins with a field of the object at hand.
func (p Path) IsField() bool { return strings.HasPrefix(string(p), ".") }

// Then returns the place at rest of the object that the pointer p points to.
func (p Path) Then(rest Path) Path {
	switch {
	case rest == "":
		return "*" + p
	case rest.IsField():
		return p + "->" + rest[1:]
	}
	return p + rest
}

// Member returns the place at rest of an object: of the one that p, a place,
// holds a pointer to, or of the one that is at p.
func (p Path) Member(rest Path, pointer bool) Path {
	inner, star := strings.CutPrefix(string(p), "*")
	switch {
	case rest == "" && pointer:
		return "*" + p
	case rest == "":
		return p
	case pointer && rest.IsField():
		if star {
			p = "(" + p + ")"
		}
		return p + "->" + rest[1:]
	case star && rest.IsField():
		return Path(inner) + "->" + rest[1:]
	}
	return p + rest
}

// Parent returns the pointer that p leads through last; ok is false when there
// is none.
func (p Path) Parent() (parent Path, ok bool) {
	i := strings.LastIndex(string(p), "->")
	if i < 0 {
		return "", false
	}
	return p[:i], true
}

// OfParameter returns p from the object that the parameter points to: ".next"
// for "$->next"; ok is false for other places.
func (p Path) OfParameter() (field Path, ok bool) {
	rest, ok := strings.CutPrefix(string(p), "$->")
	if !ok {
		return "", false
	}
	return Path("." + rest), true
}

// Within reports whether p leads through the pointer or object at outer.
func (p Path) Within(outer Path) bool {
	return strings.HasPrefix(string(p), string(outer))
}

// WithName returns p with a name in place of the parameter, which it has once:
// GNU C has names of fields with "$" in them too.
func (p Path) WithName(name string) string {
	return strings.Replace(string(p), string(Parameter), name, 1)
}

// Selector returns how C selects the place p of an object by a pointer to it:
// "->next", or "*" where it is no field.
func (p Path) Selector() string {
	if p.IsField() {
		return "->" + string(p[1:])
	}
	return "*"
}

// InAnyObject returns the variable or field that p ends in, as ".next": a
// field is taken for the same in all objects.
func (p Path) InAnyObject() string {
	text := string(p)
	if i := max(strings.LastIndexByte(text, '.'), strings.LastIndex(text, "->")+1); i > 0 {
		return "." + strings.TrimRight(text[i+1:], "[])")
	}
	return strings.TrimRight(strings.TrimLeft(text, "*(&"), "[])")
}
