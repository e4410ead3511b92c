package boundary

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// Analyzer computes the boundary; it reports nothing. Its result is a
// *[Package], and its facts are [Summary] and [Reaches].
var Analyzer = &analysis.Analyzer{
	Name:             "boundary",
	Doc:              "compute what crosses between Go and C",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/boundary",
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	ResultType:       reflect.TypeFor[*Package](),
	FactTypes:        []analysis.Fact{(*Summary)(nil), (*Reaches)(nil)},
}

// A Package is what is known of the boundary in one package.
type Package struct {
	// Breaches are the places where the pointer passing rules are broken,
	// in source order.
	Breaches []Breach

	// Retentions are the places where C is given Go memory that it keeps, in
	// source order: breaches of the kind KeptByC.
	Retentions []Breach

	pass     *analysis.Pass
	src      *cgosource.Package
	csummary *csummary.Package
	ssa      *ssa.Package
	unions   func() map[string]bool
	forms    map[ast.Expr]form
	callAt   map[token.Pos]*cgosource.Call // by left parenthesis
	callOf   map[token.Pos]*ast.CallExpr
	stores   map[token.Pos]ast.Node
	exportOf map[*ssa.Function]*cgosource.Export

	candidates []Breach
	needs      []Need
	frees      []int // parameters of the root that C frees
	last       *state
	summaries  map[*types.Func]*Summary
	ofCMemory  map[types.Object]bool // see madeOfC
	overC      map[*types.Var]bool   // see slicesOverC
}

func run(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	b := &Package{
		pass: pass, src: src, csummary: pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		forms: make(map[ast.Expr]form), callAt: make(map[token.Pos]*cgosource.Call),
		exportOf: make(map[*ssa.Function]*cgosource.Export), summaries: make(map[*types.Func]*Summary),
	}
	b.unions = sync.OnceValue(func() map[string]bool { return unionsOf(src.Preambles()) })
	if !src.UsesCgo() && !b.usesFacts() {
		return b, nil
	}
	pkg, err := src.SSA()
	if err != nil {
		return b, nil // what does not compile is not judged
	}
	b.ssa = pkg
	b.interpretAll()
	b.settle()
	b.export()
	return b, nil
}

// usesFacts reports whether the package uses a function that has a summary.
func (b *Package) usesFacts() bool {
	reaches := false
	for _, imported := range b.pass.Pkg.Imports() {
		reaches = reaches || b.pass.ImportPackageFact(imported, new(Reaches))
	}
	if !reaches {
		return false
	}
	for _, obj := range b.pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && fn.Pkg() != nil && fn.Pkg() != b.pass.Pkg && b.imported(fn) != nil {
			return true
		}
	}
	return false
}

// imported returns the summary of a function of another package, or nil.
func (b *Package) imported(fn *types.Func) *Summary {
	s := new(Summary)
	if fn.Pkg() == nil || fn.Pkg() == b.pass.Pkg || !b.pass.ImportObjectFact(fn.Origin(), s) {
		return nil
	}
	return s
}

// interpretAll interprets each function that has to do with C. Functions of
// tests are not worth their time: there are many, and what they hand to C is
// gone when the test ends.
func (b *Package) interpretAll() {
	for _, call := range b.src.Calls() {
		b.callAt[call.Lparen] = call
	}
	in := &interpreter{
		Package: b, layout: layout{b.sizes(), make(map[*types.Struct][]int64)},
		globals: make(map[*ssa.Global]*Memory), methods: make(map[string][]*ssa.Function),
	}
	functions := b.functions()
	for _, fn := range functions {
		if fn.Signature.Recv() != nil && fn.Synthetic == "" {
			in.methods[fn.Name()] = append(in.methods[fn.Name()], fn)
		}
		if export := b.src.Export(fn.Object()); fn.Object() != nil && export != nil {
			b.exportOf[fn] = export
		}
	}
	in.reaching = b.reach(functions)
	in.initialized(functions)
	for _, fn := range functions {
		if distance := in.reaching[fn]; distance > 0 && distance <= maxDistance && !b.src.IsTest(fn.Pos()) {
			in.interpretRoot(fn, maxDistance)
		}
	}
}

func (b *Package) sizes() types.Sizes {
	if b.src.Sizes != nil {
		return b.src.Sizes
	}
	return types.SizesFor("gc", "amd64")
}

// functions returns the functions of the package that have bodies, methods
// and literals included, in source order.
func (b *Package) functions() []*ssa.Function {
	var all []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || fn.Blocks == nil {
			return
		}
		all = append(all, fn)
		for _, lit := range fn.AnonFuncs {
			add(lit)
		}
	}
	for _, obj := range b.src.Info.Defs {
		if fn, ok := obj.(*types.Func); ok {
			add(b.ssa.Prog.FuncValue(fn))
		}
	}
	add(b.ssa.Func("init"))
	slices.SortStableFunc(all, func(x, y *ssa.Function) int {
		if x.Pos() != y.Pos() {
			return int(x.Pos() - y.Pos())
		}
		return strings.Compare(x.String(), y.String())
	})
	return slices.Compact(all)
}

// interpretRoot interprets fn as called by someone of whom nothing is known.
// When that is too much, it is done again without following calls so far.
func (in *interpreter) interpretRoot(fn *ssa.Function, farthest int) {
	in.farthest = farthest
	in.made = make(map[site]*Memory)
	in.steps = maxSteps
	in.needs, in.frees = nil, nil
	f := &frame{fn: fn, env: make(map[ssa.Value]value), tuples: make(map[ssa.Value][]value)}
	in.root = f
	st := newState(in.wordSize())
	if !isInit(fn) {
		maps.Copy(st.contents, in.initial)
	}
	for i, p := range fn.Params {
		f.env[p] = in.parameter(fn, i, p)
	}
	in.noting = true
	found := len(in.candidates)
	in.interpret(f, st)
	if in.steps <= 0 {
		in.candidates = in.candidates[:found]
		if farthest > 1 {
			in.interpretRoot(fn, farthest/2)
		}
		return
	}
	in.summarize(f)
}

// parameter returns what is known of a parameter: where it may lead. A C
// pointer that C gives to an exported function is C's.
func (in *interpreter) parameter(fn *ssa.Function, i int, p *ssa.Parameter) value {
	t := p.Type()
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Slice:
	case *types.Basic:
		if !hasPointers(t) {
			return nothing
		}
	default:
		return nothing
	}
	if in.exportOf[fn] != nil && isPointer(t) && isC(t) {
		return in.cMemory(p, "", t)
	}
	m := in.memory(site{at: p}, func(m *Memory) {
		m.pos, m.Name = p.Pos(), ""
		m.param, m.fromC = &path{param: i}, in.exportOf[fn] != nil
		m.setElem(t)
	})
	return word(atoms{{kind: pointer, mem: m}})
}

// settle makes breaches of the candidates: of those for one operation that
// differ in the calls on the way to it, the ones nearest to it are to blame.
func (b *Package) settle() {
	type operation struct {
		kind  BreachKind
		pos   token.Pos
		index int
	}
	by := make(map[operation][]Breach)
	for _, c := range b.candidates {
		op := operation{c.Kind, c.inner, c.index}
		by[op] = append(by[op], c)
	}
	type blamed struct {
		kept     bool
		pos, end token.Pos
	}
	seen := make(map[blamed]bool)
	for _, c := range b.candidates {
		nearer := func(d Breach) bool {
			return len(d.stack) < len(c.stack) && slices.Equal(d.stack, c.stack[len(c.stack)-len(d.stack):])
		}
		at := blamed{c.Kind == KeptByC, c.Node.Pos(), c.Node.End()}
		if seen[at] || slices.ContainsFunc(by[operation{c.Kind, c.inner, c.index}], nearer) {
			continue
		}
		seen[at] = true
		if c.Kind == KeptByC {
			b.Retentions = append(b.Retentions, c)
		} else {
			b.Breaches = append(b.Breaches, c)
		}
	}
	for _, list := range [][]Breach{b.Breaches, b.Retentions} {
		slices.SortStableFunc(list, func(x, y Breach) int { return int(x.Node.Pos() - y.Node.Pos()) })
	}
	b.candidates = nil
}
