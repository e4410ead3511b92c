package cgoloop

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/crossing"
)

// A filter knows the loops that are right as they are.
type filter struct{ src *cgosource.Package }

// isFine reports whether a loop may cross once per iteration.
func (e *filter) isFine(l *loop) bool {
	return l.chunked || e.isInParts(l.stmt) || e.isPaced(l.stmt) || e.fromChannel(l.stmt) || e.isEventLoop(l) || isLogarithmic(l.stmt) || repeatsUntilDone(l) ||
		e.isHandful(l) || e.isSetup(l)
}

// allocates reports whether the site is a call of the C heap's functions for
// one block, which come in pairs and have no form for many blocks.
func allocates(site crossing.Site) bool { return isHeap(site.Name) }

// isHeap reports whether a function of C takes or gives back a block of the C
// heap, and changes no other memory.
func isHeap(name string) bool {
	switch name {
	case "malloc", "calloc", "realloc", "free", "CString", "CBytes":
		return true
	}
	return false
}

// release matches the names that C libraries give to what ends the life of
// one object.
var release = lazyregexp.New(`(?i)(free|release|destroy|delete|dispose|unref|close|fini|finali[sz]e|drop|tear_?down|shut_?down|clean_?up|deinit)`)

// releaseFrom matches those that are also given what the object belongs to.
// What deletes or drops something of another object may be one operation of
// many.
var releaseFrom = lazyregexp.New(`(?i)(free|release|destroy|dispose|unref|unregister|deregister)`)

// releases reports whether the site does nothing but end the life of an
// object: a statement that is a C call with the object, or it and what it
// belongs to, and no result, or the call of a method without arguments that
// makes such a call.
func (e *filter) releases(site crossing.Site) bool {
	call, ok := site.Node.(*ast.CallExpr)
	if !ok || !release.MatchString(site.Name) && !releaseFrom.MatchString(site.Name) {
		return false
	}
	if len(site.Via) > 0 {
		return len(call.Args) <= 1 && release.MatchString(site.Via[0].Name())
	}
	return (len(call.Args) == 1 || len(call.Args) == 2 && releaseFrom.MatchString(site.Name)) && isVoid(e.src.Info, call)
}

func typeOf(info *types.Info, e ast.Expr) types.Type {
	if t := info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// isPaced reports whether each iteration waits for something in Go, so that
// the loop goes at the pace of what it waits for.
func (e *filter) isPaced(stmt ast.Stmt) bool {
	loop, ok := stmt.(*ast.ForStmt)
	if !ok {
		return false
	}
	waits := false
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.RangeStmt, *ast.ForStmt:
			return false
		case *ast.SelectStmt:
			waits = true
		case *ast.UnaryExpr:
			waits = waits || n.Op == token.ARROW
		case *ast.CallExpr:
			waits = waits || e.sleeps(n)
		}
		return !waits
	})
	return waits
}

// sleeps reports whether the call is of time.Sleep or a Wait of package sync.
func (e *filter) sleeps(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := e.src.Info.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "time":
		return fn.Name() == "Sleep"
	case "sync":
		return fn.Name() == "Wait"
	}
	return false
}

// isLogarithmic reports whether the loop's variable grows or shrinks by a
// factor, as a buffer does that is made larger until all fits in.
func isLogarithmic(stmt ast.Stmt) bool {
	loop, ok := stmt.(*ast.ForStmt)
	if !ok {
		return false
	}
	post, ok := loop.Post.(*ast.AssignStmt)
	if !ok {
		return false
	}
	switch post.Tok {
	case token.MUL_ASSIGN, token.QUO_ASSIGN, token.SHL_ASSIGN, token.SHR_ASSIGN:
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

// onlyAsks reports whether a statement of a loop only crosses, decides
// whether to leave the loop, or sets variables for the next attempt.
func onlyAsks(stmt ast.Stmt, sites []crossing.Site) bool {
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		switch stmt.Tok {
		case token.ASSIGN, token.DEFINE, token.MUL_ASSIGN, token.SHL_ASSIGN: // the latter make a buffer larger
			return !keepsResult(stmt)
		}
		return false
	case *ast.DeclStmt:
		return true
	case *ast.ExprStmt:
		call, ok := stmt.X.(*ast.CallExpr)
		isSite := func(site crossing.Site) bool { return site.Node == stmt.X }
		return ok && (slices.ContainsFunc(sites, isSite) || release.MatchString(types.ExprString(call.Fun)))
	}
	return onlyLeaves(stmt)
}

// onlyLeaves reports whether a statement is an if that leaves the loop and
// does nothing else.
func onlyLeaves(stmt ast.Stmt) bool {
	s, ok := stmt.(*ast.IfStmt)
	if !ok || s.Else != nil {
		return false
	}
	n := len(s.Body.List)
	return n > 0 && leaves(s.Body.List[n-1])
}

// keepsResult reports whether an assignment keeps what an iteration found: in
// an element or field, or by appending.
func keepsResult(stmt *ast.AssignStmt) bool {
	for _, e := range stmt.Lhs {
		if _, ok := e.(*ast.Ident); !ok {
			return true
		}
	}
	for _, e := range stmt.Rhs {
		if call, ok := e.(*ast.CallExpr); ok {
			if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "append" {
				return true
			}
		}
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
		return stmt.Tok == token.BREAK
	}
	return false
}
