package gomem

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// usesFacts reports whether the package uses a function of another package
// that has a summary.
func (p *Package) usesFacts() bool {
	reaches := false
	for _, imported := range p.pass.Pkg.Imports() {
		reaches = reaches || p.pass.ImportPackageFact(imported, new(Reaches))
	}
	if !reaches {
		return false
	}
	for _, obj := range p.pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && p.imported(fn) != nil {
			return true
		}
	}
	return false
}

// imported returns the summary of a function of another package, or nil.
func (p *Package) imported(fn *types.Func) *Summary {
	s := new(Summary)
	if fn.Pkg() == nil || fn.Pkg() == p.pass.Pkg || !p.pass.ImportObjectFact(fn.Origin(), s) {
		return nil
	}
	return s
}

// imported calls a function of another package that has a summary.
func (c callSite) imported(callee *ssa.Function) ([]heap.Value, bool) {
	obj, ok := callee.Object().(*types.Func)
	if !ok {
		return nil, false
	}
	summary := c.Package.imported(obj)
	if summary == nil {
		return nil, false
	}
	if c.Package.CallExpr(c.instr) != nil {
		c.publish(c.args, func(here Point) Event { return &GoCall{here, obj, c.instr, c.args} })
	}
	results := c.unknown()
	for i := range min(len(results), len(summary.Results)) {
		results[i] = c.resultOf(i, summary.Results[i])
	}
	return results, true
}

type resultSite struct {
	instr ssa.CallInstruction
	index int
}

// resultOf returns the result i of an imported function as r tells.
func (c callSite) resultOf(i int, r Result) heap.Value {
	t, at := c.resultType(i), site{c.id, resultSite{c.instr, i}}
	switch {
	case r.Param > 0 && r.Param <= len(c.args):
		return c.args[r.Param-1]
	case r.Origin == heap.C:
		return c.in.cMemory(at, r.Func, t)
	case r.Origin == heap.Go:
		m := c.in.memory(at, func(m *heap.Memory) {
			m.Origin, m.Pos = heap.Go, c.instr.Common().Pos()
			m.SetElem(t)
		})
		c.State.Contents.Set(m, heap.Top)
		return pointerTo(m)
	}
	return heap.Top
}

// summary returns what callers in other packages must know of the root.
func (r *Root) summary() *Summary {
	s := &Summary{Params: r.paramsToC()}
	for _, v := range r.Results {
		s.Results = append(s.Results, resultFor(v))
	}
	if !slices.ContainsFunc(s.Results, func(r Result) bool { return r != Result{} }) {
		s.Results = nil
	}
	return s
}

// resultFor returns what all that a result may be has in common.
func resultFor(v heap.Value) Result {
	var result Result
	for i, a := range v.First() {
		var r Result
		switch {
		case a.Kind == heap.Null && len(v.First()) > 1:
			continue
		case a.Kind != heap.Pointer:
			return Result{}
		case a.Mem.Origin == heap.C || a.Mem.Origin == heap.Go && !a.Mem.Global:
			r = Result{Origin: a.Mem.Origin, Func: a.Mem.Func}
		case a.Mem.Param != nil && len(a.Mem.Param.Offsets) == 0 && a.Off == 0 && a.Step == 0:
			r = Result{Param: a.Mem.Param.Param + 1}
		default:
			return Result{}
		}
		if i > 0 && result != (Result{}) && result != r {
			return Result{}
		}
		result = r
	}
	return result
}

// paramsToC returns the parameters that lead to memory which C gets.
func (r *Root) paramsToC() []int {
	var params []int
	for _, e := range r.Events {
		at := e.At()
		var reached []*heap.Memory
		for _, v := range valuesOf(e) {
			reached = at.State.reachable(reached, v)
		}
		for _, m := range reached {
			if m.Param != nil && !slices.Contains(params, m.Param.Param) {
				params = append(params, m.Param.Param)
			}
		}
	}
	slices.Sort(params)
	return params
}

func valuesOf(e Event) []heap.Value {
	switch e := e.(type) {
	case *CCall:
		values := make([]heap.Value, len(e.Args))
		for i, arg := range e.Args {
			values[i] = arg.Value
		}
		return values
	case *GoCall:
		return e.Args
	case *Store:
		return []heap.Value{e.Value}
	}
	return nil
}

// reachable adds to all the memory that v leads to.
func (s *State) reachable(all []*heap.Memory, v heap.Value) []*heap.Memory {
	for _, c := range v.Words {
		for _, a := range c.Atoms {
			if a.Mem != nil && !slices.Contains(all, a.Mem) {
				all = s.reachable(append(all, a.Mem), s.Contents.Get(a.Mem))
			}
		}
	}
	return all
}
