package cgotruncate

import (
	_ "embed"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/bounds"
	"github.com/cgolint/cgolint/passes/cgosource"
)

//go:embed doc.go
var doc string

// Analyzer reports lengths that lose bits on their way to C.
var Analyzer = &analysis.Analyzer{
	Name:             "cgotruncate",
	Doc:              analyzerdoc.Must(doc, "cgotruncate"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgotruncate.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, bounds.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the conversions of one package.
type checker struct {
	pass   *analysis.Pass
	src    *cgosource.Package
	bounds *bounds.Package

	conversions map[token.Pos]*ast.CallExpr // by the left parenthesis
	copied      bool                        // a copy by a length of C is reported: one stands for all
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass:   pass,
		src:    pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		bounds: pass.ResultOf[bounds.Analyzer].(*bounds.Package),
	}
	if !c.src.UsesCgo() {
		return nil, nil
	}
	c.collect()
	for _, fn := range c.bounds.Functions() {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if conv, ok := instr.(*ssa.Convert); ok && c.conversions[conv.Pos()] != nil {
					c.check(conv)
				}
			}
		}
	}
	return nil, nil
}

// collect finds the conversions between integers that lose bits.
func (c *checker) collect() {
	c.conversions = make(map[token.Pos]*ast.CallExpr)
	for _, file := range c.src.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && c.src.IsConversion(call) && !c.src.IsTest(call.Pos()) && c.narrows(call) {
				c.conversions[call.Lparen] = call
			}
			return true
		})
	}
}

// narrows reports whether a conversion is to an integer of fewer bits.
func (c *checker) narrows(call *ast.CallExpr) bool {
	from, to := c.src.Info.TypeOf(call.Args[0]), c.src.Info.TypeOf(call)
	return gotype.IsInteger(from) && gotype.IsInteger(to) && c.src.Info.Types[call].Value == nil &&
		c.src.Sizes.Sizeof(to) < c.src.Sizes.Sizeof(from)
}

// fits reports whether a number is known to be small enough. Who compares it
// with the largest that C takes, and not with the least, knows that no offset
// is negative.
func (c *checker) fits(conv *ssa.Convert) bool {
	known := c.bounds.Int(conv.X, conv)
	known.Lo = max(known.Lo, 0)
	return known.Fits(c.src.Sizes, conv.Type())
}

// check reports a conversion that may lose bits, when C gets the number.
func (c *checker) check(conv *ssa.Convert) {
	if isTextLength(conv.X) || isRead(conv.X) || c.fits(conv) {
		return
	}
	u, ok := c.use(conv)
	if !ok {
		return
	}
	info := finding.Info{Confidence: finding.Medium}
	if !c.matters(conv, u) {
		info.Group = finding.Pedantic
	} else if copies[u.name] && !isHandedIn(conv.X) {
		info.Confidence = finding.Low // the library made it, and has hardly ever so much
	} else if copies[u.name] {
		c.copied = true
	}
	call := c.conversions[conv.Pos()]
	delete(c.conversions, conv.Pos()) // an instance of a generic function has it again
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "cgotruncate",
		Message:        c.message(call, u),
		SuggestedFixes: c.fixes(call, u),
	}, info)
}
