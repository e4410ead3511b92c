package cgothread

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/crossing"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

//go:embed doc.go
var doc string

// Analyzer reports state of a thread that goroutines use which may change
// threads.
var Analyzer = &analysis.Analyzer{
	Name:             "cgothread",
	Doc:              analyzerdoc.Must(doc, "cgothread"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgothread.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, crossing.Analyzer, csummary.Analyzer, exportcall.Analyzer, guard.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker holds what the check asks of one package.
type checker struct {
	src    *cgosource.Package
	info   *types.Info
	sums   *csummary.Package
	calls  *exportcall.Package
	guard  *guard.Package
	report func(analysis.Diagnostic, finding.Info)

	uses map[*exportcall.Func]*use // by summarize
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:  pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		calls: pass.ResultOf[exportcall.Analyzer].(*exportcall.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
		uses:  make(map[*exportcall.Func]*use),
	}
	c.info = c.src.Info
	c.report = func(d analysis.Diagnostic, info finding.Info) { c.src.ReportWith(pass, d, info) }
	if c.src.UsesCgo() {
		c.reportPairs()
		c.reportKept()
		c.reportMainThread()
	}
	c.reportSpawns(pass.ResultOf[crossing.Analyzer].(*crossing.Result))
	return nil, nil
}

// threadCalls returns the calls of runtime.LockOSThread or UnlockOSThread, by
// name, in a body, without those in function literals.
func (c *checker) threadCalls(body ast.Node, name string) (calls []*ast.CallExpr) {
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && c.isRuntime(call, name) {
			calls = append(calls, call)
		}
		_, isFunc := n.(*ast.FuncLit)
		return !isFunc || n == body
	})
	return calls
}

func (c *checker) isRuntime(call *ast.CallExpr, name string) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	fn, ok := c.info.Uses[sel.Sel].(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "runtime"
}

// keepsThreads reports whether a function of the package takes its thread for
// good: others may then run there, in what is handed to it.
func (c *checker) keepsThreads() bool {
	for cur := range c.src.Inspector().Root().Preorder((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		if c.src.IsTest(cur.Node().Pos()) {
			continue
		}
		body := bodyOf(cur)
		if body != nil && len(c.threadCalls(body, "LockOSThread")) > 0 && !c.unlocks(body) {
			return true
		}
	}
	return false
}

// unlocks reports whether a body calls UnlockOSThread, be it in what it defers.
func (c *checker) unlocks(body *ast.BlockStmt) (found bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		found = found || ok && c.isRuntime(call, "UnlockOSThread")
		return !found
	})
	return found
}

func bodyOf(cur inspector.Cursor) *ast.BlockStmt {
	switch f := cur.Node().(type) {
	case *ast.FuncDecl:
		return f.Body
	case *ast.FuncLit:
		return f.Body
	}
	return nil
}

// isLocked reports whether the thread is locked to the goroutine at a call in a
// function: by the function, by all that call it, or as C has called it, which
// keeps the thread until the return.
func (c *checker) isLocked(f *exportcall.Func, at ast.Node, depth int) bool {
	if f.Export != nil || c.locksBefore(f, at) {
		return true
	}
	if f.IsLiteral() {
		return c.runsLocked(f)
	}
	if depth == 0 || f.Obj.Exported() {
		return false
	}
	called := false
	for _, caller := range c.calls.Funcs() {
		for _, call := range caller.Calls {
			if call.Callee != f {
				continue
			}
			called = true
			if !c.isLocked(caller, call.Node(), depth-1) {
				return false
			}
		}
	}
	return called
}

// locksBefore reports whether a function locks its thread before a call, itself
// or by a function that it calls for that, and does not unlock it on the way
// there.
func (c *checker) locksBefore(f *exportcall.Func, at ast.Node) (locked bool) {
	ast.Inspect(f.Decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.DeferStmt:
			return false
		case *ast.CallExpr:
			switch {
			case n.Pos() >= at.Pos():
			case c.locks(n):
				locked = true
			case c.isRuntime(n, "UnlockOSThread"):
				cur, ok := c.src.Inspector().Root().FindNode(n)
				locked = locked && ok && !follows(cur, at)
			}
		}
		return true
	})
	return locked
}

// locks reports whether a call is of LockOSThread, or of a function that calls
// it and leaves the unlocking to its caller.
func (c *checker) locks(call *ast.CallExpr) bool {
	if c.isRuntime(call, "LockOSThread") {
		return true
	}
	fn := c.guard.Callee(call)
	if fn == nil {
		return false
	}
	f := c.calls.Func(fn)
	return f != nil && len(c.threadCalls(f.Decl.Body, "LockOSThread")) > 0 && len(c.threadCalls(f.Decl.Body, "UnlockOSThread")) == 0
}
