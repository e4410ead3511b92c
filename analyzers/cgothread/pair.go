package cgothread

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/rewrite"
)

// A use is what a function does with the states of its thread, by their names:
// those that it reads as its caller left them, and those that it writes; each
// with the C function that does.
type use struct{ reads, writes map[string]string }

// A pair is a write of a thread's state and a read of it, in a function that
// may change threads in between.
type pair struct {
	in            *exportcall.Func
	state         string
	write, read   exportcall.Call
	writer, reads string // the C functions
}

// maxDepth is how deep the C calls may lie in Go functions.
const maxDepth = 4

// summarize returns what a function does with the thread's states. One that
// locks its thread reads what it, or what it is given to call, has set there.
func (c *checker) summarize(f *exportcall.Func, depth int) *use {
	if u := c.uses[f]; u != nil {
		return u
	}
	u := &use{make(map[string]string), make(map[string]string)}
	if depth == 0 {
		return u
	}
	c.uses[f] = u
	c.eachUse(f, depth, func(call exportcall.Call, inner *use) {
		for state, name := range inner.reads {
			if u.writes[state] == "" && u.reads[state] == "" && !c.locksBefore(f, call.Node()) {
				u.reads[state] = name
			}
		}
		for state, name := range inner.writes {
			u.writes[state] = name
		}
	})
	return u
}

// eachUse calls f with each call in a function, in source order, and what it
// does with the thread's states.
func (c *checker) eachUse(fn *exportcall.Func, depth int, f func(exportcall.Call, *use)) {
	calls := slices.Clone(fn.Calls)
	slices.SortStableFunc(calls, func(a, b exportcall.Call) int { return int(a.Node().End() - b.Node().End()) }) // arguments first
	for _, call := range calls {
		switch {
		case call.C != nil:
			reads, writes := c.states(call.C)
			u := &use{make(map[string]string), make(map[string]string)}
			for _, state := range reads {
				if strings.Contains(state, "err") && c.isDropped(call) {
					u.writes[state] = call.C.Name // it only clears what was there
				} else {
					u.reads[state] = call.C.Name
				}
			}
			for _, state := range writes {
				u.writes[state] = call.C.Name
			}
			f(call, u)
		case call.Callee != fn:
			f(call, c.summarize(call.Callee, depth-1))
		}
	}
}

// isDropped reports whether a call has a result, and throws it away.
func (c *checker) isDropped(call exportcall.Call) bool {
	_, alone := call.Cursor.Parent().Node().(*ast.ExprStmt)
	expr, ok := call.Node().(ast.Expr)
	return alone && ok && cgosource.TypeString(c.src.Info.TypeOf(expr)) != "C.void"
}

// pairs returns the pairs of a function, the first of each state.
func (c *checker) pairs(f *exportcall.Func) []pair {
	var found []pair
	last := make(map[string]pair)
	c.eachUse(f, maxDepth, func(call exportcall.Call, u *use) {
		for state, name := range u.reads {
			p, ok := last[state]
			known := slices.ContainsFunc(found, func(q pair) bool { return q.state == state })
			if ok && !known && follows(p.write.Cursor, call.Node()) && !c.isLocked(f, p.write.Node(), maxDepth) {
				p.read, p.reads = call, name
				found = append(found, p)
			}
		}
		for state, name := range u.writes {
			last[state] = pair{in: f, state: state, write: call, writer: name}
		}
	})
	slices.SortFunc(found, func(a, b pair) int { return int(a.read.Node().Pos() - b.read.Node().Pos()) })
	return found
}

// follows reports whether control may come from a call to a later node: they
// are in no two branches of which one is taken, and no return ends the block
// of the call before the node.
func follows(first inspector.Cursor, target ast.Node) bool {
	for cur := range first.Enclosing((*ast.IfStmt)(nil), (*ast.CaseClause)(nil), (*ast.CommClause)(nil), (*ast.BlockStmt)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.IfStmt:
			if n.Else != nil && edit.Within(first.Node(), n.Body) && edit.Within(target, n.Else) {
				return false
			}
		case *ast.BlockStmt:
			if !edit.Within(target, n) && flow.Exit(n.List) != nil {
				return false
			}
		case *ast.CaseClause:
			if !edit.Within(target, n) && (flow.Exit(n.Body) != nil || edit.Within(target, cur.Parent().Node())) {
				return false
			}
		}
	}
	return true
}

// few is how many functions may have pairs of one state, each of which is
// reported; of more, one is, with a fix for all.
const few = 5

// reportPairs reports the pairs of all functions, unless the package has a
// thread of its own on which they may run.
func (c *checker) reportPairs() {
	if c.keepsThreads() {
		return
	}
	byState := make(map[string][]pair)
	var states []string
	for _, f := range append(c.calls.Funcs(), c.calls.Literals()...) {
		if c.src.SkipsGenerated(f.Decl.Body.Pos()) {
			continue
		}
		for _, p := range c.pairs(f) {
			if byState[p.state] == nil {
				states = append(states, p.state)
			}
			byState[p.state] = append(byState[p.state], p)
		}
	}
	for _, state := range states {
		pairs := byState[state]
		if len(pairs) <= few {
			for _, p := range pairs {
				c.reportPair(p, nil)
			}
			continue
		}
		c.reportPair(pairs[0], pairs[1:])
	}
}

// reportPair reports a pair, and that others are like it.
func (c *checker) reportPair(p pair, others []pair) {
	message := fmt.Sprintf("C.%s reads the thread's %s, which C.%s sets: the goroutine may move to another thread in between, and read what another call left there",
		p.reads, csummary.WithoutUnits(p.state), p.writer)
	if len(others) > 0 {
		message += fmt.Sprintf("; likewise in %d other functions", len(others))
	}
	fixes, reason := c.lockFix(p, others)
	d := analysis.Diagnostic{
		Pos: p.read.Node().Pos(), End: p.read.Node().End(), Category: "cgothread", Message: message,
		Related: []analysis.RelatedInformation{{
			Pos: p.write.Node().Pos(), End: p.write.Node().End(), Message: "C." + p.writer + " sets it by this call",
		}},
		SuggestedFixes: fixes,
	}
	c.report(d, finding.Info{NoFix: reason})
}

// lockFix locks the thread in the functions that have the pairs, or says why it
// cannot.
func (c *checker) lockFix(p pair, others []pair) (fixes []analysis.SuggestedFix, reason string) {
	w := rewrite.New(c.guard, c.src)
	locked := make(map[*exportcall.Func]bool)
	for _, p := range append([]pair{p}, others...) {
		list := p.in.Decl.Body.List
		if locked[p.in] || len(list) == 0 {
			continue
		}
		locked[p.in] = true
		name := w.Import("runtime", "goruntime", list[0].Pos())
		w.File(list[0].Pos()).AddBefore(list[0], name+".LockOSThread()", "defer "+name+".UnlockOSThread()")
	}
	edits, reason := w.Edits()
	if reason != "" {
		return nil, reason
	}
	message := "Lock the thread in " + p.in.Name()
	if len(others) > 0 {
		message += fmt.Sprintf(" and %d others", len(locked)-1)
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: edits}}, ""
}
