// Package explain says what is known of each call of C, and why: where each
// argument comes from, what the C function does with it, where that knowledge
// comes from, and what would decide it. It serves "cgolint why" and the picture
// in the report; no check uses it.
package explain

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/callgraph"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/crossing"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/heat"
	"github.com/cgolint/cgolint/passes/ownership"
	"github.com/cgolint/cgolint/passes/ptrcheck"
	"github.com/cgolint/cgolint/passes/retain"
)

// Analyzer reports nothing. Its result is a *[boundary.Package], or nil for a
// package that does not use cgo.
var Analyzer = &analysis.Analyzer{
	Name: "explain",
	Doc:  "say what is known of each call of C",
	URL:  "https://pkg.go.dev/github.com/cgolint/cgolint/passes/explain",
	Requires: []*analysis.Analyzer{
		cgosource.Analyzer, callgraph.Analyzer, crossing.Analyzer, csummary.Analyzer, gomem.Analyzer,
		guard.Analyzer, heat.Analyzer, ownership.Analyzer, ptrcheck.Analyzer, retain.Analyzer,
	},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*boundary.Package](),
}

// An explainer explains one package.
type explainer struct {
	src   *cgosource.Package
	sums  *csummary.Package
	graph *callgraph.Graph
	cross *crossing.Result
	heat  *heat.Result
	locks *guard.Package

	events     map[*ast.CallExpr][]*gomem.CCall // by the call, that of the function's own root first
	violations map[*ast.CallExpr][]*ptrcheck.Violation
	retentions map[*ast.CallExpr][]*retain.Retention
	resources  map[*ast.CallExpr][]*ownership.Resource
	releases   map[*ast.CallExpr][]*ownership.Release

	out     *boundary.Package
	indices map[ast.Node]int // of functions in out
}

func run(pass *analysis.Pass) (any, error) {
	x := &explainer{
		src:     pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:    pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		graph:   pass.ResultOf[callgraph.Analyzer].(*callgraph.Graph),
		cross:   pass.ResultOf[crossing.Analyzer].(*crossing.Result),
		heat:    pass.ResultOf[heat.Analyzer].(*heat.Result),
		locks:   pass.ResultOf[guard.Analyzer].(*guard.Package),
		out:     &boundary.Package{Path: pass.Pkg.Path()},
		indices: make(map[ast.Node]int),
	}
	if !x.src.UsesCgo() {
		return (*boundary.Package)(nil), nil
	}
	x.index(pass)
	x.functions()
	called := make(map[string]bool)
	for _, call := range x.src.Calls() {
		x.out.Calls = append(x.out.Calls, x.call(call))
		if !called[call.Name] {
			called[call.Name] = true
			x.out.C = append(x.out.C, x.cFunction(call.Name))
		}
	}
	x.through()
	x.read()
	for _, u := range x.sums.Unread() {
		x.out.Unread = append(x.out.Unread, boundary.Unread{Name: u.Name, Why: oneLine(u.Err.Error()), Partial: u.Partial})
	}
	if err := x.sums.Problem(); err != nil {
		x.out.Problem = oneLine(err.Error())
	}
	return x.out, nil
}

// index sorts what the passes know by the calls that it is about.
func (x *explainer) index(pass *analysis.Pass) {
	x.events = make(map[*ast.CallExpr][]*gomem.CCall)
	for _, root := range pass.ResultOf[gomem.Analyzer].(*gomem.Package).Roots {
		for _, e := range root.Events {
			e, ok := e.(*gomem.CCall)
			if !ok || e.Call == nil {
				continue
			}
			if all := x.events[e.Call.CallExpr]; e.Caller == nil && len(all) > 0 {
				x.events[e.Call.CallExpr] = append([]*gomem.CCall{e}, all...)
			} else {
				x.events[e.Call.CallExpr] = append(all, e)
			}
		}
	}
	x.violations = make(map[*ast.CallExpr][]*ptrcheck.Violation)
	violations := pass.ResultOf[ptrcheck.Analyzer].(*ptrcheck.Package).Violations
	for i, v := range violations {
		x.violations[v.Call] = append(x.violations[v.Call], &violations[i])
	}
	x.retentions = make(map[*ast.CallExpr][]*retain.Retention)
	retentions := pass.ResultOf[retain.Analyzer].(*retain.Package).Retentions
	for i, r := range retentions {
		x.retentions[r.Call] = append(x.retentions[r.Call], &retentions[i])
	}
	owned := pass.ResultOf[ownership.Analyzer].(*ownership.Package)
	x.resources = make(map[*ast.CallExpr][]*ownership.Resource)
	for _, r := range owned.Resources {
		if call := x.src.CallAt(r.At.Pos()); call != nil {
			x.resources[call] = append(x.resources[call], r)
		}
	}
	x.releases = make(map[*ast.CallExpr][]*ownership.Release)
	for _, r := range owned.Releases {
		if call := x.src.CallAt(r.At.Pos()); call != nil {
			x.releases[call] = append(x.releases[call], r)
		}
	}
}

// functions lists the Go functions that call C, or that C can call.
func (x *explainer) functions() {
	has := make(map[ast.Node]bool)
	for _, f := range x.graph.Functions() {
		for _, c := range f.Calls {
			if x.src.Call(c.Expr()) != nil && f.Declared != nil {
				has[f.Declared.Node] = true
			}
		}
	}
	for _, f := range x.graph.Functions() {
		decl, ok := f.Node.(*ast.FuncDecl)
		if !ok {
			continue
		}
		export := x.src.Export(f.Func)
		if !has[decl] && export == nil {
			continue
		}
		fn := boundary.Function{Name: functionName(decl), At: x.place(decl.Name.Pos())}
		if export != nil {
			fn.Export = export.Name
		}
		x.indices[decl] = len(x.out.Functions)
		x.out.Functions = append(x.out.Functions, fn)
	}
}

// functionName returns the name of a function as its declaration has it.
func functionName(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return decl.Name.Name
	}
	t := decl.Recv.List[0].Type
	text := types.ExprString(t)
	if strings.HasPrefix(text, "*") {
		text = "(" + text + ")"
	}
	return text + "." + decl.Name.Name
}

// read lists the files whose C was read.
func (x *explainer) read() {
	functions := make(map[string]int)
	for _, name := range x.sums.Names() {
		if f := x.sums.Func(name); f != nil && f.Pos.File != "" {
			functions[f.Pos.File]++
		}
	}
	for _, file := range slices.Sorted(maps.Keys(functions)) {
		x.out.Read = append(x.out.Read, boundary.Read{Name: file, Functions: functions[file]})
	}
}

// place returns a position for people: with the file that the user has.
func (x *explainer) place(pos token.Pos) finding.Position {
	if !pos.IsValid() {
		return finding.Position{}
	}
	p := x.src.Fset.PositionFor(pos, false)
	return finding.Position{File: p.Filename, Line: p.Line, Column: p.Column}
}

// cPlace returns the place of C code.
func cPlace(p csummary.Position) finding.Position {
	return finding.Position{File: p.File, Line: p.Line, Column: p.Column}
}

// text returns a node's text on one line.
func (x *explainer) text(n ast.Node) string {
	const most = 120
	text := strings.Join(strings.Fields(x.src.Text(n)), " ")
	if len(text) > most {
		cut := most
		for cut > 0 && text[cut]&0xC0 == 0x80 { // within a character
			cut--
		}
		text = text[:cut] + "…"
	}
	return text
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
