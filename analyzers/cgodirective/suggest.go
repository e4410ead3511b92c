package cgodirective

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// suggest reports the C functions for which both promises are proven, are
// not made yet, and save an allocation at a call. One call of each is
// reported.
func (c *checker) suggest() {
	done := make(map[string]bool)
	for _, call := range c.src.Calls() {
		if done[call.Name] || c.promised["noescape"][call.Name] != nil || !c.passesLocal(call) {
			continue
		}
		f := c.sums.Func(call.Name)
		if f == nil || f.Contract || f.CallsGo != csummary.No || !f.NoEscape() {
			continue
		}
		file := c.src.File(call.Pos())
		if !c.src.HasVersion(file, "go1.24") {
			continue
		}
		done[call.Name] = true
		d := analysis.Diagnostic{
			Pos: call.Pos(), End: call.End(), Category: "cgodirective",
			Message: fmt.Sprintf("C.%s neither keeps its arguments nor calls back into Go: without #cgo noescape and nocallback a local variable whose address it is given moves to the heap", call.Name),
		}
		if edit, ok := c.addLines(file, call.Name); ok {
			d.SuggestedFixes = []analysis.SuggestedFix{{Message: "Add #cgo noescape and nocallback for " + call.Name, TextEdits: []analysis.TextEdit{edit}}}
		}
		c.src.ReportWith(c.pass, d, finding.Info{NoFix: "the preamble has C on the line on which its comment begins"})
	}
}

// addLines returns the edit that adds both lines at the beginning of the
// file's preamble.
func (c *checker) addLines(file *ast.File, name string) (analysis.TextEdit, bool) {
	verbs := []string{"noescape"}
	if c.promised["nocallback"][name] == nil {
		verbs = append(verbs, "nocallback")
	}
	for _, p := range c.src.Preambles() {
		if p.File != file || p.Comment == nil {
			continue
		}
		pos, before := p.Comment.Pos(), "// "
		if strings.HasPrefix(p.Comment.List[0].Text, "/*") {
			if !strings.HasPrefix(p.C, "\n") {
				return analysis.TextEdit{}, false // the C begins on the line of the marker
			}
			pos, before = p.Pos(1), ""
		}
		var b strings.Builder
		for _, verb := range verbs {
			b.WriteString(before + "#cgo " + verb + " " + name + "\n")
		}
		return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(b.String())}, true
	}
	return analysis.TextEdit{}, false
}

// passesLocal reports whether the call is given the address of a local
// variable, by &x or a conversion of it.
func (c *checker) passesLocal(call *cgosource.Call) bool {
	for _, arg := range call.Args {
		if c.isLocalAddress(arg) {
			return true
		}
	}
	return false
}

func (c *checker) isLocalAddress(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		if len(e.Args) == 1 && c.src.Info.Types[e.Fun].IsType() {
			return c.isLocalAddress(e.Args[0])
		}
	case *ast.UnaryExpr:
		if e.Op != token.AND {
			return false
		}
		x := ast.Unparen(e.X)
		for {
			sel, ok := x.(*ast.SelectorExpr)
			if !ok {
				break
			}
			if _, pointer := c.src.Info.TypeOf(sel.X).(*types.Pointer); pointer {
				return false
			}
			x = ast.Unparen(sel.X)
		}
		id, ok := x.(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := c.src.Info.Uses[id].(*types.Var)
		return ok && !v.IsField() && v.Parent() != c.src.Types.Scope() && v.Parent() != types.Universe
	}
	return false
}
