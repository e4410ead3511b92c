package cgoleak

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/ownership"
)

// piled reports memory that a loop allocates and only deferred calls free.
func (c *checker) piled(r *ownership.Resource) {
	s, ok := c.siteOf(r)
	if !ok || c.fewTurns(s.path) || !c.endless(s.path) && neededLater(r) {
		return
	}
	info := finding.Info{Group: finding.Pedantic, NoFix: "the body of the loop has to become a function, or to free it before each way out"} // the end of a loop over a list is not far
	if c.endless(s.path) {
		info.Group = finding.Correctness
	}
	l := &leak{Resource: r, site: s}
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: s.call.Pos(), End: s.call.End(), Category: "cgoleak",
		Message: fmt.Sprintf("%s is freed only when the function returns: each iteration defers another call of %s", l.what(), callee(r.Piled)),
		Related: []analysis.RelatedInformation{{Pos: r.Piled.Pos(), Message: "deferred here"}},
	}, info)
}

// neededLater reports whether something that gets the memory may still have
// it after the iteration: it is freed late for a reason.
func neededLater(r *ownership.Resource) bool {
	return slices.ContainsFunc(r.Events, func(e *ownership.Event) bool { return e.Assumed })
}

// fewTurns reports whether the loop around a call runs a few times at most.
func (c *checker) fewTurns(path []ast.Node) bool {
	const few = 8
	for _, n := range path {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			trips := c.trips(n.(ast.Stmt), path)
			return 0 <= trips && trips <= few
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		}
	}
	return false
}

// endless reports whether the loop around a call may run for as long as the
// program does: it has no condition, or asks a function whether to go on, or
// receives from a channel.
func (c *checker) endless(path []ast.Node) bool {
	for _, n := range path {
		switch n := n.(type) {
		case *ast.ForStmt:
			if n.Cond == nil {
				return true
			}
			_, asks := ast.Unparen(n.Cond).(*ast.CallExpr)
			return asks
		case *ast.RangeStmt:
			_, isChan := c.src.Info.TypeOf(n.X).Underlying().(*types.Chan)
			return isChan
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		}
	}
	return false
}

// elements reports memory that is stored in an array of which nothing frees
// the elements.
func (c *checker) elements(r *ownership.Resource) {
	array := arrayOf(r)
	if array == nil || c.owned.RunsOnce(r.Func) {
		return
	}
	for _, e := range r.Events {
		if e.What == ownership.Returned && !e.Inside || e.What == ownership.Taken && !e.Inside || e.What == ownership.Stored && elementOf(e.Instr) != array {
			return
		}
	}
	a := &arrayUse{checker: c, seen: make(map[ssa.Value]bool)}
	s, ok := c.siteOf(r)
	if !ok || !a.keeps(array) || !a.borrowed && !a.freed {
		return
	}
	what := "the memory"
	if r.By == "C.CString" {
		what = "the C string"
	}
	where := "an array"
	if s.name != "" {
		where = s.name
	}
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: s.call.Pos(), End: s.call.End(), Category: "cgoleak",
		Message: fmt.Sprintf("%s that %s allocates is stored in %s, and nothing frees its elements%s", what, r.By, where, because),
	}, finding.Info{Confidence: finding.Medium, NoFix: "it is not known when the elements are used for the last time"})
}

// arrayOf returns the array in which a result is stored, or nil.
func arrayOf(r *ownership.Resource) (array ssa.Value) {
	v := r.At.Value()
	if v == nil || r.Where != ownership.InResult || r.Path != "" {
		return nil
	}
	var look func(v ssa.Value)
	look = func(v ssa.Value) {
		for _, user := range govalue.Referrers(v) {
			switch user := user.(type) {
			case *ssa.Convert:
				look(user)
			case *ssa.ChangeType:
				look(user)
			case *ssa.Store:
				if at := elementOf(user); at != nil {
					array = at
				}
			}
		}
	}
	look(v)
	return array
}

// elementOf returns the array or slice in which an instruction stores an
// element, or nil. What is appended is in the slice that append returns.
func elementOf(instr ssa.Instruction) ssa.Value {
	if call, ok := instr.(*ssa.Call); ok && govalue.Builtin(&call.Call) == "append" {
		return call
	}
	store, ok := instr.(*ssa.Store)
	if !ok {
		return nil
	}
	at, ok := store.Addr.(*ssa.IndexAddr)
	if !ok {
		return nil
	}
	v := at.X
	for {
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.Slice:
			v = x.X
		case *ssa.Call:
			if govalue.Builtin(&x.Call) != "Slice" {
				return x
			}
			v = x.Call.Args[0]
		case *ssa.Alloc:
			if result := appended(x); result != nil {
				return result
			}
			return v
		case *ssa.MakeSlice:
			return v
		default:
			return nil
		}
	}
}

// appended returns the call of append that gets an array as what it appends, or
// nil.
func appended(array *ssa.Alloc) ssa.Value {
	for _, user := range govalue.Referrers(array) {
		slice, ok := user.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, user := range govalue.Referrers(slice) {
			if call, ok := user.(*ssa.Call); ok && govalue.Builtin(&call.Call) == "append" && call.Call.Args[1] == slice {
				return call
			}
		}
	}
	return nil
}
