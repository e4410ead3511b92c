// Package callgraph tells who calls whom in a package, as far as the syntax
// shows: functions and methods by their names, function literals where they
// stand, and by the local variable that always holds one. What is called
// through an interface, or a variable that changes, is not known.
package callgraph

import (
	"go/ast"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// Analyzer reports nothing. Its result is a *[Graph].
var Analyzer = &analysis.Analyzer{
	Name:             "callgraph",
	Doc:              "find who calls whom in a package",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/callgraph",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Graph](),
}

// A Graph has the functions of one package and their calls. It is built on
// first use, and must not be modified.
type Graph struct {
	src       *cgosource.Package
	functions []*Function
	byNode    map[ast.Node]*Function
	byObject  map[types.Object]*Function
	build     func()

	// values are what is known of variables of a function type, with nil for
	// what is not known; made when first asked for.
	values func() map[*types.Var][]ast.Expr

	mu      sync.Mutex                  // several passes ask at a time
	methods map[*types.Func][]*Function // by methods of interfaces that were asked for: what they stand for
}

// A Function is a function with a body: a declaration or a literal.
type Function struct {
	Node ast.Node     // *ast.FuncDecl or *ast.FuncLit
	Func types.Object // a *types.Func, or the *types.Var that always holds the literal, or nil
	Body *ast.BlockStmt

	// Declared is the declared function that contains a literal, or nil; of a
	// declared function it is the function itself.
	Declared *Function

	// Calls are the calls in Body, not in nested literals, in source order;
	// those of C functions and of functions of other packages too.
	Calls []*Call

	// Mentions are the declared functions that Body names, nested literals
	// included, whether it calls them or passes them on.
	Mentions []*Function

	// Callers are the calls that run the function, in source order by file.
	Callers []*Call

	// Known tells that Callers are all calls of a declared function: it is not
	// exported, and only calls name it.
	Known bool

	graph func() *flow.Graph
}

// Graph returns the function's control flow.
func (f *Function) Graph() *flow.Graph { return f.graph() }

// A Call is a call in a function of the package.
type Call struct {
	inspector.Cursor // of the *ast.CallExpr

	In     *Function
	Callee *Function // of the package, or nil
	When   When
}

// Expr returns the call.
func (c *Call) Expr() *ast.CallExpr { return c.Node().(*ast.CallExpr) }

// When says when a call is made.
type When int

// When calls are made.
const (
	AtOnce   When = iota // where it stands
	Deferred             // when the function returns
	Spawned              // by a goroutine of its own
)

func run(pass *analysis.Pass) (any, error) {
	g := &Graph{
		src:      pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		byNode:   make(map[ast.Node]*Function),
		byObject: make(map[types.Object]*Function),
		methods:  make(map[*types.Func][]*Function),
	}
	g.values = sync.OnceValue(g.findValues)
	g.build = sync.OnceFunc(func() {
		g.collect()
		g.resolve()
		g.mentions()
	})
	return g, nil
}

// Functions returns the functions in source order by file, a literal after the
// function that it is in.
func (g *Graph) Functions() []*Function {
	g.build()
	return g.functions
}

// At returns the function of a declaration or literal, or nil.
func (g *Graph) At(node ast.Node) *Function {
	g.build()
	return g.byNode[node]
}

// Of returns the function that an object stands for: a declared one, of the
// generic type where there is one, or the literal that a variable always
// holds. It returns nil where the object is of another package.
func (g *Graph) Of(obj types.Object) *Function {
	g.build()
	return g.byObject[origin(obj)]
}

// Callee returns the function of this package that a call runs, or nil.
func (g *Graph) Callee(call *ast.CallExpr) *Function { return g.FunctionOf(call.Fun) }

// FunctionOf returns the function of this package that an expression is, or
// nil.
func (g *Graph) FunctionOf(e ast.Expr) *Function {
	g.build()
	return g.functionOf(e)
}

func (g *Graph) functionOf(e ast.Expr) *Function {
	if lit, ok := ast.Unparen(e).(*ast.FuncLit); ok {
		return g.byNode[lit]
	}
	if named := g.Named(e); named != nil {
		return g.byObject[named]
	}
	return nil
}

// Named returns the function or the local variable that an expression names,
// or nil. What it names through an interface is the interface's method.
func (g *Graph) Named(e ast.Expr) types.Object {
	e = ast.Unparen(e)
	switch x := e.(type) {
	case *ast.IndexExpr:
		e = x.X
	case *ast.IndexListExpr:
		e = x.X
	}
	switch e := e.(type) {
	case *ast.Ident:
		return origin(g.src.Info.Uses[e])
	case *ast.SelectorExpr:
		if fn, ok := g.src.Info.Uses[e.Sel].(*types.Func); ok {
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
