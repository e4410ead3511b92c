package cgoloop

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/crossing"
)

// message says what crosses, once per what, and what would cross once.
func message(m *matcher, l *loop) string {
	src := m.src
	subjects := subjects(src, l.sites)
	verb := "crosses"
	if len(subjects) > 1 {
		verb = "cross"
	}
	per, remedy := crossing.Per(src, l.stmt), remedy(src, l.stmt)
	if r := m.remedy(l); r != "" {
		remedy = r
	}
	return fmt.Sprintf("%s %s into C once per %s: %s", sentence.List(subjects), verb, per, remedy)
}

// remedy says what would spare the crossings of this loop, beside a C function
// that has the loop, or returns "".
func (m *matcher) remedy(l *loop) string {
	if l.sameString {
		return "C.CString copies the same string each time, and can be called once, before the loop"
	}
	if s := m.inGo(l); s != "" {
		return s
	}
	for _, site := range l.sites {
		if h := m.hoist(l, site); h != nil {
			return "the arguments of C." + h.call.Name + " stay the same in the loop, and it can be called once, before it"
		}
	}
	if s := byGo[l.sites[0].Name]; s != "" && len(l.sites[0].Via) == 0 {
		return s
	}
	if isIterator(l) {
		return "a C function that fetches many at a time would cross once for all of them"
	}
	if m.copiesStrings(l) {
		return "C.CString crosses once more for each; with all strings in one buffer, one call would do"
	}
	return ""
}

// byGo says what Go has in place of functions of the C library.
var byGo = map[string]string{
	"memcpy":  "copy, with unsafe.Slice over the C memory, moves the bytes without crossing",
	"memmove": "copy, with unsafe.Slice over the C memory, moves the bytes without crossing",
	"memset":  "a Go loop, with unsafe.Slice over the C memory, sets the bytes without crossing",
	"memcmp":  "bytes.Compare, with unsafe.Slice over the C memory, compares without crossing",
}

// iterates matches the names that C libraries give to what goes to the next
// element.
var iterates = lazyregexp.New(`(?i)(^|_)(iter|iterator|cursor)?_?(next|step|advance)|Next|Step`)

// isIterator reports whether the loop goes from one element to the next by a
// C call.
func isIterator(l *loop) bool {
	if _, ok := l.stmt.(*ast.ForStmt); !ok {
		return false
	}
	for _, site := range l.sites {
		if iterates.MatchString(site.Name) {
			return true
		}
	}
	return false
}

// subjects returns what crosses in a loop, each once.
func subjects(src *cgosource.Package, sites []crossing.Site) []string {
	var all []string
	for _, site := range sites {
		if s := crossing.Subject(src, site); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// remedy says what would make the iterations of a loop one crossing.
func remedy(src *cgosource.Package, stmt ast.Stmt) string {
	if loop, ok := stmt.(*ast.RangeStmt); ok {
		switch types.Unalias(under(src.Info.TypeOf(loop.X))).(type) {
		case *types.Slice, *types.Array, *types.Pointer:
			return "one call with all elements would cross once"
		case *types.Map:
			return "one call with all entries would cross once"
		case *types.Chan, *types.Signature:
			return "one call with several values would cross once"
		}
	}
	return "a C function with the loop in it would cross once"
}

func under(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t.Underlying()
}
