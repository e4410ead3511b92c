package cgohandle

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ownership"
)

//go:embed doc.go
var doc string

// Analyzer reports mistakes with handles.
var Analyzer = &analysis.Analyzer{
	Name:             "cgohandle",
	Doc:              analyzerdoc.Must(doc, "cgohandle"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgohandle.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, ownership.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker reports the mistakes with handles of one package.
type checker struct {
	pass     *analysis.Pass
	src      *cgosource.Package
	sums     *csummary.Package
	owned    *ownership.Package
	reported map[token.Pos]bool
	fields   map[*types.Var]bool // that were reported
	back     *bool               // see takesBack
	deletes  []*ssa.CallCommon   // see deletions; nil until it is asked
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass:     pass,
		src:      pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:     pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		owned:    pass.ResultOf[ownership.Analyzer].(*ownership.Package),
		reported: make(map[token.Pos]bool), fields: make(map[*types.Var]bool),
	}
	if !c.src.UsesCgo() {
		return nil, nil
	}
	c.registries()
	if !c.usesHandles() {
		return nil, nil
	}
	c.ends()
	for _, fn := range c.src.Functions() {
		if !c.src.IsTest(fn.Pos()) {
			c.pointers(fn)
			c.early(fn)
			c.kept(fn)
		}
	}
	return nil, nil
}

// usesHandles reports whether the package imports handles.
func (c *checker) usesHandles() bool {
	for _, imported := range c.src.Types.Imports() {
		if p := imported.Path(); p == "runtime/cgo" || p == "github.com/cgolint/cgolint/registry" || p == "github.com/mattn/go-pointer" {
			return true
		}
	}
	return false
}

// isCgoHandle reports whether a type is cgo.Handle.
func isCgoHandle(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "runtime/cgo" && named.Obj().Name() == "Handle"
}

// report reports a mistake, once for each place.
func (c *checker) report(n ast.Node, message string, related ...analysis.RelatedInformation) {
	c.reportWith(n, message, finding.Info{}, related...)
}

func (c *checker) reportWith(n ast.Node, message string, info finding.Info, related ...analysis.RelatedInformation) {
	if n == nil || c.reported[n.Pos()] {
		return
	}
	c.reported[n.Pos()] = true
	c.src.ReportWith(c.pass, analysis.Diagnostic{Pos: n.Pos(), End: n.End(), Category: "cgohandle", Message: message, Related: related}, info)
}

// methodOf returns the name of the method of a handle that is called, or "".
func methodOf(common *ssa.CallCommon) string {
	fn := common.StaticCallee()
	if fn == nil || fn.Signature.Recv() == nil || !isCgoHandle(fn.Signature.Recv().Type()) {
		return ""
	}
	return fn.Name()
}
