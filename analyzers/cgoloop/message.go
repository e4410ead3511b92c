package cgoloop

import (
	"fmt"
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"

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
	per, remedy := iteration(src, l.stmt)
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
		return "C.CString crosses once more for each of them; one buffer with all strings would cross once"
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
var iterates = regexp.MustCompile(`(?i)(^|_)(iter|iterator|cursor)?_?(next|step|advance)|Next|Step`)

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
		if s := subject(src, site); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// subject names a site: the C function, and the Go function that the loop
// calls to get to it.
func subject(src *cgosource.Package, site crossing.Site) string {
	if len(site.Via) == 0 {
		return "C." + site.Name
	}
	return fmt.Sprintf("%s (by C.%s)", nameFrom(src, site.Via[0]), site.Name)
}

// nameFrom returns the name of a Go function as one would say it in the
// package: that of another package with the package's or its receiver's.
func nameFrom(src *cgosource.Package, obj types.Object) string {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == src.Types {
		return obj.Name()
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Pkg().Name() + "." + fn.Name()
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Name() + "." + fn.Name()
	}
	return fn.Name()
}

// iteration says what an iteration of the loop is of, and what would make the
// iterations one crossing.
func iteration(src *cgosource.Package, stmt ast.Stmt) (per, remedy string) {
	loop, ok := stmt.(*ast.RangeStmt)
	if !ok {
		return "iteration", "a C function that has the loop would be crossed into once"
	}
	x := operand(src, loop.X)
	switch t := src.Info.TypeOf(loop.X); types.Unalias(under(t)).(type) {
	case *types.Slice, *types.Array, *types.Pointer:
		return "element of " + x, "one call with all elements would cross once"
	case *types.Map:
		return "entry of " + x, "one call with all entries would cross once"
	case *types.Chan:
		return "value from " + x, "one call with several values would cross once"
	case *types.Signature:
		return "value of " + x, "one call with several values would cross once"
	}
	return "iteration", "a C function that has the loop would be crossed into once"
}

func under(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t.Underlying()
}

// operand returns the text of what a loop ranges over, if it is short enough
// for a message.
func operand(src *cgosource.Package, e ast.Expr) string {
	text := strings.Join(strings.Fields(src.Text(e)), " ")
	if len(text) > 40 || text == "" {
		return "the range"
	}
	return text
}
