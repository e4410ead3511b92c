// Package crossing finds the Go functions of a package that cross into C
// whenever they run, so that a check can treat a call of one as it treats the
// C call inside. It tells other packages by the fact [Crosses], so that a
// package which never says import "C" knows where it crosses. A package from
// which no cgo is reached by a function with this fact costs nothing.
package crossing

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"sync"

	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/cgosource"
	"golang.org/x/tools/go/analysis"
)

// Analyzer reports nothing. Its result is a *[Result].
var Analyzer = &analysis.Analyzer{
	Name:             "crossing",
	Doc:              "find Go functions that cross into C whenever they run",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/crossing",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer},
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
	byDef  map[types.Object]*Function // of a declared function, or of the variable that always holds a literal
	byNode map[ast.Node]*Function
}

// A Function is a function with a body: a declaration or a literal.
type Function struct {
	Node ast.Node     // *ast.FuncDecl or *ast.FuncLit
	Func types.Object // nil for a literal that is not in a variable
	Body *ast.BlockStmt

	// Sites are the places in Body, not in nested literals, that cross
	// into C each time they are come by. What a defer or go statement calls
	// runs at another time, and is not among them.
	Sites []Site

	calls   []*ast.CallExpr // that may be sites
	graph   func() *flow.Graph
	decided bool  // whether always is known, or being found out
	always  *Site // the site that makes a call of the function one
}

// A Site is a place that crosses into C.
type Site struct {
	ast.Node // the *ast.CallExpr of a C or Go function, or a macro's use

	Name string         // x of the C.x that runs
	Via  []types.Object // the Go functions called to get there; empty for a C call
}

// Graph returns the function's control flow.
func (f *Function) Graph() *flow.Graph { return f.graph() }

func run(pass *analysis.Pass) (any, error) {
	r := &Result{
		pass:   pass,
		src:    pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		byDef:  make(map[types.Object]*Function),
		byNode: make(map[ast.Node]*Function),
	}
	if len(r.src.Refs()) == 0 && !r.usesFacts() {
		return r, nil
	}
	for _, f := range r.src.Files {
		r.collect(f)
	}
	for _, f := range r.Functions {
		r.resolve(f)
	}
	r.export()
	return r, nil
}

// collect finds the functions of a file, and the calls in each.
func (r *Result) collect(file *ast.File) {
	var within []*Function // the innermost last
	var stack []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			if r.byNode[stack[len(stack)-1]] != nil {
				within = within[:len(within)-1]
			}
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				within = append(within, r.add(n, n.Body, r.src.Info.Defs[n.Name]))
			}
		case *ast.FuncLit:
			within = append(within, r.add(n, n.Body, r.variable(stack)))
		case *ast.CallExpr:
			if len(within) > 0 && !runsLater(stack) {
				f := within[len(within)-1]
				f.calls = append(f.calls, n)
			}
		}
		return true
	})
}

func (r *Result) add(n ast.Node, body *ast.BlockStmt, obj types.Object) *Function {
	f := &Function{Node: n, Func: obj, Body: body}
	f.graph = sync.OnceValue(func() *flow.Graph { return flow.New(body, r.src.Info) })
	r.Functions = append(r.Functions, f)
	r.byNode[n] = f
	if obj != nil {
		r.byDef[obj] = f
	}
	return f
}

// runsLater reports whether the call at the top of the stack is the one that
// a defer or go statement makes.
func runsLater(stack []ast.Node) bool {
	switch stack[len(stack)-2].(type) {
	case *ast.DeferStmt, *ast.GoStmt:
		return true
	}
	return false
}

// variable returns the local variable that the literal at the top of the
// stack is the only value of, as in put := func() { … }, or nil.
func (r *Result) variable(stack []ast.Node) types.Object {
	assign, ok := stack[len(stack)-2].(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 {
		return nil
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	if !ok {
		return nil
	}
	obj := r.src.Info.Defs[id]
	if obj == nil || r.reassigned(stack, obj) {
		return nil
	}
	return obj
}

// reassigned reports whether a variable gets another value, or its address
// is taken, in the outermost function of the stack.
func (r *Result) reassigned(stack []ast.Node, obj types.Object) bool {
	found := false
	names := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && r.src.Info.Uses[id] == obj
	}
	ast.Inspect(stack[1], func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				found = found || names(e)
			}
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && names(n.X)
		}
		return !found
	})
	return found
}

// resolve finds the sites of f. Macros are no calls to the syntax, but run
// in C as calls do.
func (r *Result) resolve(f *Function) {
	for _, call := range f.calls {
		if site := r.Site(call); site != nil {
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
	return nil
}

// Called returns the function or the local variable that the call names, or
// nil. What it names through an interface is the interface's method.
func (r *Result) Called(call *ast.CallExpr) types.Object { return r.named(call.Fun) }

func (r *Result) named(fun ast.Expr) types.Object {
	fun = ast.Unparen(fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	switch fun := fun.(type) {
	case *ast.Ident:
		return origin(r.src.Info.Uses[fun])
	case *ast.SelectorExpr:
		if fn, ok := r.src.Info.Uses[fun.Sel].(*types.Func); ok {
			return fn.Origin()
		}
	}
	return nil
}

func origin(obj types.Object) types.Object {
	if fn, ok := obj.(*types.Func); ok {
		return fn.Origin()
	}
	return obj
}

// Callee returns the function of this package that the call runs, when that
// is known: not through an interface or a variable that changes.
func (r *Result) Callee(call *ast.CallExpr) *Function { return r.FunctionOf(call.Fun) }

// FunctionOf returns the function of this package that an expression is, when
// that is known, or nil.
func (r *Result) FunctionOf(e ast.Expr) *Function {
	if lit, ok := ast.Unparen(e).(*ast.FuncLit); ok {
		return r.byNode[lit]
	}
	if named := r.named(e); named != nil {
		return r.byDef[named]
	}
	return nil
}

// alwaysCrosses returns a site that makes f cross on each call, or nil. A
// recursive function counts by what it does beside calling itself.
func (r *Result) alwaysCrosses(f *Function) *Site {
	if f.decided {
		return f.always
	}
	f.decided = true
	sites := make(map[ast.Node]*Site)
	for _, call := range f.calls {
		if site := r.Site(call); site != nil {
			sites[call] = site
		}
	}
	if len(sites) == 0 {
		return nil
	}
	for _, ret := range f.Graph().ReturnsAvoiding(func(n ast.Node) bool { return sites[n] != nil }) {
		if !r.isExcuse(f, ret) {
			return nil
		}
	}
	for _, call := range f.calls {
		if sites[call] != nil {
			f.always = sites[call]
			break
		}
	}
	return f.always
}
