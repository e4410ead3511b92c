package cgostring

import (
	_ "embed"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/bounds"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

//go:embed doc.go
var doc string

// Analyzer reports memory without a NUL that is read up to one.
var Analyzer = &analysis.Analyzer{
	Name:             "cgostring",
	Doc:              analyzerdoc.Must(doc, "cgostring"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgostring.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, bounds.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the strings of one package.
type checker struct {
	pass   *analysis.Pass
	src    *cgosource.Package
	sums   *csummary.Package
	bounds *bounds.Package

	calls map[token.Pos]*cgosource.Call // by the left parenthesis
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass:   pass,
		src:    pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:   pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		bounds: pass.ResultOf[bounds.Analyzer].(*bounds.Package),
		calls:  make(map[token.Pos]*cgosource.Call),
	}
	for _, call := range c.src.Calls() {
		if !c.src.IsTest(call.Pos()) {
			c.calls[call.Lparen] = call
		}
	}
	if len(c.calls) == 0 {
		return nil, nil
	}
	for _, fn := range c.src.Functions() {
		c.function(fn)
	}
	return nil, nil
}

func (c *checker) function(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if written := c.calls[call.Pos()]; written != nil {
				c.check(written, call)
			}
		}
	}
}

// check reports the arguments of a call that are read too far.
func (c *checker) check(written *cgosource.Call, call *ssa.Call) {
	switch written.Name {
	case "GoStringN", "GoBytes":
		c.length(written, call)
		return
	case "CString":
		c.cut(written, call)
		return
	}
	for i, arg := range call.Call.Args {
		if i >= len(written.Args) {
			return
		}
		m := memoryOf(arg)
		if m == nil {
			continue
		}
		known := c.readsUntilNUL(written.Name, i)
		if !known && !c.needsNUL(written, call, i, m) {
			continue
		}
		if text, confidence := c.unterminated(m, call); text != "" {
			if !known {
				confidence = finding.Medium
			}
			fixes, reason := c.fixes(m)
			c.src.ReportWith(c.pass, analysis.Diagnostic{
				Pos: written.Args[i].Pos(), End: written.Args[i].End(), Category: "cgostring",
				Message:        "C." + written.Name + " reads " + text,
				SuggestedFixes: fixes,
			}, finding.Info{Confidence: confidence, NoFix: reason})
		}
	}
}

// readsUntilNUL reports whether a C function reads an argument up to a NUL.
func (c *checker) readsUntilNUL(name string, i int) bool {
	if name == "GoString" {
		return true
	}
	fn := c.sums.Func(name)
	return fn != nil && i < len(fn.Params) && fn.Params[i].ReadsUntilNUL == csummary.Yes
}
