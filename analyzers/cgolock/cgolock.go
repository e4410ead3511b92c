package cgolock

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

//go:embed doc.go
var doc string

// Analyzer reports locks that are held while C waits or comes back.
var Analyzer = &analysis.Analyzer{
	Name:             "cgolock",
	Doc:              analyzerdoc.Must(doc, "cgolock"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgolock.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, exportcall.Analyzer, guard.Analyzer, lockedmap.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker holds what the check asks of one package.
type checker struct {
	src    *cgosource.Package
	info   *types.Info
	sums   *csummary.Package
	guard  *guard.Package
	calls  *exportcall.Package
	found  *lockedmap.Package
	report func(analysis.Diagnostic, finding.Info)

	said map[span]bool // where a lock is held of which something is said
}

// A span tells apart where a lock is held: everything that runs there is one
// wait for the others.
type span struct {
	lock  *types.Var
	start token.Pos
}

func spanOf(r *guard.Region) span { return span{r.Lock.Var(), r.Start()} }

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:  pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
		calls: pass.ResultOf[exportcall.Analyzer].(*exportcall.Package),
		found: pass.ResultOf[lockedmap.Analyzer].(*lockedmap.Package),
		said:  make(map[span]bool),
	}
	c.info = c.src.Info
	if len(c.guard.Regions) == 0 || !c.src.UsesCgo() {
		return nil, nil
	}
	c.report = func(d analysis.Diagnostic, info finding.Info) { c.src.ReportWith(pass, d, info) }
	c.reportDeadlocks()
	c.reportRegistries()
	c.reportWaits()
	return nil, nil
}

// A crossing is a call of a C function while a lock is held.
type crossing struct {
	at     inspector.Cursor // the call in the function that holds the lock
	in     *exportcall.Func // that function
	region *guard.Region
	c      *cgosource.Call
}

// maxDepth is how many Go functions may lie between the lock and C.
const maxDepth = 3

// crossings returns the C calls that are made while a lock is held: those of
// the functions that hold it, and of what they call.
func (c *checker) crossings() []crossing {
	var all []crossing
	for _, f := range c.calls.Funcs() {
		if c.src.IsGenerated(f.Decl.Pos()) {
			continue
		}
		for _, call := range f.Calls {
			for _, r := range c.guard.Covering(call.Cursor) {
				if r.Lock.Var() == nil {
					continue
				}
				c.leadsToC(call, maxDepth, func(cc *cgosource.Call) {
					all = append(all, crossing{call.Cursor, f, r, cc})
				})
			}
		}
	}
	return all
}

// leadsToC calls f for each C function that a call leads to without another
// lock being taken on the way.
func (c *checker) leadsToC(call exportcall.Call, depth int, f func(*cgosource.Call)) {
	switch {
	case call.C != nil:
		if call.C.Crosses() {
			f(call.C)
		}
	case depth > 0:
		for _, inner := range call.Callee.Calls {
			if len(c.guard.Covering(inner.Cursor)) == 0 {
				c.leadsToC(inner, depth-1, f)
			}
		}
	}
}

// name names what is called where a lock is held: the C function, and the Go
// function that leads to it.
func (x *crossing) name() string {
	call := x.at.Node().(*ast.CallExpr)
	if call == x.c.CallExpr {
		return "C." + x.c.Name
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name + " (by C." + x.c.Name + ")"
	case *ast.SelectorExpr:
		return fun.Sel.Name + " (by C." + x.c.Name + ")"
	}
	return "C." + x.c.Name
}
