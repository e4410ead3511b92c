// Package exportcall tells how a package goes into C and comes back: which C
// functions its functions lead to, which Go functions run when C calls an
// exported one, and during which C calls of Go it does so.
package exportcall

import (
	"go/ast"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/callgraph"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// Analyzer reports nothing. Its result is a *[Package].
var Analyzer = &analysis.Analyzer{
	Name:             "exportcall",
	Doc:              "find how C calls exported functions",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/exportcall",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, callgraph.Analyzer, csummary.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
}

// A Package knows the functions of one package and their static calls. It has
// none when the package does not use cgo.
type Package struct {
	src   *cgosource.Package
	sums  *csummary.Package
	graph *callgraph.Graph
	decls map[*types.Func]*Func
	order []*Func

	literals func() []*Func
}

// A Func is a declared function of the package, or a literal. Of a literal, Obj
// is the function that contains it, or nil, and Decl has the literal's type and
// body.
type Func struct {
	Obj    *types.Func
	Decl   *ast.FuncDecl
	Export *cgosource.Export // nil when C cannot call it

	// Calls are the calls that run on the goroutine of a call of Func before it
	// returns: not those of go statements, and not those in function literals
	// that are neither called on the spot nor deferred.
	Calls []Call

	cursor inspector.Cursor
}

// A Call is a call of a function of the package, or of a C function.
type Call struct {
	inspector.Cursor // of the *ast.CallExpr
	Callee           *Func
	C                *cgosource.Call
}

func run(pass *analysis.Pass) (any, error) {
	p := &Package{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:  pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		graph: pass.ResultOf[callgraph.Analyzer].(*callgraph.Graph),
		decls: make(map[*types.Func]*Func),
	}
	if !p.src.UsesCgo() {
		return p, nil
	}
	for cur := range p.src.Inspector().Root().Preorder((*ast.FuncDecl)(nil)) {
		decl := cur.Node().(*ast.FuncDecl)
		obj, ok := p.src.Info.Defs[decl.Name].(*types.Func)
		if !ok || decl.Body == nil || p.src.IsTest(decl.Pos()) {
			continue
		}
		f := &Func{Obj: obj, Decl: decl, Export: p.src.Export(obj), cursor: cur}
		p.decls[obj] = f
		p.order = append(p.order, f)
	}
	for _, f := range p.order {
		p.findCalls(f, p.graph.At(f.Decl))
	}
	p.literals = sync.OnceValue(p.collectLiterals)
	return p, nil
}

// Funcs returns the functions of the package, without those in tests, in
// source order.
func (p *Package) Funcs() []*Func { return p.order }

// Func returns a function of the package, or nil.
func (p *Package) Func(obj *types.Func) *Func { return p.decls[obj] }

// findCalls finds the calls that run when a function does, in its literals that
// are called where they stand too.
func (p *Package) findCalls(f *Func, in *callgraph.Function) {
	for _, call := range in.Calls {
		if call.When == callgraph.Spawned {
			continue
		}
		if c := p.src.Call(call.Expr()); c != nil {
			f.Calls = append(f.Calls, Call{Cursor: call.Cursor, C: c})
			continue
		}
		if call.Callee == nil {
			continue
		}
		if call.Callee.Node == ast.Unparen(call.Expr().Fun) {
			p.findCalls(f, call.Callee)
		} else if obj, ok := call.Callee.Func.(*types.Func); ok && p.decls[obj] != nil {
			f.Calls = append(f.Calls, Call{Cursor: call.Cursor, Callee: p.decls[obj]})
		}
	}
}

// RunsIn reports whether a node runs when the declared function around it
// does, on the same goroutine: it is in no go statement, and in no function
// literal but for those that are called on the spot or deferred.
func RunsIn(cur inspector.Cursor) bool {
	for c := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil), (*ast.GoStmt)(nil)) {
		switch n := c.Node().(type) {
		case *ast.FuncDecl:
			return true
		case *ast.GoStmt:
			if c == cur || n.Call == cur.Node() || isFunOf(n.Call, cur) {
				return false
			}
		case *ast.FuncLit:
			if !isCalled(c, n) {
				return false
			}
		}
	}
	return false
}

// isFunOf reports whether a node is in what a call calls, rather than in its
// arguments, which are evaluated before.
func isFunOf(call *ast.CallExpr, cur inspector.Cursor) bool {
	n := cur.Node()
	return call.Fun.Pos() <= n.Pos() && n.End() <= call.Fun.End()
}
