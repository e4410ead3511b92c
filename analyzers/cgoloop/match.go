package cgoloop

import (
	"go/ast"

	"github.com/cgolint/cgolint/passes/crossing"
)

// A loop is a loop with the places in it that cross into C once per
// iteration, in source order.
type loop struct {
	stmt  ast.Stmt
	sites []crossing.Site
}

// handful is the number of iterations up to which a loop of constant length
// is not worth a thought.
const handful = 8

// crossingLoops returns the loops of fn that cross, in the order of their
// first sites.
func crossingLoops(fn *crossing.Function) []*loop {
	var loops []*loop
	byStmt := make(map[ast.Stmt]*loop)
	for _, site := range fn.Sites {
		stmt := repeatedBy(fn, site)
		if stmt == nil || allocates(site) {
			continue
		}
		l := byStmt[stmt]
		if l == nil {
			l = &loop{stmt: stmt}
			byStmt[stmt] = l
			loops = append(loops, l)
		}
		l.sites = append(l.sites, site)
	}
	return loops
}

// repeatedBy returns the innermost loop that repeats site more than a handful
// of times, together with the loops inside it, or nil.
func repeatedBy(fn *crossing.Function, site crossing.Site) ast.Stmt {
	trips := int64(1)
	for _, l := range fn.Graph().Around(site.Node) {
		if l.Trips < 0 || l.Trips > handful {
			return l.Stmt
		}
		if trips *= l.Trips; trips > handful {
			return l.Stmt
		}
	}
	return nil
}

// allocates reports whether the site is a call of the C heap's functions for
// one block, which come in pairs and have no form for many blocks.
func allocates(site crossing.Site) bool {
	switch site.Name {
	case "malloc", "calloc", "free", "CString", "CBytes":
		return true
	}
	return false
}

// repeatsUntilDone reports whether the loop does nothing but cross and look
// whether to leave: it waits, polls, or tries again. It is also one that
// leaves at its end, so that only a continue repeats it.
func repeatsUntilDone(l *loop) bool {
	stmt, ok := l.stmt.(*ast.ForStmt)
	if !ok || stmt.Post != nil {
		return false
	}
	if n := len(stmt.Body.List); n > 0 && leaves(stmt.Body.List[n-1]) {
		return true
	}
	for _, s := range stmt.Body.List {
		if !onlyAsks(s, l.sites) {
			return false
		}
	}
	return true
}

// onlyAsks reports whether a statement of a loop only crosses, or only
// decides whether to leave the loop.
func onlyAsks(stmt ast.Stmt, sites []crossing.Site) bool {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt, *ast.DeclStmt:
		for _, site := range sites {
			if stmt.Pos() <= site.Pos() && site.End() <= stmt.End() {
				return true
			}
		}
	case *ast.IfStmt:
		n := len(stmt.Body.List)
		return stmt.Else == nil && n > 0 && leaves(stmt.Body.List[n-1])
	}
	return false
}

// leaves reports whether a statement ends the iteration by leaving the loop
// or the function.
func leaves(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return stmt.Tok.String() == "break"
	}
	return false
}
