package cgohandle

import (
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/ownership"
)

// ends reports handles that are never deleted, deleted twice, and used after
// they were deleted.
func (c *checker) ends() {
	for _, r := range c.owned.Resources {
		if r.Kind == ownership.Handles && r.Complete && !c.src.IsTest(r.At.Pos()) {
			c.lost(r)
			c.after(r.Trace)
			c.never(r)
		}
	}
	for _, r := range c.owned.Releases {
		if r.Kind == ownership.Handles && r.Complete && !c.src.IsTest(r.At.Pos()) {
			c.after(r.Trace)
		}
	}
}

// lost reports a handle that nobody has any more, and nobody deleted.
func (c *checker) lost(r *ownership.Resource) {
	if len(r.Lost) == 0 {
		return
	}
	loss := r.Lost[0]
	info := finding.Info{}
	if loss.Assumed { // the C function that got the handle failed
		info.Confidence = finding.Medium
	}
	call := c.src.CallAt(r.At.Common().Pos())
	if call == nil {
		return
	}
	what := "the handle that " + r.By + " returns is never deleted"
	var related []analysis.RelatedInformation
	switch {
	case loss.How == ownership.AtNextTurn:
		what = "the handle that " + r.By + " returns is not deleted before the next iteration makes another"
	case r.Freed() || r.HandedOn():
		what = "the handle that " + r.By + " returns is not deleted on every path out of the function"
		if loss.At.Pos().IsValid() {
			related = append(related, analysis.RelatedInformation{Pos: loss.At.Pos(), Message: "the function returns here with the handle"})
		}
	}
	d := what + ": its value stays reachable for good"
	if c.reported[call.Pos()] {
		return
	}
	c.reported[call.Pos()] = true
	var fixes []analysis.SuggestedFix
	fixes, info.NoFix = c.deferFix(r, call)
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "cgohandle", Message: d, Related: related,
		SuggestedFixes: fixes,
	}, info)
}

// noneMeant says why there is no fix where one of two calls is wrong.
var noneMeant = finding.Info{NoFix: "it is not known which of the two calls is wrong"}

// after reports what happens to a handle that was deleted.
func (c *checker) after(t *ownership.Trace) {
	for _, e := range t.Events {
		if e.After == nil || e.Guarded || e.After.Guarded {
			continue
		}
		switch {
		case e.What == ownership.Free:
			c.twice(e)
		case e.What == ownership.Used && e.By == "Value":
			if call := c.callOf(e.Site); call != nil {
				c.reportWith(call, "Value is called on a deleted handle, and panics", noneMeant,
					analysis.RelatedInformation{Pos: e.After.Site.Pos(), Message: "it was deleted here"})
			}
		}
	}
}

// twice reports the call that deletes a handle once too often: of one that is
// deferred and one that is not, the latter.
func (c *checker) twice(e *ownership.Event) {
	first, second := e.After, e
	if second.Deferred && !first.Deferred {
		call := c.callOf(first.Site)
		if call != nil {
			c.reportWith(call, fmt.Sprintf("%s deletes a handle that a deferred call deletes again, which %s", c.src.Text(call.Fun), harm(second)), noneMeant,
				analysis.RelatedInformation{Pos: second.Site.Pos(), Message: "it is deleted again here"})
		}
		return
	}
	if call := c.callOf(second.Site); call != nil {
		c.reportWith(call, fmt.Sprintf("%s deletes a handle that was deleted before, which %s", c.src.Text(call.Fun), harm(second)), noneMeant,
			analysis.RelatedInformation{Pos: first.Site.Pos(), Message: "it was deleted here"})
	}
}

// harm says what happens when a handle is deleted again: go-pointer frees a byte of
// C memory with it.
func harm(e *ownership.Event) string {
	if e.By == "Unref" {
		return "frees its memory twice"
	}
	return "panics"
}

func (c *checker) callOf(instr ssa.Instruction) *ast.CallExpr {
	call, ok := instr.(ssa.CallInstruction)
	if !ok {
		return nil
	}
	return c.src.CallAt(call.Common().Pos())
}
