package cgoloop

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
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

// written are the predeclared names that the fixes may write.
var written = []string{
	"append", "byte", "copy", "float32", "float64", "int", "int16", "int32", "int64", "int8", "len", "make", "rune",
	"uint", "uint16", "uint32", "uint64", "uint8", "uintptr",
}

// fixes returns the fix that takes the crossings out of the loop, or the one
// that moves it into C, or why there is none.
func (m *matcher) fixes(l *loop) (fixes []analysis.SuggestedFix, reason string) {
	switch {
	case !m.standsAlone(l):
		return nil, "the loop has a label"
	case flow.JumpsOver(l.fn.Body, l.stmt.Pos()):
		return nil, "a goto jumps over the loop"
	case !m.src.IsPredeclared(l.stmt.Pos(), written...):
		return nil, "a predeclared name that the fix would write means something else here"
	}
	if fixes := m.fix(l); fixes != nil {
		return fixes, ""
	}
	if m.accesses(l) != nil && !m.src.HasVersion(m.src.File(l.stmt.Pos()), "go1.17") {
		return nil, "the file is for a Go version before 1.17, without unsafe.Slice"
	}
	calls := m.callsOf(l)
	if calls == nil {
		return nil, "the loop does not only cross by calls of C that are written in it"
	}
	fix, reason := m.batches.Fix(l.stmt, calls)
	switch {
	case fix == nil && m.copiesStrings(l):
		return nil, "C may keep the strings, or they are used elsewhere, too"
	case fix == nil:
		return nil, reason
	}
	return []analysis.SuggestedFix{*fix}, ""
}

// callsOf returns the calls of C that are the crossings of a loop, or nil when
// it crosses in another way too.
func (m *matcher) callsOf(l *loop) []*cgosource.Call {
	var calls []*cgosource.Call
	for _, site := range l.sites {
		expr, ok := site.Node.(*ast.CallExpr)
		if !ok || len(site.Via) > 0 || m.src.Call(expr) == nil {
			return nil
		}
		calls = append(calls, m.src.Call(expr))
	}
	return calls
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
	message := r.message()
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

// message makes the edits of the first way that fits, and says which.
func (r *rewriter) message() string {
	if accesses := r.accesses(r.loop); accesses != nil {
		return r.readInGo(accesses)
	}
	for _, way := range []func() string{r.callBefore, r.oneBuffer, r.copyInGo} {
		if message := way(); message != "" {
			return message
		}
	}
	return ""
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
		if a.Value >= 0 && a.Index < 0 && !r.isStatement(a.call) {
			return ""
		}
	}
	for i, a := range accesses { // fields first: the length may be one
		switch {
		case a.Step != 0:
			texts[i] = r.moved(a)
		case a.Index < 0:
			texts[i] = r.write(a, r.whole(a))
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
		if place := r.whole(a); !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	for i, a := range accesses {
		r.file.Replace(a.call.Pos(), a.call.End(), texts[i])
	}
	verb := "Read "
	switch {
	case accesses[0].Value >= 0:
		verb = "Set "
	case accesses[0].Step != 0:
		verb = "Move "
	}
	message := verb + sentence.List(places) + " in Go"
	if slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, ".Slice(") }) || len(r.over) > 0 {
		message += ", with unsafe.Slice"
	}
	return message
}
