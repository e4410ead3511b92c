package finalize

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// A Loss is a call in which C uses memory that the finalizer of an object may
// free meanwhile, because nothing keeps the object alive.
type Loss struct {
	Pos    token.Pos   // of the left parenthesis of the call
	Func   string      // the C function that uses the memory
	Called *types.Func // the Go function that is called and hands the memory to it, or nil
	In     *ssa.Function
	Object ssa.Value // the pointer to the object, or to what leads to it
	Via    Path      // from Object to the object; empty when it is that
	Root   ssa.Value // what Object was reached through: a parameter, a new object or a call
	Path   Path      // from the object to the memory that is freed
	Type   *types.TypeName
	Free   Free
	Setter token.Pos // where the finalizer is set, in this package

	// Early is a call of runtime.KeepAlive that comes before, or nil.
	Early *ssa.Call

	// More are further calls in the function, with the same object.
	More []*Loss
}

// A handing is memory that a call hands to C, itself or through what it
// calls.
type handing struct {
	call   ssa.CallInstruction
	arg    ssa.Value
	path   Path // from the argument to the memory
	name   string
	called *types.Func
}

// findLosses records the losses in a function.
func (p *Package) findLosses(fn *ssa.Function) {
	byObject := make(map[ssa.Value]*Loss)
	var order []*Loss
	for _, h := range p.handings(fn) {
		for _, loss := range p.losses(fn, h) {
			key := loss.Object
			if _, isParam := loss.Root.(*ssa.Parameter); isParam {
				key = loss.Root
			}
			if first := byObject[key]; first != nil {
				if first.Pos != loss.Pos {
					first.More = append(first.More, loss)
				}
				continue
			}
			byObject[key] = loss
			order = append(order, loss)
		}
	}
	p.Losses = append(p.Losses, order...)
}

// handings returns what the calls of a function hand to C, in the order in
// which they run.
func (p *Package) handings(fn *ssa.Function) []handing {
	var all []handing
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				all = append(all, p.handingsOf(call)...)
			}
		}
	}
	return all
}

func (p *Package) handingsOf(call *ssa.Call) []handing {
	common := call.Common()
	callee := common.StaticCallee()
	if callee == nil {
		return nil
	}
	var all []handing
	if name, ok := cgosource.CFunc(callee); ok {
		for i, arg := range common.Args {
			if mayPoint(arg.Type()) && !p.isCast(name, i) {
				all = append(all, handing{call: call, arg: arg, name: name})
			}
		}
		return all
	}
	s := p.summaryOf(callee)
	if s == nil {
		return nil
	}
	called, _ := govalue.Origin(callee).Object().(*types.Func)
	for _, h := range s.Hands {
		if called != nil && h.Param < len(common.Args) {
			all = append(all, handing{call, common.Args[h.Param], h.Path, h.Func, called})
		}
	}
	return all
}

// losses returns the losses that a handing is: one for each object whose memory
// it may be.
func (p *Package) losses(fn *ssa.Function, h handing) (all []*Loss) {
	for _, c := range p.chains(h.arg, h.path) {
		if l := p.lossBy(fn, h, c); l != nil && !endedBefore(l.Object, h.call) {
			all = append(all, l)
		}
	}
	return all
}

// endedBefore reports whether a method has ended the object before a call: then
// the use of an ended object is the mistake, and not the finalizer.
func endedBefore(object ssa.Value, call ssa.CallInstruction) bool {
	return slices.ContainsFunc(govalue.Referrers(object), func(instr ssa.Instruction) bool {
		ends, ok := instr.(*ssa.Call)
		if !ok || ends.Call.StaticCallee() == nil || len(ends.Call.Args) == 0 || ends.Call.Args[0] != object {
			return false
		}
		return cname.IsEndMethod(ends.Call.StaticCallee().Name()) && govalue.Precedes(ends, call)
	})
}

// lossBy returns the loss of a handing of what a chain leads to, or nil.
func (p *Package) lossBy(fn *ssa.Function, h handing, c chain) *Loss {
	var alive *types.TypeName // the object that was found nearer to the memory
	for i, place := range c {
		o := p.objectAt(place, h)
		if o == nil || o.name == alive && len(o.via) > 0 || h.called != nil && len(o.via) >= len(place.path)-len(h.path) {
			continue // of an object that is passed on, the called function is to blame
		}
		if p.isLost(fn, h, c, i, o) {
			return p.newLoss(fn, h, c[i:], o)
		}
		if len(o.via) == 0 {
			alive = o.name
		}
	}
	return nil
}

// An object that is finalized, at a place.
type object struct {
	name *types.TypeName
	via  Path // from the place's value to the object
	free Free
}

// objectAt returns the object whose finalizer frees what a place leads to: its
// value, or an object that this leads to; but not what the C function frees
// itself, nor memory that is a part of the object, which a pointer to it keeps.
func (p *Package) objectAt(place place, h handing) *object {
	t := place.value.Type()
	for i := range place.path {
		typeName, freed := p.freedOf(t)
		if freed != nil && !p.neverRuns[typeName] {
			for _, free := range freed.Frees {
				if free.Path.begins(place.path[i:]) && free.Func != h.name && !(isPart(t, free.Path) && gotype.IsAnyPointer(h.arg.Type())) {
					return &object{typeName, place.path[:i], free}
				}
			}
		}
		if t = stepInto(t, place.path[i]); t == nil {
			return nil
		}
	}
	return nil
}

// isPart reports whether what a path leads to is a struct or array in the
// object itself.
func isPart(t types.Type, path Path) bool {
	for _, step := range path {
		if t = stepInto(t, step); t == nil {
			return false
		}
	}
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// stepInto returns the type that a step of a path leads to, or nil.
func stepInto(t types.Type, step int) types.Type {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if step >= 0 && step < u.NumFields() {
			return u.Field(step).Type()
		}
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	}
	return nil
}

func (p *Package) newLoss(fn *ssa.Function, h handing, c chain, o *object) *Loss {
	return &Loss{
		Pos: h.call.Common().Pos(), Func: h.name, Called: h.called, In: fn,
		Object: c[0].value, Via: o.via, Root: c.root().value, Path: o.free.Path,
		Type: o.name, Free: o.free, Setter: p.setters[o.name], Early: p.early(h.call, c),
	}
}
