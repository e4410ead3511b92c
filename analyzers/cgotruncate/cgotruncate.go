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
	losses      []*loss
}

// A loss is a conversion that may lose bits of a number for C.
type loss struct {
	use
	call     *ast.CallExpr
	matters  bool
	handedIn bool
}

// isHandedCopy reports whether as many bytes are copied as somebody else says.
func (l *loss) isHandedCopy() bool { return l.matters && copies[l.name] && l.handedIn }

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
	for _, fn := range c.src.Functions() {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if conv, ok := instr.(*ssa.Convert); ok && c.conversions[conv.Pos()] != nil {
					c.check(conv)
				}
			}
		}
	}
	c.report()
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

// check looks whether a conversion may lose bits, and C gets the number.
func (c *checker) check(conv *ssa.Convert) {
	if isTextLength(conv.X) || isRead(conv.X) || c.fits(conv) {
		return
	}
	u, ok := c.use(conv)
	if !ok {
		return
	}
	call := c.conversions[conv.Pos()]
	delete(c.conversions, conv.Pos()) // an instance of a generic function has it again
	c.losses = append(c.losses, &loss{use: u, call: call, matters: c.matters(conv, call, u), handedIn: isHandedIn(conv.X)})
}

// report reports what may lose bits. The first copy of what is handed in stands
// for all of the package, which its fix changes together.
func (c *checker) report() {
	var copied []*loss
	for _, l := range c.losses {
		if l.isHandedCopy() {
			copied = append(copied, l)
		}
	}
	for _, l := range c.losses {
		info := finding.Info{Confidence: finding.Medium}
		changed := []*loss{l}
		switch {
		case !l.matters:
			info.Group = finding.Pedantic
		case copies[l.name] && !l.handedIn:
			info.Confidence = finding.Low // the library made it, and has hardly ever so much
		case len(copied) > 0 && l == copied[0]:
			changed = copied
		case l.isHandedCopy():
			info.Group = finding.Pedantic
			changed = nil
		}
		var fixes []analysis.SuggestedFix
		fixes, info.NoFix = c.fixes(changed)
		c.src.ReportWith(c.pass, analysis.Diagnostic{
			Pos: l.call.Pos(), End: l.call.End(), Category: "cgotruncate",
			Message:        c.message(l.call, l.use),
			SuggestedFixes: fixes,
		}, info)
	}
}
