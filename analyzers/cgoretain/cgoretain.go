package cgoretain

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/dirfiles"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/retain"
)

//go:embed doc.go
var doc string

// Analyzer reports Go memory that C keeps after the call.
var Analyzer = &analysis.Analyzer{
	Name:             "cgoretain",
	Doc:              analyzerdoc.Must(doc, "cgoretain"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgoretain.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, retain.Analyzer, csummary.Analyzer, guard.Analyzer, dirfiles.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

func run(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	found := pass.ResultOf[retain.Analyzer].(*retain.Package)
	x := newFixer(pass, found)
	for _, b := range found.Retentions {
		if b.Number && !x.isAddress(b) || x.isHandle(b) || b.Unpinned { // cgohandle and cgopin report them
			continue
		}
		fixes, reason := x.fixes(b)
		src.ReportWith(pass, analysis.Diagnostic{
			Pos:      b.Node.Pos(),
			End:      b.Node.End(),
			Category: "cgoretain",
			Message:  message(b),
			Related:  related(found, b),

			SuggestedFixes: fixes,
		}, finding.Info{NoFix: reason})
	}
	for _, b := range found.Guesses {
		if !x.isHandle(b) {
			src.ReportWith(pass, analysis.Diagnostic{Pos: b.Node.Pos(), End: b.Node.End(), Category: "prototype", Message: guess(b)},
				finding.Info{Group: finding.Suspicious, Confidence: finding.Low, NoFix: "only the prototype of C." + b.Func + " is known"})
		}
	}
	return nil, nil
}

// guess says that C keeps a pointer by the name of the function that gets it,
// and how to say so for certain.
func guess(b retain.Retention) string {
	return fmt.Sprintf("C.%s keeps %s for %s after the call, judging by its name: Go memory passed to C is pinned only until the call returns; //cgolint:contract %s %d retained confirms it, not retained denies it",
		b.Func, b.Subject, b.Callback, b.Func, b.Arg+1)
}

// A fixer makes fixes for one package.
type fixer struct {
	src     *cgosource.Package
	summary *csummary.Package
	guard   *guard.Package
	dir     *dirfiles.Package

	all        []retain.Retention
	kept       map[ast.Node]bool                // the reported arguments
	retentions map[ast.Node]*csummary.Retention // of them
	byType     map[string]*exchange             // by the type's name, when asked for
	handles    map[*exchange]handleFix          // that were made or tried
	pinners    map[pinner]bool                  // that were made
	names      map[string]bool                  // used in the package, when asked for
}

func newFixer(pass *analysis.Pass, found *retain.Package) *fixer {
	x := &fixer{
		src:        pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		summary:    pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		guard:      pass.ResultOf[guard.Analyzer].(*guard.Package),
		dir:        pass.ResultOf[dirfiles.Analyzer].(*dirfiles.Package),
		all:        found.Retentions,
		kept:       make(map[ast.Node]bool),
		retentions: make(map[ast.Node]*csummary.Retention),
		handles:    make(map[*exchange]handleFix),
		pinners:    make(map[pinner]bool),
	}
	for i := range found.Retentions {
		r := &found.Retentions[i]
		x.kept[r.Node] = true
		x.retentions[r.Node] = &r.Evidence
	}
	return x
}

// isAddress reports whether a number that C keeps is used as an address
// again: by C, or by Go when it gets it back. It may also be a key.
func (x *fixer) isAddress(b retain.Retention) bool {
	arg, ok := b.Node.(ast.Expr)
	if !ok {
		return false
	}
	if e := x.exchangeOf(b); e != nil && len(e.received) > 0 {
		return true
	}
	call := x.src.Call(b.Call)
	fn := x.summary.Func(b.Func)
	if call == nil || fn == nil {
		return false
	}
	i := slices.Index(call.Args, arg)
	return i >= 0 && i < len(fn.Params) && fn.Params[i].Touched
}

// isHandle reports whether C keeps the address of a variable that has a
// cgo.Handle, which cgohandle reports.
func (x *fixer) isHandle(b retain.Retention) bool {
	arg, ok := b.Node.(ast.Expr)
	if !ok {
		return false
	}
	addr, ok := x.src.Unconverted(arg).(*ast.UnaryExpr)
	if !ok || addr.Op != token.AND {
		return false
	}
	id, ok := ast.Unparen(addr.X).(*ast.Ident)
	return ok && x.src.Info.TypeOf(id) != nil && types.TypeString(x.src.Info.TypeOf(id), nil) == "runtime/cgo.Handle"
}

// fixes returns what may be done about a pointer that C keeps, the better one
// first, or why nothing is offered.
func (x *fixer) fixes(b retain.Retention) (all []analysis.SuggestedFix, reason string) {
	handle := x.handleFix(b)
	pin, noPin := x.pinFix(b)
	for _, fix := range []*analysis.SuggestedFix{handle.fix, pin} {
		if fix != nil {
			all = append(all, *fix)
		}
	}
	if len(all) > 0 {
		return all, ""
	}
	reasons := slices.DeleteFunc([]string{handle.reason, noPin}, func(r string) bool { return r == "" })
	return nil, strings.Join(reasons, "; ")
}

// message says where C keeps what, and why it may not.
func message(b retain.Retention) string {
	keeps := fmt.Sprintf("C.%s keeps %s%s after the call", b.Func, b.Subject, place(b))
	if len(b.Through) > 0 {
		keeps = fmt.Sprintf("%s hands %s to C.%s, which keeps it%s after the call", b.Through[0], b.Subject, b.Func, place(b))
	}
	return keeps + ": Go memory passed to C is pinned only until the call returns"
}

// place says where C keeps a pointer.
func place(k retain.Retention) string {
	r := &k.Evidence
	switch {
	case r.Sink == csummary.Library:
		return ""
	case r.Sink == csummary.Global && r.Place != "":
		return " in the global " + r.Place
	case r.Sink == csummary.Argument && k.Object != "":
		return " in what " + k.Object + " points to"
	case r.Sink == csummary.Handle:
		return " in the object that it makes"
	}
	return ""
}

// related leads along the steps by which C keeps the pointer. Those that are
// in C files have no place that a driver could show.
func related(found *retain.Package, b retain.Retention) []analysis.RelatedInformation {
	const most = 2
	var all []analysis.RelatedInformation
	for _, step := range b.Evidence.Path {
		pos, text := found.Place(step)
		if !pos.IsValid() {
			pos = b.Node.Pos()
		}
		all = append(all, analysis.RelatedInformation{Pos: pos, Message: text})
	}
	if len(all) > most {
		all = append(all[:1:1], all[len(all)-1]) // the first and the last tell most
	}
	return all
}
