package cgokeepalive

import (
	"fmt"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/finalize"
)

// reportChild reports an object whose memory refers to that of another, which
// may be finalized first.
func (c *checker) reportChild(child *finalize.Child) {
	call := c.src.CallAt(child.Call.Pos())
	if call == nil {
		return
	}
	parent := c.named(child.Parent, "the object")
	c.src.Report(c.pass, analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "order",
		Message: fmt.Sprintf("what C.%s returns uses memory of %s, but %s does not refer to %s in Go: once %s is garbage, its %s may free it first by C.%s",
			child.Func, parent, c.named(child.Object, "the new object"), parent, parent, kind(child.Free), child.Free.Func),
	})
}

// named returns the name of the variable that a value is in, or other.
func (c *checker) named(v ssa.Value, other string) string {
	if v := variable(c.src, v); v != nil {
		return v.Name()
	}
	return other
}

// reportKept reports a finalizer that never runs.
func (c *checker) reportKept(k *finalize.Kept) {
	call := c.src.CallAt(k.Call.Common().Pos())
	if call == nil {
		return
	}
	object := c.named(k.Object, "the object")
	what := "finalizer"
	if k.Cleanup {
		what = "cleanup"
	}
	d := analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "neverruns",
		Message: fmt.Sprintf("the %s of %s never runs: %s", what, object, because(k, what, object)),
	}
	if k.Where.IsValid() && k.Where != k.Call.Common().Pos() && k.How != finalize.Captured {
		d.Related = []analysis.RelatedInformation{{Pos: k.Where, Message: object + " is made reachable here"}}
	}
	c.src.Report(c.pass, d)
}

// because says what keeps an object reachable.
func because(k *finalize.Kept, what, object string) string {
	switch k.How {
	case finalize.Captured:
		return "its function captures " + object + ", which it keeps reachable"
	case finalize.InArgument:
		return "its argument refers to " + object + ", which it keeps reachable"
	case finalize.InItself:
		return fmt.Sprintf("%s refers to itself through the field %s, and objects of a cycle are not finalized", object, k.Name)
	case finalize.InGlobal:
		return fmt.Sprintf("the global %s keeps %s reachable until the %s itself deletes it there", k.Name, object, what)
	}
	return fmt.Sprintf("the handle that cgo.NewHandle makes keeps %s until the %s itself deletes it", object, what)
}

// reportAgain reports a finalizer that may be set a second time.
func (c *checker) reportAgain(a *finalize.Again) {
	call := c.src.CallAt(a.Call.Common().Pos())
	if call == nil {
		return
	}
	object := c.named(a.Object, "the object")
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "settwice",
		Message: fmt.Sprintf("runtime.SetFinalizer ends the program when %s has a finalizer already: %s clears %s.%s and leaves the finalizer, so that %s sets it again",
			object, a.In.Name(), object, a.Field.Name(), a.Call.Parent().Name()),
		Related: []analysis.RelatedInformation{{Pos: a.Clear, Message: "the field is cleared here"}},
	}, finding.Info{Confidence: finding.Medium})
}
