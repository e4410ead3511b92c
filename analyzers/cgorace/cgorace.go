package cgorace

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportrace"
	"github.com/cgolint/cgolint/passes/guard"
)

//go:embed doc.go
var doc string

// Analyzer reports what exported functions read while others may write it.
var Analyzer = &analysis.Analyzer{
	Name:             "cgorace",
	Doc:              analyzerdoc.Must(doc, "cgorace"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgorace.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, exportrace.Analyzer, guard.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker holds what the check asks of one package.
type checker struct {
	src   *cgosource.Package
	guard *guard.Package
	races *exportrace.Package
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
		races: pass.ResultOf[exportrace.Analyzer].(*exportrace.Package),
	}
	for _, r := range c.races.Races {
		u := r.Bare
		d := analysis.Diagnostic{
			Pos: u.Expr.Pos(), End: u.Expr.End(), Category: "cgorace", Message: message(r), Related: c.related(r),
		}
		var info finding.Info
		if r.Lock == nil {
			d.Category, info.Confidence = "cgorace/nolock", finding.Medium
		} else {
			d.SuggestedFixes, info.NoFix = c.fixes(r)
		}
		c.src.ReportWith(pass, d, info)
	}
	for _, l := range c.races.Lates {
		c.reportLate(pass, l)
	}
	return nil, nil
}

// reportLate reports an entry that comes after the call of C that starts a
// thread which asks for it. Where the export looks whether it is there, the
// first calls of C are lost, and nothing else happens.
func (c *checker) reportLate(pass *analysis.Pass, l *exportrace.Late) {
	info, harm := finding.Info{}, "it then finds nothing, and does not look"
	if l.Tested {
		info, harm = finding.Info{Group: finding.Suspicious, Confidence: finding.Low}, "what C tells it then is lost"
	}
	d := analysis.Diagnostic{
		Pos: l.Insert.Expr.Pos(), End: l.Insert.Expr.End(), Category: "cgorace/late",
		Message: fmt.Sprintf("%s inserts into %s after C.%s, which starts a thread that calls %s, which may look up the entry before it is there: %s",
			l.Insert.Func.Obj.Name(), l.Var.Name(), l.Call.Name, l.Export.Export.Name, harm),
		Related: []analysis.RelatedInformation{{Pos: l.Call.Pos(), End: l.Call.End(), Message: "the thread starts here"}},
	}
	if c.src.File(l.Lookup.Expr.Pos()) == c.src.File(d.Pos) {
		d.Related = append(d.Related, analysis.RelatedInformation{
			Pos: l.Lookup.Expr.Pos(), End: l.Lookup.Expr.End(), Message: l.Lookup.Func.Obj.Name() + " looks it up here",
		})
	}
	c.src.ReportWith(pass, d, info)
}

func message(r *exportrace.Race) string {
	u := r.Bare
	what := does[u.Kind]
	switch {
	case r.Lock == nil:
		return fmt.Sprintf("%s %s %s, which %s %s, and no lock guards it: C calls %s on any thread, and %s",
			u.Func.Obj.Name(), what, r.Var.Name(), writers(r), does[r.Writes[0].Kind], u.Export.Export.Name, harm(r.Var))
	case u.Kind == exportrace.Insert || u.Kind == exportrace.Remove:
		return fmt.Sprintf("%s %s %s without %s, under which %s reads it when C calls: %s",
			u.Func.Obj.Name(), what, r.Var.Name(), guard.LockName(r.Lock), u.Export.Export.Name, harm(r.Var))
	}
	return fmt.Sprintf("%s %s %s without %s, under which %s %s: C calls %s on any thread, and %s",
		u.Func.Obj.Name(), what, r.Var.Name(), guard.LockName(r.Lock), writers(r), does[r.Writes[0].Kind]+" it", u.Export.Export.Name, harm(r.Var))
}

// does says what an access does, in front of the variable's name or "it".
var does = map[exportrace.Kind]string{
	exportrace.Read: "reads", exportrace.Lookup: "looks into", exportrace.Range: "goes through",
	exportrace.Set: "sets", exportrace.Insert: "inserts into", exportrace.Remove: "deletes from",
}

// writers names the first function that writes.
func writers(r *exportrace.Race) string { return r.Writes[0].Func.Obj.Name() }

// harm says what the race does.
func harm(v *types.Var) string {
	switch v.Type().Underlying().(type) {
	case *types.Map:
		return "a map that is read during a write ends the program"
	case *types.Slice, *types.Interface:
		return "what is read during a write may be half old and half new"
	}
	return "what is read may be gone already"
}

// related shows the first writer and the next reader.
func (c *checker) related(r *exportrace.Race) []analysis.RelatedInformation {
	var related []analysis.RelatedInformation
	add := func(a *exportrace.Access) {
		if c.src.File(a.Expr.Pos()) == c.src.File(r.Bare.Expr.Pos()) && len(related) < 3 {
			related = append(related, analysis.RelatedInformation{
				Pos: a.Expr.Pos(), End: a.Expr.End(), Message: fmt.Sprintf("%s %s it here", a.Func.Obj.Name(), does[a.Kind]),
			})
		}
	}
	add(r.Writes[0])
	for _, a := range r.Stray {
		if a != r.Bare && a.Export != nil {
			add(a)
		}
	}
	return related
}
