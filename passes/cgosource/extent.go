package cgosource

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/cgolint/cgolint/internal/suppress"
)

// extent returns the first and last line of what begins on a line.
func extent(file *token.File, f *ast.File, first int) (from, to int) {
	from, to = first, first
	lineOf := func(pos token.Pos) int { return file.PositionFor(pos, false).Line }
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || lineOf(n.Pos()) > first || lineOf(n.End()) < first {
			return false
		}
		if end := endOf(n); end.IsValid() && lineOf(n.Pos()) == first {
			to = max(to, lineOf(end))
		}
		return true
	})
	return from, to
}

// endOf returns where a directive above n ends to be about it. It is invalid
// for what is no statement, declaration or field.
func endOf(n ast.Node) token.Pos {
	switch n := n.(type) {
	case *ast.ForStmt, *ast.RangeStmt:
		return n.End()
	case *ast.BlockStmt, *ast.LabeledStmt, *ast.IfStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.CaseClause, *ast.CommClause:
		return token.NoPos // their first line
	case ast.Stmt, *ast.ValueSpec, *ast.TypeSpec, *ast.Field:
		return beforeBody(n)
	}
	return token.NoPos
}

// beforeBody returns where the first function literal in n begins its body, or
// the end of n.
func beforeBody(n ast.Node) token.Pos {
	end := n.End()
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok {
			end = min(end, lit.Body.Lbrace)
			return false
		}
		return true
	})
	return end
}

// suppressionsOfC returns the directives of C text; at says where the byte at
// an offset is.
func suppressionsOfC(file *token.File, text string, at func(offset int) token.Pos) []*Suppression {
	if !strings.Contains(text, "lint:") { // of cgolint, lint and nolint
		return nil
	}
	var all []*Suppression
	lineOf := func(offset int) int { return file.PositionFor(at(offset), false).Line }
	comments := suppress.Comments(text)
	for i, c := range comments {
		d, ok := suppress.Parse(text[c.Start:c.End], true)
		if !ok {
			continue
		}
		s := newSuppression(d, at(c.Start), at(c.End))
		s.from = lineOf(c.Start)
		s.to = s.from
		if strings.TrimSpace(before(text, c.Start)) == "" {
			if code := codeAfter(text, comments[i:]); code < len(text) {
				s.from = lineOf(code)
				s.to = lineOf(max(suppress.LoopEnd(text, code)-1, code))
			}
		}
		all = append(all, s.inFile())
	}
	return all
}

// codeAfter returns the offset of the line of code that follows the first
// comment: of those that follow it directly, none is code.
func codeAfter(text string, comments []suppress.Comment) int {
	end := comments[0].End
	for _, c := range comments[1:] {
		if strings.TrimSpace(text[end:c.Start]) != "" {
			break
		}
		end = c.End
	}
	return end + len(text[end:]) - len(strings.TrimLeft(text[end:], " \t\r\n"))
}
