package cgoloop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// isStatement reports whether a call is a statement of its own.
func (r *rewriter) isStatement(call *cgosource.Call) bool {
	is := false
	ast.Inspect(r.stmt, func(n ast.Node) bool {
		s, ok := n.(*ast.ExprStmt)
		is = is || ok && s.X == call.CallExpr
		return !is
	})
	return is
}

// write returns the Go for an access of a place, or "".
func (r *rewriter) write(a *access, place string) string {
	elem, _ := a.elem()
	if elem == nil || r.whole(a) == "" {
		return ""
	}
	if a.Value >= 0 {
		value := a.call.Args[a.Value]
		if !r.isStatement(a.call) {
			return ""
		}
		text := converted(r.src.Text(value), r.src.Info.TypeOf(value), elem)
		if text == "" {
			return ""
		}
		return place + " = " + text
	}
	result := r.src.Info.TypeOf(a.call.CallExpr)
	if a.Address {
		elem, place = types.NewPointer(elem), "&"+place
	}
	return converted(place, elem, result)
}

// moved returns the Go for a pointer that is moved on by some elements, or "".
func (r *rewriter) moved(a *access) string {
	pointer, unsafe := r.simple(a.object), r.unsafe()
	if pointer == "" || unsafe == "" {
		return ""
	}
	r.changed = true
	text := fmt.Sprintf("&%s.Slice(%s, %d)[%d]", unsafe, pointer, a.Step+1, a.Step)
	return converted(text, a.typ, r.src.Info.TypeOf(a.call.CallExpr))
}

// converted returns an expression of one type as one of another, or "". C
// converts numbers as Go does, except floating point to integers.
func converted(text string, from, to types.Type) string {
	if from == nil || to == nil {
		return ""
	}
	if types.Identical(from, to) {
		return text
	}
	f, ok1 := from.Underlying().(*types.Basic)
	t, ok2 := to.Underlying().(*types.Basic)
	if !ok1 || !ok2 || f.Info()&types.IsNumeric == 0 || t.Info()&types.IsNumeric == 0 ||
		f.Info()&types.IsFloat != 0 && t.Info()&types.IsFloat == 0 || (f.Info()|t.Info())&types.IsComplex != 0 {
		return ""
	}
	return cgosource.TypeString(to) + "(" + text + ")"
}

// callBefore moves the calls before the loop that give the same each time.
func (r *rewriter) callBefore() string {
	var names []string
	vars := make(map[string]string) // by the text of the call
	for _, site := range r.sites {
		h := r.hoist(r.loop, site)
		if h == nil || !h.proven {
			continue
		}
		text := r.src.Text(h.call.CallExpr)
		name := vars[text]
		if name == "" {
			name = r.name(lastWord(h.call.Name))
			vars[text] = name
			names = append(names, "C."+h.call.Name)
			r.before = append(r.before, name+" := "+text)
		}
		r.file.Replace(h.call.Pos(), h.call.End(), name)
	}
	if len(names) == 0 {
		return ""
	}
	return "Call " + sentence.List(names) + " once, before the loop"
}

// lastWord returns the last word of a C name, for a variable.
func lastWord(name string) string {
	word := name[strings.LastIndexByte(strings.TrimRight(name, "_"), '_')+1:]
	word = strings.ToLower(word[:1]) + word[1:]
	if token.IsKeyword(word) || '0' <= word[0] && word[0] <= '9' || types.Universe.Lookup(word) != nil {
		return "result"
	}
	return word
}

// name returns a name that is not used in the function.
func (r *rewriter) name(base string) string {
	name := r.src.NewName(base, r.loop.stmt.Pos(), func(name string) bool { return r.taken[name] })
	r.taken[name] = true
	return name
}
