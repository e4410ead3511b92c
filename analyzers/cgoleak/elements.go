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
	info := finding.Info{Group: finding.Pedantic} // the end of a loop over a list is not far
	if c.endless(s.path) {
		info.Group = finding.Correctness
	}
	l := &leak{Resource: r, site: s}
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: s.call.Pos(), End: s.call.End(), Category: "cgoleak",
		Message: fmt.Sprintf("%s is freed only when the function returns: each turn of the loop defers another call of %s", l.what(), callee(r.Piled)),
		Related: []analysis.RelatedInformation{{Pos: r.Piled.Pos(), Message: "deferred here"}},
	}, info)
}

// neededLater reports whether something that gets the memory may still have
// it after the turn: it is freed late for a reason.
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
// program does: it has no condition, or asks a function for the next turn, or
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
		Message: fmt.Sprintf("%s that %s allocates is stored in %s, of which nothing frees the elements%s", what, r.By, where, because),
	}, finding.Info{Confidence: finding.Medium})
}

// arrayOf returns the array in which a result is stored, or nil.
func arrayOf(r *ownership.Resource) (array ssa.Value) {
	v := r.At.Value()
	if v == nil || r.Where != ownership.InResult || r.Path != "" {
		return nil
	}
	var look func(v ssa.Value)
	look = func(v ssa.Value) {
		for _, user := range *v.Referrers() {
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
	for _, user := range *array.Referrers() {
		slice, ok := user.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, user := range *slice.Referrers() {
			if call, ok := user.(*ssa.Call); ok && govalue.Builtin(&call.Call) == "append" && call.Call.Args[1] == slice {
				return call
			}
		}
	}
	return nil
}

// An arrayUse looks at all that is done with an array.
type arrayUse struct {
	*checker
	seen     map[ssa.Value]bool
	borrowed bool // C gets it and takes nothing
	freed    bool // it is freed, without its elements
	unknown  bool // C gets it, and of the elements nothing is known
}

// keeps reports whether nobody else gets the elements of an array: what is
// read of them is only looked at.
func (a *arrayUse) keeps(v ssa.Value) bool {
	if a.seen[v] {
		return true
	}
	a.seen[v] = true
	for _, user := range *v.Referrers() {
		if !a.harmless(v, user) {
			return false
		}
	}
	return a.freed || !a.unknown
}

func (a *arrayUse) harmless(v ssa.Value, user ssa.Instruction) bool {
	switch user := user.(type) {
	case *ssa.DebugRef, *ssa.BinOp:
		return true
	case *ssa.Convert, *ssa.ChangeType, *ssa.Slice, *ssa.Phi:
		return a.keeps(user.(ssa.Value))
	case *ssa.IndexAddr:
		return user.X == v && a.elementUsed(user)
	case *ssa.Call:
		return a.passed(v, user)
	case *ssa.Defer:
		return a.passed(v, user)
	case *ssa.Return:
		return a.returned(v, user)
	case *ssa.Extract:
		return a.keeps(user)
	}
	return false
}

// returned looks at what the callers of a function do with the array, which it
// returns: all of them are in view.
func (a *arrayUse) returned(v ssa.Value, ret *ssa.Return) bool {
	sites, all := a.owned.Callers(ret.Parent())
	if !all || len(sites) == 0 {
		return false
	}
	for _, site := range sites {
		call := site.Value()
		if call == nil {
			return false
		}
		if len(ret.Results) == 1 {
			if !a.keeps(call) {
				return false
			}
			continue
		}
		for _, user := range *call.Referrers() {
			if e, ok := user.(*ssa.Extract); ok && ret.Results[e.Index] == v && !a.keeps(e) {
				return false
			}
		}
	}
	return true
}

// elementUsed looks at what is done with the address of an element.
func (a *arrayUse) elementUsed(at *ssa.IndexAddr) bool {
	for _, user := range *at.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if user.Addr != at {
				return false
			}
		case *ssa.UnOp:
			if !onlyCopiedFrom(user) {
				return false
			}
		case *ssa.DebugRef:
		default:
			if !a.harmless(at, user) { // as the address of the array
				return false
			}
		}
	}
	return true
}

// onlyCopiedFrom reports whether a pointer is only copied from, or compared.
func onlyCopiedFrom(v ssa.Value) bool {
	for _, user := range *v.Referrers() {
		switch user := user.(type) {
		case *ssa.BinOp, *ssa.DebugRef:
		case *ssa.Call:
			if !copies[ownership.CName(&user.Call)] {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// passed looks at a call that gets the array.
func (a *arrayUse) passed(v ssa.Value, call ssa.CallInstruction) bool {
	common := call.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		switch b.Name() {
		case "len", "cap":
			return true
		case "append":
			return common.Args[0] == v && a.keeps(call.Value())
		case "Slice", "SliceData":
			return a.keeps(call.Value())
		}
		return false
	}
	name := ownership.CName(common)
	if name == "free" {
		a.freed = true
		return true
	}
	if name == "" {
		return a.passedToGo(v, common)
	}
	f := a.sums.Func(name)
	for i, arg := range common.Args {
		if arg != v {
			continue
		}
		switch {
		case ownership.LooksAt(f, i), f == nil && a.sums.ConstWithin(name, i):
			a.borrowed = true
		case f == nil:
			a.unknown = true
		default:
			return false
		}
	}
	return true
}

// passedToGo looks at what a function of the package does with the array.
func (a *arrayUse) passedToGo(v ssa.Value, common *ssa.CallCommon) bool {
	callee := common.StaticCallee()
	if callee == nil || callee.Pkg == nil || callee.Blocks == nil || callee.Pkg.Pkg != a.src.Types {
		return false
	}
	for i, arg := range common.Args {
		if arg == v && (i >= len(callee.Params) || !a.keeps(callee.Params[i])) {
			return false
		}
	}
	return true
}
