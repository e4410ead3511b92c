package cgopin

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/retain"
)

const keptMessage = "C.%s keeps %s, but it is pinned only until the function that pins it returns: C then uses memory that the collector may have reused"

// retained reports memory of the package's own that is pinned, but not for as
// long as C keeps it.
func (c *checker) retained(found *retain.Package) {
	for _, r := range found.Retentions {
		if !r.Unpinned || r.Number || c.src.IsTest(r.Node.Pos()) {
			continue
		}
		c.unpinned[r.Node] = true
		if fn := c.function(r.Node.Pos()); fn != nil && r.Evidence.Sink == csummary.Global && c.ends(fn, &r.Evidence) {
			continue
		}
		c.src.Report(c.pass, analysis.Diagnostic{
			Pos: r.Node.Pos(), End: r.Node.End(), Category: "cgopin",
			Message: fmt.Sprintf(keptMessage, r.Func, r.Subject),
		})
	}
}

// function returns the innermost function at a position, or nil.
func (c *checker) function(pos token.Pos) (innermost *ssa.Function) {
	for _, fn := range c.src.Functions() {
		syntax := fn.Syntax()
		if syntax != nil && syntax.Pos() <= pos && pos < syntax.End() && (innermost == nil || innermost.Syntax().Pos() < syntax.Pos()) {
			innermost = fn
		}
	}
	return innermost
}

// early reports memory that a function pins and unpins itself, although C
// keeps it for longer.
func (c *checker) early(fn *ssa.Function) {
	if c.src.IsTest(fn.Pos()) {
		return
	}
	p := pinnedIn(fn)
	if len(p.unpins) == 0 {
		return
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				c.kept(call, p)
			}
		}
	}
}

// pinners are the Pinners which are variables of a function.
type pinners struct {
	by     map[ssa.Value]*ssa.Alloc // the memory that they pin
	unpins map[*ssa.Alloc]ssa.CallInstruction
}

// pinnedIn returns the Pinners that are variables of a function.
func pinnedIn(fn *ssa.Function) pinners {
	p := pinners{make(map[ssa.Value]*ssa.Alloc), make(map[*ssa.Alloc]ssa.CallInstruction)}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok || len(call.Common().Args) == 0 {
				continue
			}
			local, ok := call.Common().Args[0].(*ssa.Alloc)
			if !ok {
				continue
			}
			switch methodOf(call.Common()) {
			case "Pin":
				p.by[govalue.Memory(govalue.InInterface(call.Common().Args[1]))] = local
			case "Unpin":
				p.unpins[local] = call
			}
		}
	}
	return p
}

// methodOf returns the name of the method of a Pinner that is called, or "".
func methodOf(common *ssa.CallCommon) string {
	fn := common.StaticCallee()
	if fn == nil || fn.Object() == nil {
		return ""
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.FullName() != "(*runtime.Pinner)."+obj.Name() {
		return ""
	}
	return obj.Name()
}

// kept reports an argument of a C call that is pinned only until the function
// unpins it, and that C keeps in a place which outlives that.
func (c *checker) kept(call *ssa.Call, p pinners) {
	name, ok := cgosource.CFunc(call.Common().StaticCallee())
	s := c.sums.Func(name)
	if !ok || s == nil {
		return
	}
	node := c.src.CallAt(call.Common().Pos())
	if node == nil {
		return
	}
	for i, arg := range call.Common().Args[:min(len(node.Args), len(s.Params))] {
		unpins := p.unpins[p.by[govalue.Memory(arg)]]
		keeps := func(r csummary.Retention) bool { return outlives(&r) && !c.ends(call.Parent(), &r) }
		if unpins == nil || c.unpinned[node.Args[i]] || !slices.ContainsFunc(s.Params[i].Retained, keeps) {
			continue
		}
		c.src.ReportWith(c.pass, analysis.Diagnostic{
			Pos: node.Args[i].Pos(), End: node.Args[i].End(), Category: "cgopin",
			Message: fmt.Sprintf(keptMessage, name, c.src.Text(c.src.Unconverted(node.Args[i]))),
			Related: []analysis.RelatedInformation{{Pos: unpins.Pos(), Message: "unpinned here"}},
		}, finding.Info{})
		return
	}
}

// outlives reports whether C always keeps a pointer where it stays after the
// call, whatever object of C's comes and goes.
func outlives(r *csummary.Retention) bool {
	return r.Always() && r.Sink == csummary.Global && r.Field == ""
}

// ends reports whether a function calls a C function that may end the
// retention: one of those that a contract names, or one that gets nil in place
// of the pointer.
func (c *checker) ends(fn *ssa.Function, r *csummary.Retention) bool {
	calls := 0
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if name, isC := cgosource.CFunc(call.Common().StaticCallee()); isC && (slices.Contains(r.Until, name) || c.keepsAt(name, r.Place)) {
				calls++
			}
		}
	}
	return calls > 1
}

// keepsAt reports whether a C function keeps something in the same place.
func (c *checker) keepsAt(name, place string) bool {
	s := c.sums.Func(name)
	return s != nil && slices.ContainsFunc(s.Params, func(p csummary.Param) bool {
		return slices.ContainsFunc(p.Retained, func(r csummary.Retention) bool { return r.Place == place })
	})
}
