package cgokeepalive

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/finalize"
)

//go:embed doc.go
var doc string

// Analyzer reports objects that may be finalized while C still uses their
// memory.
var Analyzer = &analysis.Analyzer{
	Name:             "cgokeepalive",
	Doc:              analyzerdoc.Must(doc, "cgokeepalive"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgokeepalive.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, finalize.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker reports what finalizers free too early in one package.
type checker struct {
	pass *analysis.Pass
	src  *cgosource.Package
	fin  *finalize.Package
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass: pass,
		src:  pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		fin:  pass.ResultOf[finalize.Analyzer].(*finalize.Package),
	}
	for _, f := range c.findings() {
		c.report(f)
	}
	for _, child := range c.fin.Children {
		c.reportChild(child)
	}
	for _, kept := range c.fin.Kept {
		c.reportKept(kept)
	}
	for _, again := range c.fin.Again {
		c.reportAgain(again)
	}
	return nil, nil
}

// single is how many functions may use objects of a type without keeping them
// alive before those of a file are reported together. A type that never cared
// is one mistake, made everywhere.
const single = 6

// A lossGroup is the losses that are reported together. The first ones are in
// one call.
type lossGroup struct {
	losses []*finalize.Loss
	calls  int // how many of the losses are in the first one's call
}

// findings divides the losses: by calls, and those of types with many by
// files.
func (c *checker) findings() []*lossGroup {
	functions := make(map[*types.TypeName]map[*ssa.Function]bool)
	for _, l := range c.fin.Losses {
		if functions[l.Type] == nil {
			functions[l.Type] = make(map[*ssa.Function]bool)
		}
		functions[l.Type][l.In] = true
	}
	type key struct {
		name *types.TypeName
		file *ast.File
	}
	var all []*lossGroup
	ofFile := make(map[key]*lossGroup)
	for _, l := range c.fin.Losses {
		k := key{l.Type, c.src.File(l.Pos)}
		if f := ofFile[k]; f != nil && len(functions[l.Type]) > single {
			f.losses = append(f.losses, l)
			continue
		}
		if n := len(all); n > 0 && all[n-1].losses[0].Pos == l.Pos {
			all[n-1].losses = append(all[n-1].losses, l)
			all[n-1].calls++
			continue
		}
		ofFile[k] = &lossGroup{[]*finalize.Loss{l}, 1}
		all = append(all, ofFile[k])
	}
	return all
}

func (c *checker) report(f *lossGroup) {
	call := c.src.CallAt(f.losses[0].Pos)
	if call == nil {
		return
	}
	fixes, reason := c.fixes(f.losses)
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "cgokeepalive",
		Message:        c.message(f),
		Related:        c.related(f),
		SuggestedFixes: fixes,
	}, finding.Info{NoFix: reason})
}
