package cgothread

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// spoiled matches the names of what changes a thread such that nobody else may
// have it: then it is right to keep it locked, so that it ends with the
// goroutine.
var spoiled = lazyregexp.New(`(?i)(setns|unshare|netns|setuid|setgid|setres|setgroups|capset|prctl|seccomp|setsid|chroot|affinity)`)

// reportKept reports functions that unlock their thread on some paths only.
func (c *checker) reportKept() {
	for cur := range c.src.Inspector().Root().Preorder((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		if c.src.IsTest(cur.Node().Pos()) || c.src.SkipsGenerated(cur.Node().Pos()) {
			continue
		}
		if body := bodyOf(cur); body != nil {
			c.kept(body)
		}
	}
}

func (c *checker) kept(body *ast.BlockStmt) {
	locks := c.threadCalls(body, "LockOSThread")
	unlocks := c.threadCalls(body, "UnlockOSThread")
	if len(locks) != 1 || len(unlocks) == 0 || c.defersUnlock(body) || spoiled.MatchString(c.src.Text(body)) {
		return
	}
	isUnlock := func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && c.isRuntime(call, "UnlockOSThread")
	}
	for _, ret := range flow.New(body, c.info).ReturnsAvoiding(isUnlock) {
		if ret.Pos() < locks[0].Pos() || !c.isAfter(locks[0], ret) {
			continue
		}
		d := analysis.Diagnostic{
			Pos: locks[0].Pos(), End: locks[0].End(), Category: "cgothread/kept",
			Message: "the thread stays locked on some paths out of the function: no other goroutine gets it, and it ends with this one",
		}
		if ret.Pos() != body.Rbrace {
			d.Related = []analysis.RelatedInformation{{Pos: ret.Pos(), End: ret.End(), Message: "here the function returns without unlocking it"}}
		}
		c.report(d, finding.Info{})
		return
	}
}

// defersUnlock reports whether a body defers the unlocking, in a function
// literal or not.
func (c *checker) defersUnlock(body *ast.BlockStmt) (defers bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		if d, ok := n.(*ast.DeferStmt); ok {
			ast.Inspect(d, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				defers = defers || ok && c.isRuntime(call, "UnlockOSThread")
				return !defers
			})
		}
		return !defers
	})
	return defers
}

// isAfter reports whether a statement runs after a call that stands before it:
// the call is in none of the branches that the statement is not in.
func (c *checker) isAfter(call *ast.CallExpr, ret *ast.ReturnStmt) bool {
	cur, ok := c.src.Inspector().Root().FindNode(call)
	if !ok {
		return false
	}
	for block := range cur.Enclosing((*ast.BlockStmt)(nil), (*ast.CaseClause)(nil)) {
		n := block.Node()
		return n.Pos() <= ret.Pos() && ret.Pos() <= n.End()
	}
	return false
}
