package finalize

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// maxCallers bounds how far the callers of a function are asked.
const maxCallers = 6

// mayEnd reports whether nothing outside of a function is known or likely to
// keep the object alive that a value leads to, by a way.
func (p *Package) mayEnd(fn *ssa.Function, root ssa.Value, way Path, depth int) bool {
	param, ok := root.(*ssa.Parameter)
	if !ok {
		return p.isNew(root)
	}
	return !p.keptByCallers(fn, slices.Index(fn.Params, param), way, depth)
}

// keptByCallers reports whether all callers of a function keep the object that
// an argument leads to alive while it runs. Those of an exported function are not known, and may
// not need it any more.
func (p *Package) keptByCallers(fn *ssa.Function, param int, way Path, depth int) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok || depth > maxCallers {
		return true
	}
	if obj.Exported() && p.src.Types.Name() != "main" {
		return false
	}
	if p.sites.IsValue(fn) {
		return true
	}
	for _, site := range p.sites.Of(fn) {
		if !p.src.IsTest(site.Pos()) && !p.keptAtCall(site, param, way, depth) {
			return false
		}
	}
	return true
}

// keptAtCall reports whether the object that an argument leads to is alive as
// long as a call takes.
func (p *Package) keptAtCall(site ssa.CallInstruction, param int, way Path, depth int) bool {
	args := site.Common().Args
	if _, isCall := site.(*ssa.Call); !isCall || param >= len(args) {
		return true
	}
	for _, c := range p.chains(args[param], way) {
		root := c.root()
		k := p.keepersOf(append(values(c), loadsAt(root.value, root.path)...)...)
		if !k.isAlive(site, args[param]) && p.mayEnd(site.Parent(), root.value, root.path, depth+1) {
			return false
		}
	}
	return true
}

// early returns a call of runtime.KeepAlive for an object that comes before
// a call, or nil.
func (p *Package) early(call ssa.CallInstruction, c chain) *ssa.Call {
	k := p.keepersOf(values(c)...)
	for _, use := range k.uses {
		other, ok := use.(*ssa.Call)
		if ok && govalue.Runtime(other.Common()) == "KeepAlive" && reaches(other, call) {
			return other
		}
	}
	return nil
}
