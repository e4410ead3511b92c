package cgoerrno

import (
	_ "embed"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

//go:embed doc.go
var doc string

// Analyzer reports errno and results of C that are taken for what they are
// not.
var Analyzer = &analysis.Analyzer{
	Name:             "cgoerrno",
	Doc:              analyzerdoc.Must(doc, "cgoerrno"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgoerrno.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the mistakes of one package.
type checker struct {
	pass *analysis.Pass
	src  *cgosource.Package
	sums *csummary.Package

	calls   map[token.Pos]*cgosource.Call // by the left parenthesis
	numbers map[token.Pos]*ast.CallExpr   // conversions to syscall.Errno, likewise
	getters map[string]bool               // C functions that return errno
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass:    pass,
		src:     pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:    pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		calls:   make(map[token.Pos]*cgosource.Call),
		numbers: make(map[token.Pos]*ast.CallExpr),
	}
	for _, call := range c.src.Calls() {
		if !c.src.IsTest(call.Pos()) {
			c.calls[call.Lparen] = call
		}
	}
	if len(c.calls) == 0 {
		return nil, nil
	}
	c.findNumbers()
	c.getters = c.errnoGetters()
	for _, fn := range c.src.Functions() {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				c.instruction(instr)
			}
		}
	}
	return nil, nil
}

func (c *checker) instruction(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.Call:
		if call := c.calls[instr.Pos()]; call != nil {
			c.twoValued(call, instr)
			c.asked(call, instr)
			c.text(call, instr)
		}
	case *ssa.Convert:
		if conv := c.numbers[instr.Pos()]; conv != nil {
			c.number(conv, instr.X)
		}
	case *ssa.BinOp:
		c.compared(instr)
	}
}

// status returns how a C function tells that it failed.
func (c *checker) status(name string) csummary.Convention {
	if fn := c.sums.Func(name); fn != nil {
		return fn.Status
	}
	return csummary.StatusUnknown
}

// suspect reports an error that is likely to be none.
func (c *checker) suspect(n ast.Node, message string) {
	c.src.ReportWith(c.pass, analysis.Diagnostic{Pos: n.Pos(), End: n.End(), Category: "cgoerrno", Message: message},
		finding.Info{Group: finding.Suspicious, Confidence: finding.Medium})
}

// report reports a node with high confidence, in a category.
func (c *checker) report(n ast.Node, category, message string, confidence finding.Confidence, fixes ...analysis.SuggestedFix) {
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: n.Pos(), End: n.End(), Category: category, Message: message, SuggestedFixes: fixes,
	}, finding.Info{Confidence: confidence})
}
