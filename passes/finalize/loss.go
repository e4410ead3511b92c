package finalize

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
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
		loss := p.loss(fn, h)
		if loss == nil {
			continue
		}
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
	called, _ := origin(callee).Object().(*types.Func)
	for _, h := range s.Hands {
		if called != nil && h.Param < len(common.Args) {
			all = append(all, handing{call, common.Args[h.Param], h.Path, h.Func, called})
		}
	}
	return all
}

// loss returns the loss that a handing is, or nil.
func (p *Package) loss(fn *ssa.Function, h handing) *Loss {
	for _, c := range p.chains(h.arg, h.path) {
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

// isLost reports whether nothing keeps the object o, at index i of a chain,
// alive during a call: neither it nor what it was reached through.
func (p *Package) isLost(fn *ssa.Function, h handing, c chain, i int, o *object) bool {
	root := c.root()
	rest := len(c[i].path) - len(o.via) // from the object to the memory
	way := root.path[:max(0, len(root.path)-rest)]
	k := p.keepersOf(append(values(c[i:]), loadsAt(root.value, way)...)...)
	if k.isArgument(h.call) || k.isAlive(h.call, c[i].value) || k.isOver(h.call, c) {
		return false
	}
	return p.mayEnd(fn, root.value, way, 0)
}

// loadsAt returns what is loaded, anywhere in a function, by a path from a
// value: as long as nothing else is stored there, it is the same.
func loadsAt(v ssa.Value, path Path) []ssa.Value {
	if len(path) == 0 || v.Referrers() == nil {
		return nil
	}
	var all []ssa.Value
	for _, instr := range *v.Referrers() {
		switch instr := instr.(type) {
		case *ssa.FieldAddr:
			if instr.Field == path[0] {
				all = append(all, loadsIn(instr, path[1:])...)
			}
		case *ssa.Field:
			if instr.Field == path[0] {
				if len(path) == 1 {
					all = append(all, instr)
				}
				all = append(all, loadsAt(instr, path[1:])...)
			}
		}
	}
	return all
}

// loadsIn is loadsAt of a field's address, with what is left of the path.
func loadsIn(addr *ssa.FieldAddr, path Path) []ssa.Value {
	all := loadsAt(addr, path) // the field is a struct
	for _, instr := range *addr.Referrers() {
		if load, ok := instr.(*ssa.UnOp); ok && load.Op == token.MUL {
			if len(path) == 0 {
				all = append(all, load)
			}
			all = append(all, loadsAt(load, path)...)
		}
	}
	return all
}

func values(c chain) []ssa.Value {
	var all []ssa.Value
	for _, place := range c {
		all = append(all, place.value)
	}
	return all
}

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
	if p.values[fn] {
		return true
	}
	for _, site := range p.sites[fn] {
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
		if ok && runtimeFunc(other.Common()) == "KeepAlive" && reaches(other, call) {
			return other
		}
	}
	return nil
}
