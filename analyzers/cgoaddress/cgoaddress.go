package cgoaddress

import (
	_ "embed"
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/passes/bounds"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

//go:embed doc.go
var doc string

// Analyzer reports addresses that are taken too early, or kept as numbers.
var Analyzer = &analysis.Analyzer{
	Name:             "cgoaddress",
	Doc:              analyzerdoc.Must(doc, "cgoaddress"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgoaddress.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, bounds.Analyzer, ptrcheck.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the addresses of one package.
type checker struct {
	pass     *analysis.Pass
	src      *cgosource.Package
	bounds   *bounds.Package
	reported map[ast.Node]bool // by cgopointer
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass:     pass,
		src:      pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		bounds:   pass.ResultOf[bounds.Analyzer].(*bounds.Package),
		reported: make(map[ast.Node]bool),
	}
	if !c.src.UsesCgo() {
		return nil, nil
	}
	for _, v := range pass.ResultOf[ptrcheck.Analyzer].(*ptrcheck.Package).Violations {
		c.reported[v.Node] = true
		for _, other := range v.Others {
			c.reported[other.Node] = true
		}
	}
	for _, file := range c.src.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil && !c.src.IsTest(fn.Pos()) {
				c.early(file, fn)
			}
		}
	}
	c.numbers()
	return nil, nil
}
