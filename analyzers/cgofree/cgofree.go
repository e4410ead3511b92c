package cgofree

import (
	"cmp"
	_ "embed"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ownership"
)

//go:embed doc.go
var doc string

// Analyzer reports C memory that is freed too early, twice, or by the wrong
// one.
var Analyzer = &analysis.Analyzer{
	Name:             "cgofree",
	Doc:              analyzerdoc.Must(doc, "cgofree"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgofree.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, ownership.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the wrong frees of one package.
type checker struct {
	pass     *analysis.Pass
	src      *cgosource.Package
	csummary *csummary.Package
	owned    *ownership.Package
	reported map[token.Pos]bool

	confidence finding.Confidence // of what is reported next
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass:     pass,
		src:      pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		csummary: pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		owned:    pass.ResultOf[ownership.Analyzer].(*ownership.Package),
		reported: make(map[token.Pos]bool),
	}
	for _, r := range c.owned.Resources {
		if r.Kind == ownership.CMemory && r.Path == "" { // of what an object holds, its releases tell
			c.trace(r.Trace, "", "")
			c.deallocator(r)
		}
		if r.Kind == ownership.Structs {
			c.parts(r.Trace)
		}
	}
	for _, r := range c.owned.Releases {
		if r.Kind == ownership.CMemory {
			c.trace(r.Trace, c.part(r), r.By)
			c.confidence = finding.High
			c.foreign(r)
		}
	}
	c.finalizers()
	c.closes()
	return nil, nil
}

// trace reports what happens to a resource after it was freed. part is the
// part of an object that is freed, as ".c", or ""; by is the C function that
// frees it in the end, where it isn't the one of the event.
func (c *checker) trace(t *ownership.Trace, part, by string) {
	for _, e := range t.Events {
		c.confidence = finding.High
		if e.Assumed && e.What == ownership.Free || e.After != nil && e.After.Assumed {
			c.confidence = finding.Medium
		}
		switch {
		case e.After != nil && t.HandedOn() && dropsReference(cmp.Or(by, e.After.By)):
			// Who got it may have a reference of its own.
		case e.What == ownership.Free && e.Inside && e.After == nil:
			c.report(e.Site.Pos(), c.middle(e), nil)
		case e.What == ownership.Kept:
			c.report(e.After.Site.Pos(), c.kept(e), c.at(e, "kept here"))
		case e.What == ownership.Shared:
			c.report(e.After.Site.Pos(), c.shared(e), c.at(e, "the goroutine"))
		case e.What == ownership.Left:
			c.report(e.After.Site.Pos(), c.left(e), nil)
		case e.After == nil || e.Guarded || !e.Site.Pos().IsValid() || e.What == ownership.Returned && fails(e.Instr):
		case e.What == ownership.Free && e.Deferred:
			c.report(e.After.Site.Pos(), c.again(e, part), c.at(e, "the deferred call"))
		default:
			c.report(e.Site.Pos(), c.after(e, part), c.at(e.After, "freed here"))
		}
	}
}

// parts reports what is done with a part of a struct of C after what is in it was
// freed. That it is freed twice is no mistake: most such functions clear it.
func (c *checker) parts(t *ownership.Trace) {
	c.confidence = finding.Medium
	for _, e := range t.Events {
		used := e.What == ownership.Used || e.What == ownership.Returned || e.What == ownership.Stored
		if used && e.Inside && e.After != nil && !e.Guarded && e.Site.Pos().IsValid() && !(e.What == ownership.Returned && fails(e.Instr)) {
			c.report(e.Site.Pos(), c.after(e, ""), c.at(e.After, "freed here"))
		}
	}
}

// dropsReference reports whether a function says by its name that it gives up
// a reference, so that the object may live on.
func dropsReference(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "unref") || strings.Contains(name, "decref") || strings.HasSuffix(name, "release") || strings.HasSuffix(name, "_put")
}

func (c *checker) at(e *ownership.Event, text string) []analysis.RelatedInformation {
	if !e.Site.Pos().IsValid() {
		return nil
	}
	return []analysis.RelatedInformation{{Pos: e.Site.Pos(), Message: text}}
}

// report reports a finding at a call or a statement, once.
func (c *checker) report(pos token.Pos, message string, related []analysis.RelatedInformation) {
	n := c.nodeAt(pos)
	if n == nil || message == "" || c.reported[n.Pos()] || c.src.IsTest(pos) || c.isAround(n) {
		return
	}
	c.reported[n.Pos()] = true
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: n.Pos(), End: n.End(), Category: "cgofree", Message: message, Related: related,
	}, finding.Info{Confidence: c.confidence})
}

// isAround reports whether a call has one among its arguments that was reported:
// it gets what comes of that.
func (c *checker) isAround(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	return ok && slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return c.reported[c.src.Unconverted(arg).Pos()] })
}
