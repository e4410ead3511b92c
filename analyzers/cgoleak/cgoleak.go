package cgoleak

import (
	_ "embed"
	"go/ast"
	"go/types"
	"slices"

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

// Analyzer reports C memory that is lost on some path.
var Analyzer = &analysis.Analyzer{
	Name:             "cgoleak",
	Doc:              analyzerdoc.Must(doc, "cgoleak"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgoleak.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, ownership.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the leaks of one package.
type checker struct {
	pass *analysis.Pass
	fixer
	sums   *csummary.Package
	owned  *ownership.Package
	told   map[*ssa.Defer]bool    // deferred calls that were reported
	late   map[*ast.CallExpr]bool // calls of which these were reported
	fields map[*types.Var]bool    // that were reported
}

// A scopedName is a name in a function.
type scopedName struct {
	function ast.Node
	name     string
}

func run(pass *analysis.Pass) (any, error) {
	owned := pass.ResultOf[ownership.Analyzer].(*ownership.Package)
	c := &checker{
		pass: pass, owned: owned,
		fixer: fixer{src: pass.ResultOf[cgosource.Analyzer].(*cgosource.Package), names: make(map[scopedName]bool)},
		sums:  pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		told:  make(map[*ssa.Defer]bool), late: make(map[*ast.CallExpr]bool), fields: make(map[*types.Var]bool),
	}
	c.early()
	for _, r := range owned.Resources {
		switch {
		case r.Kind == ownership.Structs && len(r.Lost) > 0 && !c.src.IsTest(r.At.Pos()):
			c.check(r)
		case r.Kind == ownership.References && len(r.Lost) > 0 && (r.Freed() || r.HandedOn()) && !c.src.IsTest(r.At.Pos()):
			c.check(r)
		case r.Kind != ownership.CMemory || c.src.IsTest(r.At.Pos()):
		case len(r.Lost) > 0:
			c.check(r)
		case r.Piled != nil && !r.HandedOn():
			c.piled(r)
		case r.HandedOn() && !r.Freed():
			c.elements(r)
			c.field(r)
		}
	}
	return nil, nil
}

// A leak is a resource that is lost, with what is said of it.
type leak struct {
	*ownership.Resource
	ownership.Loss
	site
}

// check reports a resource by the path that tells most.
func (c *checker) check(r *ownership.Resource) {
	s, ok := c.siteOf(r)
	if !ok {
		return
	}
	lost := slices.DeleteFunc(slices.Clone(r.Lost), func(l ownership.Loss) bool { return isInert(r, &l) })
	if len(lost) == 0 {
		return
	}
	l := &leak{Resource: r, Loss: worst(lost), site: s}
	confidence := c.confidence(l)
	if confidence == finding.Low || c.told[l.Early] || c.late[l.call] || c.saysKept(l) {
		return
	}
	fixes, reason := c.fixes(l)
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos:            l.call.Pos(),
		End:            l.call.End(),
		Category:       "cgoleak",
		Message:        c.message(l),
		Related:        c.related(l),
		SuggestedFixes: fixes,
	}, finding.Info{Confidence: confidence, NoFix: reason})
}

// worst returns the loss that is most worth to be told: in a loop, by a call
// that a fix must take away, or the first.
func worst(lost []ownership.Loss) ownership.Loss {
	worst := lost[0]
	for _, l := range lost[1:] {
		if l.Early != nil && worst.Early == nil || worst.Assumed && !l.Assumed {
			worst = l
		}
	}
	return worst
}

// confidence says how sure it is that a maintainer would act.
func (c *checker) confidence(l *leak) finding.Confidence {
	if l.How == ownership.AtReturn && (c.owned.RunsOnce(l.Func) || c.initializes(l)) {
		return finding.Low
	}
	if l.Assumed {
		return finding.Medium
	}
	return finding.High
}

// A site is where a resource is acquired, in the user's file.
type site struct {
	call *ast.CallExpr
	path []ast.Node // from the call outward
	name string     // the variable that holds it, or ""
}

// A fixer makes the edits that free what a function leaks.
type fixer struct {
	src   *cgosource.Package
	names map[scopedName]bool // that fixes declare
}
