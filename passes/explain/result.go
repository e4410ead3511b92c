package explain

import (
	"fmt"
	"strings"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ownership"
)

// mostEvents bounds how many events are told of one resource.
const mostEvents = 8

// result says where a call's result comes from, and what becomes of what the
// call acquires or frees.
func (x *explainer) result(call *cgosource.Call, f *csummary.Func) []boundary.Fact {
	var all []boundary.Fact
	for _, r := range x.resources[call.CallExpr] {
		all = append(all, x.acquired(r)...)
	}
	for _, r := range x.releases[call.CallExpr] {
		all = append(all, x.afterFree(r)...)
	}
	if len(all) > 0 {
		return all
	}
	t := x.src.Info.TypeOf(call.CallExpr)
	if !gotype.IsAnyPointer(t) {
		return nil
	}
	if f != nil && f.Result.Kind != csummary.OriginUnknown {
		return append([]boundary.Fact{{Text: "the result is " + handedOut(&f.Result)}}, steps(f.Result.Path)...)
	}
	if f != nil && len(f.Params) > 0 && returnsArgument(f) {
		return nil
	}
	return []boundary.Fact{
		{Text: "it is not known who owns the result, so no leak is reported; if the caller must free it, say so:"},
		{Text: fmt.Sprintf("//cgolint:contract %s result fresh freed by FUNCTION", call.Name)},
	}
}

func returnsArgument(f *csummary.Func) bool {
	for _, p := range f.Params {
		if p.Returned == csummary.Yes {
			return true
		}
	}
	return false
}

// acquired tells of what a call acquires.
func (x *explainer) acquired(r *ownership.Resource) []boundary.Fact {
	what := "the call acquires " + r.Kind.Name
	if len(r.FreedBy) > 0 {
		what += ", which " + orList(r.FreedBy) + " gives back"
	}
	all := []boundary.Fact{{Text: what}}
	all = append(all, x.history(r.Trace)...)
	for _, l := range r.Lost {
		how := "it is lost when the function returns here"
		if l.How == ownership.AtNextTurn {
			how = "it is lost when the next iteration acquires another"
		}
		if l.Assumed {
			how += ", if nobody has taken it, which is likely"
		}
		all = append(all, boundary.Fact{Text: how, At: x.place(l.At.Pos())})
	}
	if !r.Complete {
		all = append(all, boundary.Fact{Text: "not all paths were followed"})
	}
	return limited(all)
}

func orList(names []string) string {
	if len(names) == 1 {
		return "C." + names[0]
	}
	return "C." + strings.Join(names, " or C.")
}

// afterFree tells what happens to what a call frees.
func (x *explainer) afterFree(r *ownership.Release) []boundary.Fact {
	var all []boundary.Fact
	for _, e := range r.Events {
		if e.After != nil {
			all = append(all, boundary.Fact{Text: "after this free it is " + happens(e), At: x.place(e.Site.Pos())})
		}
	}
	return limited(all)
}

// history tells what happens to a resource.
func (x *explainer) history(t *ownership.Trace) []boundary.Fact {
	var all []boundary.Fact
	for _, e := range t.Events {
		text := "it is " + happens(e)
		if e.After != nil {
			text += ", after it was freed"
		}
		all = append(all, boundary.Fact{Text: text, At: x.place(e.Site.Pos())})
	}
	return all
}

// happens says in the passive voice what an event does to a resource.
func happens(e *ownership.Event) string {
	by := ""
	if e.By != "" {
		by = " by " + e.By
	}
	deferred := ""
	if e.Deferred {
		deferred = ", deferred"
	}
	switch e.What {
	case ownership.Used:
		if e.Assumed {
			by += ", which most likely does not keep it"
		}
		return "used" + by + deferred
	case ownership.Free:
		return "freed" + by + deferred
	case ownership.Defer:
		return "to be freed" + by + " by a defer statement"
	case ownership.Taken:
		text := fmt.Sprintf("passed to %s, which may take it", e.By)
		if name, ok := strings.CutPrefix(e.By, "C."); ok {
			text += fmt.Sprintf(" (if it does not: //cgolint:contract %s %d not retained)", name, e.Arg+1)
		}
		return text
	case ownership.Stored:
		return "stored in " + e.By
	case ownership.Returned:
		return "returned"
	}
	return "left" + by
}

// limited bounds a list.
func limited(facts []boundary.Fact) []boundary.Fact {
	if len(facts) <= mostEvents {
		return facts
	}
	more := fmt.Sprintf("and %d more", len(facts)-mostEvents)
	return append(facts[:mostEvents:mostEvents], boundary.Fact{Text: more})
}

// through lists the calls of Go functions that call C.
func (x *explainer) through() {
	for _, f := range x.graph.Functions() {
		for _, c := range f.Calls {
			call := c.Expr()
			if x.src.Call(call) != nil {
				continue
			}
			var leads []boundary.Fact
			if c.Callee != nil {
				for _, inner := range c.Callee.Calls {
					if cc := x.src.Call(inner.Expr()); cc != nil {
						leads = append(leads, boundary.Fact{Text: "calls C." + cc.Name, At: x.place(cc.Pos())})
					}
				}
			}
			if site := x.cross.Site(call); site != nil && len(leads) == 0 {
				var via []string
				for _, obj := range site.Via {
					via = append(via, obj.Name())
				}
				leads = []boundary.Fact{{Text: fmt.Sprintf("crosses into C.%s by way of %s", site.Name, sentence.List(via))}}
			}
			if len(leads) > 0 {
				x.out.Through = append(x.out.Through, boundary.GoCall{
					Text: x.text(call), Start: x.place(call.Pos()), End: x.place(call.End()), Leads: limited(leads),
				})
			}
		}
	}
}
