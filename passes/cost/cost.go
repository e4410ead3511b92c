// Package cost estimates what an iteration of a loop spends on crossing into C,
// and on everything else, so that a check can tell a loop dominated by
// crossings from one in which they hardly count.
//
// The estimate adds up what is done on both sides: in Go by the syntax of the
// loop's body and of the functions of the package that it calls; in C by
// package csummary, which has read the function or knows a contract, and else
// by the function's name and its parameters. Functions of other packages that
// cross have the fact [OfCall].
//
// Cmd/loopmodel compares it with measured times; its table ends
// docs/checks/cgoloop.md.
package cost

import (
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/crossing"
	"github.com/cgolint/cgolint/passes/csummary"
)

// Analyzer reports nothing. Its result is a *[Result].
var Analyzer = &analysis.Analyzer{
	Name:             "cost",
	Doc:              "estimate what loops spend on crossing into C",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/cost",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, crossing.Analyzer, csummary.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
	FactTypes:        []analysis.Fact{(*OfCall)(nil)},
}

// A Cost is what one run of a piece of code takes.
type Cost struct {
	Crossings float64 // into C
	C, Go     float64 // nanoseconds on either side
}

// Crossing is the time of a crossing, there and back, in nanoseconds, on the
// machine of docs/benchmarks.md: BenchmarkCall of registry/bench/calls.
const Crossing = 23

// Share returns the part of the time that is spent on crossing, from 0 to 1.
func (c Cost) Share() float64 {
	crossing := c.Crossings * Crossing
	if crossing == 0 {
		return 0
	}
	return crossing / (crossing + c.C + c.Go)
}

func (c Cost) plus(d Cost) Cost { return Cost{c.Crossings + d.Crossings, c.C + d.C, c.Go + d.Go} }

func (c Cost) times(n float64) Cost { return Cost{c.Crossings * n, c.C * n, c.Go * n} }

// A Verdict tells how much the crossings weigh in a loop.
type Verdict int

// The verdicts.
const (
	Small     Verdict = iota // a batch would hardly show
	Shares                   // a batch would show
	Dominates                // the loop is made of crossings
)

func (v Verdict) String() string { return [...]string{"small", "shares", "dominates"}[v] }

// A batch makes a loop faster by 1/(1-share): by half or more where crossings
// dominate, and by a tenth or more where they have a share.
const (
	dominates = 1.0 / 3
	shares    = 1.0 / 10
)

// Verdict tells how much the crossings weigh in the code.
func (c Cost) Verdict() Verdict { return VerdictOf(c.Share()) }

// VerdictOf returns what a share of the time means.
func VerdictOf(share float64) Verdict {
	switch {
	case share >= dominates:
		return Dominates
	case share >= shares:
		return Shares
	}
	return Small
}

// OfCall is the fact of an exported function that crosses into C whenever it
// runs: what a call takes.
type OfCall struct{ Cost Cost }

// AFact marks OfCall as a fact.
func (*OfCall) AFact() {}

func (f *OfCall) String() string {
	return fmt.Sprintf("crosses %.1f times and takes %.0f ns in C and %.0f ns in Go", f.Cost.Crossings, f.Cost.C, f.Cost.Go)
}

// A Result estimates for one package.
type Result struct {
	pass  *analysis.Pass
	src   *cgosource.Package
	cross *crossing.Result
	sums  *csummary.Package
	ofFn  map[*crossing.Function]*Cost

	lengths func() map[types.Object]float64 // see findLengths

	// exporting tells that what is asked is for other packages, which may
	// never ask. Then no C is read for calls without arguments: the grammars
	// of tree-sitter are megabytes of C behind one such call.
	exporting bool
}

func run(pass *analysis.Pass) (any, error) {
	r := &Result{
		pass:  pass,
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		cross: pass.ResultOf[crossing.Analyzer].(*crossing.Result),
		sums:  pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		ofFn:  make(map[*crossing.Function]*Cost),
	}
	r.lengths = sync.OnceValue(func() map[types.Object]float64 { return findLengths(r.src) })
	if !r.src.IsStandard() {
		r.export()
	}
	return r, nil
}

// export tells other packages what calls of functions take that cross.
func (r *Result) export() {
	r.exporting = true
	defer func() { r.exporting, r.ofFn = false, make(map[*crossing.Function]*Cost) }()
	for _, f := range r.cross.Exported() {
		c := r.function(f)
		obj := r.src.Object(f.Func)
		r.pass.ExportObjectFact(obj, &OfCall{c})
	}
}

// Iteration returns what one iteration of a loop of f takes.
func (r *Result) Iteration(f *crossing.Function, loop ast.Stmt) Cost {
	m := meter{Result: r, graph: f.Graph(), loop: loop}
	switch loop := loop.(type) {
	case *ast.ForStmt:
		return m.expr(loop.Cond).plus(m.stmt(loop.Post)).plus(m.block(loop.Body))
	case *ast.RangeStmt:
		return m.block(loop.Body).plus(m.producing(loop.X))
	}
	return m.block(f.Body) // a label: what a goto repeats is most of it
}

// Whole returns the part of a call's time, from 0 to 1, that the crossings of
// one of f's loops take when it runs for a number of iterations.
func (r *Result) Whole(f *crossing.Function, loop ast.Stmt, turns float64) float64 {
	once := r.Iteration(f, loop)
	m := meter{Result: r, graph: f.Graph(), skip: loop}
	rest := m.block(f.Body)
	rest.C += rest.Crossings * Crossing
	rest.Crossings = 0
	return once.times(turns).plus(rest).Share()
}

// function returns what a call of f takes.
func (r *Result) function(f *crossing.Function) Cost {
	if c := r.ofFn[f]; c != nil {
		return *c
	}
	r.ofFn[f] = new(Cost) // self time
	m := meter{Result: r, graph: f.Graph()}
	c := m.block(f.Body)
	r.ofFn[f] = &c
	return c
}

// imported returns what a call of a function of another package takes.
func (r *Result) imported(obj types.Object) (Cost, bool) {
	fact := new(OfCall)
	if fn, ok := obj.(*types.Func); ok && fn.Pkg() != nil && fn.Pkg() != r.src.Types && fn.Pkg() != r.pass.Pkg && r.pass.ImportObjectFact(fn, fact) {
		return fact.Cost, true
	}
	return Cost{}, false
}
