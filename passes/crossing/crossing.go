// Package crossing finds the Go functions of a package that cross into C
// whenever they run, so that a check can treat a call of one as it treats the C
// call inside. It tells other packages by the fact [Crosses], so that a package
// which never says import "C" knows where it crosses. A package that calls no
// function with this fact and does not use cgo costs nothing.
package crossing

import (
	"go/ast"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/passes/callgraph"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// Analyzer reports nothing. Its result is a *[Result].
var Analyzer = &analysis.Analyzer{
	Name:             "crossing",
	Doc:              "find Go functions that cross into C whenever they run",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/crossing",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, callgraph.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
	FactTypes:        []analysis.Fact{(*Crosses)(nil), (*Reaches)(nil)},
}

// A Result holds the functions of one package. It is empty for a package
// that neither uses cgo nor calls a function of another package that crosses
// whenever it runs.
type Result struct {
	Functions []*Function // in source order; a literal after the function it is in

	pass   *analysis.Pass
	src    *cgosource.Package
	graph  *callgraph.Graph
	byNode map[ast.Node]*Function
}

// A Function is a function with a body: a declaration or a literal.
type Function struct {
	*callgraph.Function

	// Sites are the places in Body, not in nested literals, that cross
	// into C each time they are reached. What a defer or go statement calls
	// runs at another time, and is not among them.
	Sites []Site

	decided bool  // whether always is known, or being found out
	always  *Site // the site that makes a call of the function one
}

// A Site is a place that crosses into C.
type Site struct {
	ast.Node // the *ast.CallExpr of a C or Go function, or a macro's use

	Name string         // x of the C.x that runs
	Via  []types.Object // the Go functions called to get there; empty for a C call
}

func run(pass *analysis.Pass) (any, error) {
	r := &Result{
		pass:   pass,
		src:    pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		graph:  pass.ResultOf[callgraph.Analyzer].(*callgraph.Graph),
		byNode: make(map[ast.Node]*Function),
	}
	if len(r.src.Refs()) == 0 && !r.usesFacts() {
		return r, nil
	}
	for _, known := range r.graph.Functions() {
		f := &Function{Function: known}
		r.Functions = append(r.Functions, f)
		r.byNode[f.Node] = f
	}
	for _, f := range r.Functions {
		r.resolve(f)
	}
	for _, f := range r.Functions {
		r.alwaysCrosses(f) // now: several passes may ask at a time
	}
	r.export()
	return r, nil
}

// resolve finds the sites of f. Macros are no calls to the syntax, but run
// in C as calls do.
func (r *Result) resolve(f *Function) {
	for _, call := range f.Calls {
		if call.When != callgraph.AtOnce {
			continue
		}
		if site := r.Site(call.Expr()); site != nil {
			f.Sites = append(f.Sites, *site)
		}
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if e, ok := n.(*ast.ParenExpr); ok {
			if ref := r.src.Ref(e); ref != nil && ref.Kind == cgosource.Macro {
				f.Sites = append(f.Sites, Site{Node: e, Name: ref.Name})
				return false
			}
		}
		_, isFunc := n.(*ast.FuncLit)
		return !isFunc
	})
}

// Site returns what makes a call cross into C each time it is made, or nil.
// The call may be that of a defer or go statement, which is no site of the
// function it stands in.
func (r *Result) Site(call *ast.CallExpr) *Site {
	if c := r.src.Call(call); c != nil {
		if !c.Crosses() {
			return nil
		}
		return &Site{Node: call, Name: c.Name}
	}
	fn := r.Called(call)
	if callee := r.Callee(call); callee != nil {
		inner := r.alwaysCrosses(callee)
		if inner == nil {
			return nil
		}
		site := &Site{Node: call, Name: inner.Name, Via: inner.Via}
		if callee.Func != nil {
			site.Via = append([]types.Object{callee.Func}, inner.Via...)
		}
		return site
	}
	if fact := r.imported(fn); fact != nil {
		return &Site{Node: call, Name: fact.Func, Via: []types.Object{fn}}
	}
	return r.likelySite(call)
}

// likelySite is Site for a call through an interface or a variable: all
// functions that it may run, as far as they are in view, cross.
func (r *Result) likelySite(call *ast.CallExpr) *Site {
	var site *Site
	for _, likely := range r.graph.Likely(call) {
		f := r.byNode[likely.Node]
		if f == nil {
			return nil
		}
		inner := r.alwaysCrosses(f)
		if inner == nil {
			return nil
		}
		if site == nil {
			site = &Site{Node: call, Name: inner.Name, Via: inner.Via}
			if named := typeutil.Callee(r.src.Info, call); named != nil {
				site.Via = append([]types.Object{named}, inner.Via...)
			}
		}
	}
	return site
}

// Likely returns the functions of the package that a call runs, as far as
// they are in view: the one that it calls, or those that it may call through
// an interface or a variable.
func (r *Result) Likely(call *ast.CallExpr) (all []*Function) {
	if f := r.Callee(call); f != nil {
		return []*Function{f}
	}
	for _, f := range r.graph.Likely(call) {
		all = append(all, r.byNode[f.Node])
	}
	return all
}

// Called returns the function or the local variable that the call names, or
// nil. What it names through an interface is the interface's method.
func (r *Result) Called(call *ast.CallExpr) types.Object { return r.graph.Named(call.Fun) }

// Callee returns the function of this package that the call runs, when that
// is known: not through an interface or a variable that changes.
func (r *Result) Callee(call *ast.CallExpr) *Function { return r.FunctionOf(call.Fun) }

// FunctionOf returns the function of this package that an expression is, when
// that is known, or nil.
func (r *Result) FunctionOf(e ast.Expr) *Function {
	if f := r.graph.FunctionOf(e); f != nil {
		return r.byNode[f.Node]
	}
	return nil
}

// Of returns what is known of a function of the call graph, or nil.
func (r *Result) Of(f *callgraph.Function) *Function { return r.byNode[f.Node] }

// alwaysCrosses returns a site that makes f cross on each call, or nil. A
// recursive function counts by what it does beside calling itself.
func (r *Result) alwaysCrosses(f *Function) *Site {
	if f.decided {
		return f.always
	}
	f.decided = true
	sites := make(map[ast.Node]*Site)
	for _, call := range f.Calls {
		if call.When != callgraph.AtOnce {
			continue
		}
		if site := r.Site(call.Expr()); site != nil {
			sites[call.Node()] = site
		}
	}
	if len(sites) == 0 {
		return nil
	}
	for _, ret := range f.Graph().ReturnsAvoiding(func(n ast.Node) bool { return sites[n] != nil }) {
		if !r.isEarlyReturn(f, ret) {
			return nil
		}
	}
	for _, call := range f.Calls {
		if sites[call.Node()] != nil {
			f.always = sites[call.Node()]
			break
		}
	}
	return f.always
}
