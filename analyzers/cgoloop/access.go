package cgoloop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/crossing"
	"github.com/cgolint/cgolint/passes/csummary"
)

// An access is a call of a C function that does nothing but read or write a
// field or an element of C memory, or move a pointer.
type access struct {
	*csummary.Access
	call   *cgosource.Call
	object ast.Expr   // the argument that is a pointer to the memory
	typ    types.Type // of the field, or of the array or pointer that has the elements; nil when Go does not know it
	path   string     // from the object, as Go writes it
}

// accesses returns what the sites of a loop read and write, or nil if one
// does anything else.
func (m *matcher) accesses(l *loop) []*access {
	var all []*access
	for _, site := range l.sites {
		a := m.access(site)
		if a == nil || a.Below >= 0 && !m.staysBelow(l, a) {
			return nil
		}
		all = append(all, a)
	}
	return all
}

func (m *matcher) access(site crossing.Site) *access {
	expr, ok := site.Node.(*ast.CallExpr)
	if !ok || len(site.Via) > 0 {
		return nil
	}
	call := m.src.Call(expr)
	if call == nil || call.TwoValued {
		return nil
	}
	f := m.sums.Func(call.Name)
	if f == nil || f.Access == nil || len(call.Args) != len(f.Params) {
		return nil
	}
	a := &access{Access: f.Access, call: call, object: call.Args[f.Access.Object]}
	a.typ = m.src.Info.TypeOf(a.object)
	if a.Step != 0 && !isPointerToSome(a.typ) {
		return nil // Go does not know how large an element is
	}
	for field := range strings.SplitSeq(strings.TrimPrefix(a.Path, "."), ".") {
		if field == "" {
			continue
		}
		if token.IsKeyword(field) {
			field = "_" + field // as cgo does
		}
		a.typ = fieldType(a.typ, field)
		a.path += "." + field
	}
	return a
}

// isPointerToSome reports whether a type is a pointer to something that has a
// size.
func isPointerToSome(t types.Type) bool {
	p, ok := under(t).(*types.Pointer)
	if !ok {
		return false
	}
	s, ok := p.Elem().Underlying().(*types.Struct)
	return !ok || s.NumFields() > 0
}

// staysBelow reports whether the index of an access is below what the C
// function compares it with: what the loop counts to.
func (m *matcher) staysBelow(l *loop, a *access) bool {
	variable, length := m.counts(l.stmt)
	if variable == nil || m.variable(a.call.Args[a.Index]) != variable {
		return false
	}
	bound := m.variable(a.call.Args[a.Below])
	return bound != nil && bound == m.variable(length) && m.isOwnVariable(l, bound)
}

// variable returns the variable that an expression is, with conversions, or nil.
func (m *matcher) variable(e ast.Expr) *types.Var {
	id, ok := m.src.Unconverted(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := m.src.Info.Uses[id].(*types.Var)
	return v
}

// fieldType returns the type of a field of a struct or of what a pointer to
// one points to, or nil.
func fieldType(t types.Type, name string) types.Type {
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range s.Fields() {
		if f.Name() == name {
			return f.Type()
		}
	}
	return nil
}

// elem returns the type of what is read or written, or nil when Go does not
// know it. An array is not only a pointer to its elements.
func (a *access) elem() (elem types.Type, isArray bool) {
	if a.typ == nil || a.Index < 0 {
		return a.typ, false
	}
	switch t := a.typ.Underlying().(type) {
	case *types.Pointer:
		return t.Elem(), false
	case *types.Array:
		return t.Elem(), true
	}
	return nil, false
}

// place returns what is read or written, for a message.
func (m *matcher) place(a *access) string {
	text := m.whole(a)
	if elem, _ := a.elem(); text == "" || elem == nil {
		return ""
	}
	if a.Index >= 0 {
		index := m.src.Text(m.src.Unconverted(a.call.Args[a.Index]))
		if len(index) > 12 || index == "" {
			index = "i"
		}
		text += "[" + index + "]"
	}
	return text
}

// whole returns the Go for the field or the array that an access is to, or "".
func (m *matcher) whole(a *access) string {
	text := m.simple(a.object)
	if and, ok := ast.Unparen(a.object).(*ast.UnaryExpr); ok && and.Op == token.AND && a.path != "" {
		text = m.simple(and.X)
	} else if xs := m.firstOf(a.object); xs != nil && a.path == "" {
		text = m.simple(xs)
	}
	if text == "" {
		return ""
	}
	return text + a.path
}

// simple returns the text of an expression that is a variable or a field of
// one, else "".
func (m *matcher) simple(e ast.Expr) string {
	for x := e; ; {
		switch y := x.(type) {
		case *ast.Ident:
			return m.src.Text(e)
		case *ast.SelectorExpr:
			if m.src.Ref(y) != nil {
				return ""
			}
			x = y.X
		default:
			return ""
		}
	}
}

// inGo says that Go can do by itself what the sites of a loop cross for, or
// returns "".
func (m *matcher) inGo(l *loop) string {
	accesses := m.accesses(l)
	if accesses == nil {
		return ""
	}
	var places []string
	seen := make(map[string]bool)
	verb, through := "read", ""
	for _, a := range accesses {
		if a.Step != 0 {
			return fmt.Sprintf("Go can move %s itself, with unsafe.Slice", m.src.Text(a.object))
		}
		place := m.place(a)
		if a.Value >= 0 {
			verb = "set"
		}
		if place == "" {
			return fmt.Sprintf("it only %ss C memory, which a Go slice over the memory does without crossing", verb)
		}
		if _, isArray := a.elem(); a.Index >= 0 && !isArray && m.firstOf(a.object) == nil {
			through = ", with unsafe.Slice"
		}
		if !seen[place] {
			seen[place] = true
			places = append(places, place)
		}
	}
	return fmt.Sprintf("Go can %s %s itself%s", verb, sentence.List(places), through)
}
