package ownership

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// A found is a release with where the function that frees got the resource.
type found struct {
	*Release
	param int
	path  string
	known bool
}

// releasesIn returns the calls of a function that free something, and what
// happens to it afterwards.
func (p *Package) releasesIn(kind *Kind, fn *ssa.Function) []found {
	key := partKey{kind: kind, fn: fn}
	if all, ok := p.releases[key]; ok {
		return all
	}
	p.releases[key] = nil // while it is computed
	var all []found
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				all = append(all, p.releasesAt(kind, fn, call)...)
			}
		}
	}
	p.releases[key] = all
	return all
}

// releasesAt returns what a call frees.
func (p *Package) releasesAt(kind *Kind, fn *ssa.Function, call ssa.CallInstruction) []found {
	if _, isGo := call.(*ssa.Go); isGo {
		return nil
	}
	var all []found
	common := call.Common()
	callee := common.StaticCallee()
	if callee == nil || callee.Blocks == nil {
		for i := range common.Args {
			if kind == CMemory && p.freesThrough(common, i) {
				all = append(all, p.release(kind, fn, call, start{at: call, param: i, path: "*", watch: true}, "C."+CName(common)))
			} else if e := kind.Effect(p, common, i); e.Does == Frees {
				all = append(all, p.release(kind, fn, call, start{at: call, param: i}, e.By))
			}
		}
		return all
	}
	if callee == fn || !govalue.IsOf(callee, p.ssa) {
		return nil
	}
	for _, f := range p.freedParts(kind, callee) {
		if f.Param < len(common.Args) {
			all = append(all, p.release(kind, fn, call, start{at: call, param: f.Param, path: f.Path, watch: true}, f.By))
		}
	}
	return all
}

func (p *Package) release(kind *Kind, fn *ssa.Function, call ssa.CallInstruction, s start, by string) found {
	t := p.explore(kind, fn, s)
	r := &Release{Kind: kind, Func: fn, At: call, Part: s.path, By: by, Trace: t}
	return found{r, t.param, t.path, t.known}
}

// freedParts returns the parameters, and what they lead to, that a function
// frees on each path on which there is something to free.
func (p *Package) freedParts(kind *Kind, fn *ssa.Function) []*PartEffect {
	var all []*PartEffect
	for _, f := range p.releasesIn(kind, fn) {
		if !f.known || slices.ContainsFunc(all, func(e *PartEffect) bool { return e.Param == f.param && e.Path == f.path }) {
			continue
		}
		if e := p.effectOf(kind, fn, f.param, f.path); e != nil && e.Frees == Always {
			all = append(all, e)
		}
	}
	return all
}

// FreedParts returns the parameters of a function of the package, and what
// they lead to, that it frees on each path on which there is something to
// free.
func (p *Package) FreedParts(kind *Kind, fn *ssa.Function) []*PartEffect {
	if p.ssa == nil || fn.Blocks == nil || !govalue.IsOf(fn, p.ssa) {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.freedParts(kind, fn)
}

// Functions returns the functions of the package that have bodies, methods
// and literals included, in source order.
func (p *program) Functions() []*ssa.Function { return p.functions }
