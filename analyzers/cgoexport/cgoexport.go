package cgoexport

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

//go:embed doc.go
var doc string

// Analyzer reports panics that are likely to leave an exported function, and
// jumps of C over Go.
var Analyzer = &analysis.Analyzer{
	Name:             "cgoexport",
	Doc:              analyzerdoc.Must(doc, "cgoexport"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgoexport.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, exportcall.Analyzer, guard.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker holds what the check asks of one package.
type checker struct {
	params
	sums   *csummary.Package
	calls  *exportcall.Package
	guard  *guard.Package
	report func(analysis.Range, string, finding.Info, string, ...any)

	said map[*types.Var]bool // maps of whose entries something is said
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		params: params{src: pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)},
		sums:   pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		calls:  pass.ResultOf[exportcall.Analyzer].(*exportcall.Package),
		guard:  pass.ResultOf[guard.Analyzer].(*guard.Package),
		said:   make(map[*types.Var]bool),
	}
	c.info = c.src.Info
	c.report = func(at analysis.Range, category string, info finding.Info, format string, args ...any) {
		c.src.ReportWith(pass, analysis.Diagnostic{Pos: at.Pos(), End: at.End(), Category: category, Message: fmt.Sprintf(format, args...)}, info)
	}
	all := func(exportcall.Call) bool { return false }
	for _, r := range c.calls.Reached(all) {
		if !c.src.SkipsGenerated(r.Decl.Pos()) {
			c.jumps(r)
			c.recovers(r)
		}
	}
	for _, r := range c.calls.Reached(c.isRecovered) {
		if !c.src.SkipsGenerated(r.Decl.Pos()) && !c.recoversIn(r.Decl.Body) {
			c.handles(r)
			c.tables(r)
			c.entries(r)
			c.callbacks(r)
		}
	}
	return nil, nil
}

// isRecovered reports whether the function that makes a call recovers from a
// panic of what it calls.
func (c *checker) isRecovered(call exportcall.Call) bool {
	for f := range call.Enclosing((*ast.FuncDecl)(nil)) {
		return c.recoversIn(f.Node().(*ast.FuncDecl).Body)
	}
	return false
}

// recoversIn reports whether a function has a deferred call that recovers, or
// may: of a function that is not in view.
func (c *checker) recoversIn(body *ast.BlockStmt) (recovers bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		if d, ok := n.(*ast.DeferStmt); ok {
			recovers = recovers || c.deferredRecovers(d.Call)
		}
		_, isFunc := n.(*ast.FuncLit)
		return !recovers && !isFunc
	})
	return recovers
}

func (c *checker) deferredRecovers(call *ast.CallExpr) bool {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return len(c.recoverCalls(lit.Body)) > 0
	}
	if f := c.callee(call); f != nil {
		return len(c.recoverCalls(f.Decl.Body)) > 0
	}
	return c.isUnknown(call)
}

// isUnknown reports whether it is not known what a deferred call runs: it may
// recover. Functions of other packages that run at the end of a function are
// known not to, when they are methods of package sync.
func (c *checker) isUnknown(call *ast.CallExpr) bool {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		_, isVar := c.info.Uses[fun].(*types.Var)
		return isVar
	case *ast.SelectorExpr:
		fn, ok := c.info.Uses[fun.Sel].(*types.Func)
		return c.src.Ref(fun) == nil && (!ok || fn.Pkg() == nil || fn.Pkg() != c.src.Types && !isStandard(fn.Pkg()))
	}
	return true
}

func isStandard(pkg *types.Package) bool {
	switch pkg.Path() {
	case "sync", "sync/atomic", "runtime", "runtime/cgo", "context", "time", "os", "io", "fmt", "log":
		return true
	}
	return false
}

// callee returns the function of the package that a call calls, or nil.
func (c *checker) callee(call *ast.CallExpr) *exportcall.Func {
	fn := c.guard.Callee(call)
	if fn == nil {
		return nil
	}
	return c.calls.Func(fn)
}

// recoverCalls returns the calls of recover in a body, without those in
// function literals in it.
func (c *params) recoverCalls(body *ast.BlockStmt) (calls []*ast.CallExpr) {
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && c.isRecover(call) {
			calls = append(calls, call)
		}
		_, isFunc := n.(*ast.FuncLit)
		return !isFunc
	})
	return calls
}

func (c *params) isRecover(call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	b, ok := c.info.Uses[id].(*types.Builtin)
	return ok && b.Name() == "recover"
}
