package cgokeepalive

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/finalize"
)

// fixes keeps the objects of the losses in one file alive, those for which
// there is a way; or it says why there is none.
func (c *checker) fixes(group []*finalize.Loss) (fixes []analysis.SuggestedFix, reason string) {
	file := c.src.File(group[0].Pos)
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	if f.Source == nil {
		return nil, "the text of the file is not known"
	}
	var names []string
	for _, l := range group {
		if c.isPart(group, l) {
			continue
		}
		if name := c.keep(f, l); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, "no variable has the object until the call returns, or no statement can be put there that keeps it"
	}
	message := fmt.Sprintf("Keep %s alive", names[0])
	if len(names) > 1 {
		message = "Keep " + sentence.List(names) + " alive"
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: f.Edits()}}, ""
}

// isPart reports whether a call uses the memory of one object or another, and
// there is no way to keep one of them alive: the other alone is not enough.
func (c *checker) isPart(group []*finalize.Loss, l *finalize.Loss) bool {
	file := c.src.File(l.Pos)
	trial := &edit.File{Syntax: file, Source: c.src.Source(file)}
	return slices.ContainsFunc(group, func(other *finalize.Loss) bool {
		return other != l && other.Pos == l.Pos && c.keep(trial, other) == ""
	})
}

// A site is where a call stands.
type site struct {
	body *ast.BlockStmt // of the function
	path []ast.Node     // from the call outwards, to the body
}

// keep inserts what keeps the object of a loss alive, and returns the name of
// the variable that it uses, or "".
func (c *checker) keep(f *edit.File, l *finalize.Loss) string {
	v := c.kept(l)
	s := c.siteOf(l.Pos)
	if s == nil {
		return ""
	}
	if v == nil {
		return c.name(f, s, l)
	}
	if c.isAssigned(s.body, v) {
		return ""
	}
	if c.deferEarly(f, s, l) {
		return v.Name()
	}
	stmt := s.statement()
	runtime := c.src.Import(f, "runtime", l.Pos)
	text := fmt.Sprintf("%s.KeepAlive(%s)", runtime, v.Name())
	if runtime == "" || stmt == nil || c.src.Lookup(v.Name(), l.Pos) != v {
		return ""
	}
	switch stmt := stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt:
		if len(l.More) == 0 {
			f.AddAfter(stmt, text)
			return v.Name()
		}
	}
	if !c.insertDeferred(f, s, v, "defer "+text) {
		return ""
	}
	return v.Name()
}

// kept returns the variable that keeps the object alive: its own, or that of
// what it was reached through.
func (c *checker) kept(l *finalize.Loss) *types.Var {
	if v := variable(c.src, l.Object); v != nil {
		return v
	}
	return variable(c.src, l.Root)
}

func (c *checker) siteOf(pos token.Pos) *site {
	path := c.src.Enclosing(pos, pos)
	for i, n := range path {
		switch n := n.(type) {
		case *ast.FuncDecl:
			return &site{n.Body, path[:i-1]}
		case *ast.FuncLit:
			return &site{n.Body, path[:i-1]}
		}
	}
	return nil
}

// statement returns the innermost statement around the call that stands in a
// list, or nil.
func (s *site) statement() ast.Stmt {
	for i, n := range s.path {
		stmt, ok := n.(ast.Stmt)
		if !ok {
			continue
		}
		if i+1 == len(s.path) || flow.InList(s.path[i+1], stmt) {
			return stmt
		}
	}
	return nil
}

// insertDeferred inserts a deferred call before the statement, in the list in
// which the variable is declared, that the call is in.
func (c *checker) insertDeferred(f *edit.File, s *site, v *types.Var, text string) bool {
	for i := len(s.path) - 1; i >= 0; i-- {
		stmt, ok := s.path[i].(ast.Stmt)
		if !ok {
			continue
		}
		switch s.path[i].(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			continue
		}
		if inList := i+1 == len(s.path) || flow.InList(s.path[i+1], stmt); inList && c.src.Lookup(v.Name(), stmt.Pos()) == v {
			insertBefore(f, s.body, stmt, text)
			return true
		}
		switch s.path[i].(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return false // it would run once per iteration, and all together at the end
		}
	}
	return false
}

// isAssigned reports whether a variable gets another value in a function.
func (c *checker) isAssigned(body *ast.BlockStmt, v *types.Var) bool {
	found := false
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && c.src.Info.Uses[id] == v
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = found || slices.ContainsFunc(n.Lhs, is)
		case *ast.RangeStmt:
			found = found || n.Key != nil && is(n.Key) || n.Value != nil && is(n.Value)
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && is(n.X)
		}
		return !found
	})
	return found
}

// deferEarly defers a runtime.KeepAlive that comes too early, when it stands
// where it runs once before the call.
func (c *checker) deferEarly(f *edit.File, s *site, l *finalize.Loss) bool {
	if l.Early == nil || l.Early.Parent() != l.In {
		return false
	}
	early := c.siteOf(l.Early.Pos())
	if early == nil || early.body != s.body || len(early.path) != 2 {
		return false // path has the call and its statement
	}
	stmt, ok := early.path[1].(*ast.ExprStmt)
	if ok {
		f.Insert(stmt.Pos(), "defer ")
	}
	return ok
}

// insertBefore inserts statements in the lines before another. A body of that
// one statement in one line is spread over several.
func insertBefore(f *edit.File, body *ast.BlockStmt, stmt ast.Stmt, lines ...string) {
	offset := func(pos token.Pos) int { return int(pos - f.Syntax.FileStart) }
	before, after := f.Source[offset(body.Lbrace)+1:offset(stmt.Pos())], f.Source[offset(stmt.End()):offset(body.Rbrace)]
	if len(body.List) > 1 || len(bytes.Trim(before, " \t"))+len(bytes.Trim(after, " \t")) > 0 {
		f.AddBefore(stmt, lines...)
		return
	}
	indent := "\n" + f.LineIndentation(stmt.Pos())
	f.Replace(body.Lbrace+1, stmt.Pos(), indent+"\t"+strings.Join(lines, indent+"\t")+indent+"\t")
	f.Replace(stmt.End(), body.Rbrace, indent)
}
