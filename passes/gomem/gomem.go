package gomem

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/passes/argcheck"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// Analyzer interprets the functions that have to do with C; it reports
// nothing. Its result is a *[Package], and its facts are [Summary] and
// [Reaches].
var Analyzer = &analysis.Analyzer{
	Name:             "gomem",
	Doc:              "interpret Go functions, and publish what they hand to C",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/gomem",
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{cgosource.Analyzer},
	ResultType:       reflect.TypeFor[*Package](),
	FactTypes:        []analysis.Fact{(*Summary)(nil), (*Reaches)(nil)},
}

// A Package is what happens at the boundary between Go and C in one package.
type Package struct {
	// Roots are the functions that were interpreted, in source order. There
	// are none in a package that does not reach C.
	Roots []*Root

	Layout heap.Layout
	Forms  *argcheck.Forms

	pass    *analysis.Pass
	src     *cgosource.Package
	ssa     *ssa.Package
	callAt  map[token.Pos]*cgosource.Call // by left parenthesis
	callOf  func() map[token.Pos]*ast.CallExpr
	exports map[*ssa.Function]*cgosource.Export
	overC   func() map[*types.Var]bool // see slicesOverC
	madeOfC func() *typeutil.Map       // see pointersToC
	pinned  func() *typeutil.Map       // see pinnedTypes
	slicedC func() *typeutil.Map       // see slicedElements
}

func run(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	p := &Package{
		pass: pass, src: src, Layout: heap.NewLayout(sizesOf(src)), Forms: argcheck.New(src),
		callAt: make(map[token.Pos]*cgosource.Call), exports: make(map[*ssa.Function]*cgosource.Export),
	}
	if !src.UsesCgo() && !p.usesFacts() {
		return p, nil
	}
	pkg, err := src.SSA()
	if err != nil {
		return p, nil // what does not compile is not judged
	}
	p.ssa = pkg
	p.index()
	newInterpreter(p).interpretAll()
	p.exportFacts()
	return p, nil
}

func sizesOf(src *cgosource.Package) types.Sizes {
	if src.Sizes != nil {
		return src.Sizes
	}
	return types.SizesFor("gc", "amd64")
}

// index prepares what is looked up by position or by function.
func (p *Package) index() {
	for _, call := range p.src.Calls() {
		p.callAt[call.Lparen] = call
	}
	for _, fn := range p.src.Functions() {
		if fn.Object() == nil {
			continue
		}
		if export := p.src.Export(fn.Object()); export != nil {
			p.exports[fn] = export
		}
	}
	p.callOf = sync.OnceValue(p.goCalls)
	p.overC = sync.OnceValue(func() map[*types.Var]bool { return slicesOverC(p.src.Functions()) })
	p.slicedC = sync.OnceValue(func() *typeutil.Map { return slicedElements(p.src.Functions()) })
	p.pinned = sync.OnceValue(func() *typeutil.Map { return pinnedTypes(p.src.Functions()) })
	p.madeOfC = sync.OnceValue(func() *typeutil.Map { return pointersToC(p.src) })
}

// CallExpr returns the syntax of a call, or nil when it has none.
func (p *Package) CallExpr(instr ssa.CallInstruction) *ast.CallExpr {
	return p.callOf()[instr.Common().Pos()]
}

// goCalls returns the calls of the package by the position of their left
// parenthesis, which is what SSA knows of them.
func (p *Package) goCalls() map[token.Pos]*ast.CallExpr {
	calls := make(map[token.Pos]*ast.CallExpr)
	for c := range p.src.Inspector().Root().Preorder((*ast.CallExpr)(nil)) {
		call := c.Node().(*ast.CallExpr)
		calls[call.Lparen] = call
	}
	return calls
}
