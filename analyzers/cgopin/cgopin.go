package cgopin

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ownership"
	"github.com/cgolint/cgolint/passes/retain"
)

//go:embed doc.go
var doc string

// Analyzer reports Pinners that are never unpinned, or pin the wrong thing.
var Analyzer = &analysis.Analyzer{
	Name:             "cgopin",
	Doc:              analyzerdoc.Must(doc, "cgopin"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgopin.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, ownership.Analyzer, retain.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker reports the mistakes with Pinners of one package.
type checker struct {
	pass *analysis.Pass
	src  *cgosource.Package
	sums *csummary.Package

	unpinned map[ast.Node]bool // arguments that C keeps longer than they are pinned
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass: pass,
		src:  pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums: pass.ResultOf[csummary.Analyzer].(*csummary.Package),

		unpinned: make(map[ast.Node]bool),
	}
	if !c.src.UsesCgo() {
		return nil, nil
	}
	c.retained(pass.ResultOf[retain.Analyzer].(*retain.Package))
	owned := pass.ResultOf[ownership.Analyzer].(*ownership.Package)
	c.lost(owned)
	c.fields(owned)
	for _, fn := range c.src.Functions() {
		c.pins(fn)
		c.early(fn)
	}
	return nil, nil
}

// lost reports the Pinners that are lost with something pinned, each once.
func (c *checker) lost(owned *ownership.Package) {
	reported := make(map[ssa.Value]bool)
	for _, r := range owned.Resources {
		if r.Kind != ownership.Pins || !r.Complete || len(r.Lost) == 0 || c.src.IsTest(r.At.Pos()) {
			continue
		}
		loss := r.Lost[0]
		pinner := ssa.Value(r.At.Value())
		if r.Where == ownership.InArgument {
			pinner = r.At.Common().Args[r.Index]
		}
		if loss.How != ownership.AtReturn || reported[pinner] {
			continue
		}
		reported[pinner] = true
		c.reportLost(r, loss, pinner)
	}
}

func (c *checker) reportLost(r *ownership.Resource, loss ownership.Loss, pinner ssa.Value) {
	call := c.src.CallAt(r.At.Common().Pos())
	if call == nil {
		return
	}
	name := "the Pinner"
	if r.Where != ownership.InArgument {
		name += " that " + r.By + " returns"
	}
	if v := c.variable(pinner); v != nil {
		name = v.Name()
	}
	when := "is never unpinned"
	if r.Freed() {
		when = "is not unpinned on every path out of the function"
	}
	d := analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "cgopin",
		Message: fmt.Sprintf("%s %s: the program panics when the garbage collector finds it with something pinned", name, when),
	}
	if r.Freed() && loss.At.Pos().IsValid() {
		d.Related = []analysis.RelatedInformation{{Pos: loss.At.Pos(), Message: "the function returns here with something pinned"}}
	}
	var info finding.Info
	d.SuggestedFixes, info.NoFix = c.deferFix(r, pinner, call)
	c.src.ReportWith(c.pass, d, info)
}

// variable returns the variable that a Pinner is, or nil.
func (c *checker) variable(pinner ssa.Value) *types.Var {
	alloc, ok := pinner.(*ssa.Alloc)
	if !ok {
		return nil
	}
	for _, instr := range govalue.Referrers(alloc) {
		ref, ok := instr.(*ssa.DebugRef)
		if !ok {
			continue
		}
		if id, ok := ref.Expr.(*ast.Ident); ok {
			v, _ := c.src.Info.ObjectOf(id).(*types.Var)
			return v
		}
	}
	return nil
}
