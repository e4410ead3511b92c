package cgothread

import (
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportcall"
)

// reportMainThread reports C functions for the main thread that a goroutine
// calls: only the goroutine of main can be on it.
func (c *checker) reportMainThread() {
	for cur := range c.src.Inspector().Root().Preorder((*ast.GoStmt)(nil), (*ast.CallExpr)(nil)) {
		run := c.runBy(cur)
		if run == nil || c.src.IsTest(run.Pos()) || c.src.SkipsGenerated(run.Pos()) {
			continue
		}
		if at, call := c.mainThreadCall(run); call != nil {
			c.report(analysis.Diagnostic{
				Pos: at.Pos(), End: at.End(), Category: "cgothread/main",
				Message: fmt.Sprintf("C.%s must run on the main thread, and a new goroutine may run on any", call.Name),
			}, finding.Info{})
		}
	}
}

// runBy returns the function literal that a statement or call has a goroutine
// run, or the call that it makes; or nil.
func (c *checker) runBy(cur inspector.Cursor) ast.Node {
	switch n := cur.Node().(type) {
	case *ast.GoStmt:
		if lit, ok := ast.Unparen(n.Call.Fun).(*ast.FuncLit); ok {
			return lit
		}
		return n.Call
	case *ast.CallExpr:
		if fn := c.guard.Callee(n); fn != nil && goroutineStarters[fn.FullName()] {
			return ast.Unparen(n.Args[len(n.Args)-1])
		}
	}
	return nil
}

// goroutineStarters are functions that run their last argument on a goroutine.
var goroutineStarters = map[string]bool{
	"(*sync.WaitGroup).Go": true, "(*golang.org/x/sync/errgroup.Group).Go": true, "time.AfterFunc": true,
}

// mainThreadCall returns a call of a C function for the main thread that a
// goroutine makes, and where, in what the goroutine runs, it is made or led to.
func (c *checker) mainThreadCall(run ast.Node) (at ast.Node, call *cgosource.Call) {
	switch run := run.(type) {
	case *ast.CallExpr:
		if call := c.src.Call(run); call != nil {
			return run, c.ifMain(call)
		}
		if fn := c.guard.Callee(run); fn != nil {
			if f := c.calls.Func(fn); f != nil {
				return run, c.mainInFunc(f, maxDepth)
			}
		}
	case *ast.FuncLit:
		for _, f := range c.calls.Literals() {
			if f.Cursor().Node() == run {
				return c.firstMain(f)
			}
		}
	}
	return nil, nil
}

// firstMain returns the first call in a function literal that leads to a C
// function for the main thread, and the C call.
func (c *checker) firstMain(f *exportcall.Func) (at ast.Node, call *cgosource.Call) {
	for _, inner := range f.Calls {
		if call := c.mainOf(inner, maxDepth); call != nil {
			return inner.Node(), call
		}
	}
	return nil, nil
}

func (c *checker) mainInFunc(f *exportcall.Func, depth int) *cgosource.Call {
	for _, inner := range f.Calls {
		if call := c.mainOf(inner, depth); call != nil {
			return call
		}
	}
	return nil
}

func (c *checker) mainOf(call exportcall.Call, depth int) *cgosource.Call {
	switch {
	case call.C != nil:
		return c.ifMain(call.C)
	case depth > 0:
		return c.mainInFunc(call.Callee, depth-1)
	}
	return nil
}

// forMainThread matches the names of libraries' functions that are for the main
// thread, but for those that notOnlyMain does.
//
// GTK 3, Threads: all GTK calls must be made from the main thread. GLFW, Thread
// safety: by function.
var (
	forMainThread = lazyregexp.New(`^(gtk|glfw)[_A-Z]`)
	notOnlyMain   = lazyregexp.New(`^(gtk_(get_(major|minor|micro)_version|check_version)|` +
		`glfw(MakeContextCurrent|GetCurrentContext|SwapBuffers|SwapInterval|PostEmptyEvent|(Set)?WindowShouldClose|(Get|Set)Time|GetTimer\w+|GetProcAddress|` +
		`ExtensionSupported|[GS]etWindowUserPointer|[GS]et(Monitor|Joystick)UserPointer|GetError|GetVersion\w*|VulkanSupported|GetInstanceProcAddress|GetKeyScancode|InitHint|` +
		`CreateWindowSurface|GetRequiredInstanceExtensions|GetPlatform|PlatformSupported))$`)
)

func (c *checker) ifMain(call *cgosource.Call) *cgosource.Call {
	if forMainThread.MatchString(call.Name) && !notOnlyMain.MatchString(call.Name) {
		return call
	}
	if f := c.sums.Func(call.Name); f != nil && f.MainThread {
		return call
	}
	return nil
}
