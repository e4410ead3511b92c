package cgoloop

import (
	"go/ast"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/crossing"
)

// repeatsString reports whether a site makes a C string of the same Go string
// in each iteration of a loop, which frees it again.
func (m *matcher) repeatsString(fn *crossing.Function, site crossing.Site, stmt ast.Stmt) bool {
	call, ok := site.Node.(*ast.CallExpr)
	if !ok || site.Name != "CString" || len(site.Via) > 0 || len(call.Args) != 1 || !m.isInvariant(stmt, call.Args[0]) {
		return false
	}
	for _, other := range fn.Sites {
		if other.Name == "free" && edit.Within(other.Node, stmt) {
			return true
		}
	}
	return false
}

// copiesStrings reports whether the loop makes a C string in each iteration.
func (m *matcher) copiesStrings(l *loop) bool {
	for _, site := range l.fn.Sites {
		if site.Name == "CString" && len(site.Via) == 0 && edit.Within(site.Node, l.stmt) {
			return true
		}
	}
	return false
}
