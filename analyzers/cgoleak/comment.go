package cgoleak

import (
	"go/ast"

	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// kept matches a comment which says that C keeps or frees the memory.
var kept = lazyregexp.New(`(?i)\b(must|should|can|may|need|do)(n't|\s*not)\s+(be\s+)?freed?\b|\btakes? (over )?(the )?ownership\b|\b(stored|kept|freed|owned) (internally|by (the )?(C|lib\w*)\b)`)

// saysKept reports whether a comment of the function says, before the memory
// is acquired or on its line, that C keeps it: whoever wrote that has thought
// of it.
func (c *checker) saysKept(l *leak) bool {
	var fn ast.Node
	for _, n := range l.path {
		if decl, ok := n.(*ast.FuncDecl); ok {
			fn = decl
		}
	}
	if fn == nil {
		return false
	}
	line := func(n ast.Node) int { return c.pass.Fset.Position(n.Pos()).Line }
	for _, group := range c.src.File(l.call.Pos()).Comments {
		if fn.Pos() <= group.Pos() && group.End() <= fn.End() && line(group) <= line(l.call) && kept.MatchString(group.Text()) {
			return true
		}
	}
	return false
}
