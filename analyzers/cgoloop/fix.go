package cgoloop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
	"golang.org/x/tools/go/analysis"
)

// A rewriter takes the crossings out of one loop that Go does not need: reads
// and writes of C memory, and calls that give the same each time.
type rewriter struct {
	*matcher
	*loop
	file *edit.File

	indent  string
	before  []string          // statements to be put before the loop
	over    map[string]string // by what they are over, the variables that hold them
	taken   map[string]bool   // names
	changed bool              // in behavior
}

// fixes returns the fix that takes the crossings out of the loop, or the one
// that moves it into C, or none.
func (m *matcher) fixes(l *loop) []analysis.SuggestedFix {
	if !m.standsAlone(l) {
		return nil
	}
	if fixes := m.fix(l); fixes != nil {
		return fixes
	}
	if len(l.sites) != 1 || len(l.sites[0].Via) > 0 {
		return nil
	}
	expr, ok := l.sites[0].Node.(*ast.CallExpr)
	if !ok {
		return nil
	}
	call := m.src.Call(expr)
	if call == nil {
		return nil
	}
	if fix := m.batches.Fix(l.stmt, call); fix != nil {
		return []analysis.SuggestedFix{*fix}
	}
	return nil
}

// fix returns the fix for a loop whose crossings Go can do without, or none.
func (m *matcher) fix(l *loop) []analysis.SuggestedFix {
	file := m.src.File(l.stmt.Pos())
	source := m.src.Source(file)
	if source == nil {
		return nil
	}
	r := &rewriter{
		matcher: m, loop: l, file: &edit.File{Syntax: file, Source: source},
		over: make(map[string]string), taken: make(map[string]bool),
	}
	start := int(l.stmt.Pos() - file.FileStart)
	line := strings.LastIndexByte(string(source[:start]), '\n') + 1
	r.indent = string(source[line:start])
	if strings.TrimSpace(r.indent) != "" {
		return nil
	}
	message := ""
	if accesses := m.accesses(l); accesses != nil {
		message = r.readInGo(accesses)
	} else {
		message = r.callBefore()
	}
	if message == "" {
		return nil
	}
	if len(r.before) > 0 {
		r.file.Insert(l.stmt.Pos(), strings.Join(r.before, "\n"+r.indent)+"\n"+r.indent)
	}
	if r.changed {
		message += " (behavior change)"
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: r.file.Edits()}}
}

// standsAlone reports whether the loop is a statement of a list, before which
// another one can be put.
func (m *matcher) standsAlone(l *loop) bool {
	alone := false
	ast.Inspect(l.fn.Body, func(n ast.Node) bool {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CommClause:
			list = n.Body
		}
		for _, s := range list {
			alone = alone || s == l.stmt
		}
		return !alone
	})
	return alone
}

// readInGo writes accesses as Go.
func (r *rewriter) readInGo(accesses []*access) string {
	var places []string
	texts := make([]string, len(accesses))
	for _, a := range accesses {
		if a.Value >= 0 && a.Index < 0 && !r.isStatement(a) {
			return ""
		}
	}
	for i, a := range accesses { // fields first: the length may be one
		if a.Index < 0 {
			texts[i] = r.write(a, r.simple(a.object)+a.path)
		}
	}
	for i, a := range accesses {
		if a.Index >= 0 {
			if text := r.element(a, accesses, texts); text != "" {
				texts[i] = r.write(a, text)
			}
		}
		if texts[i] == "" {
			return ""
		}
		if place := r.simple(a.object) + a.path; !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	for i, a := range accesses {
		r.file.Replace(a.call.Pos(), a.call.End(), texts[i])
	}
	verb := "Read "
	if accesses[0].Value >= 0 {
		verb = "Set "
	}
	message := verb + sentence.List(places) + " in Go"
	if len(r.over) > 0 {
		message += ", with unsafe.Slice"
	}
	return message
}

// isStatement reports whether the access is a statement of its own.
func (r *rewriter) isStatement(a *access) bool {
	is := false
	ast.Inspect(r.stmt, func(n ast.Node) bool {
		s, ok := n.(*ast.ExprStmt)
		is = is || ok && s.X == a.call.CallExpr
		return !is
	})
	return is
}

// write returns the Go for an access of a place, or "".
func (r *rewriter) write(a *access, place string) string {
	elem, _ := a.elem()
	if elem == nil || r.simple(a.object) == "" {
		return ""
	}
	if a.Value >= 0 {
		value := a.call.Args[a.Value]
		if !r.isStatement(a) {
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
	name := base
	for n := 2; r.taken[name] || r.isUsed(name); n++ {
		name = fmt.Sprintf("%s%d", base, n)
	}
	r.taken[name] = true
	return name
}

func (r *rewriter) isUsed(name string) bool {
	if token.IsKeyword(name) || r.src.Types.Scope().Lookup(name) != nil {
		return true
	}
	used := false
	var look func(n ast.Node) bool
	look = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			ast.Inspect(n.X, look)
			return false
		case *ast.Ident:
			used = used || n.Name == name
		}
		return !used
	}
	ast.Inspect(r.fn.Node, look)
	return used || edit.Import(r.file.Syntax, name) != nil
}
