package finalize

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A setting is a call of runtime.SetFinalizer or runtime.AddCleanup.
type setting struct {
	object  ssa.Value
	fn      ssa.Value
	arg     ssa.Value // that a cleanup gets; nil for a finalizer
	cleanup bool
}

// A settingCall is a call that sets a finalizer, itself or through a helper.
type settingCall struct {
	*setting
	call ssa.CallInstruction
}

// findKept records the objects whose finalizers never run.
func (p *Package) findKept() {
	p.neverRuns = make(map[*types.TypeName]bool)
	runs := make(map[*types.TypeName]bool)
	for _, s := range p.settings {
		name := objectType(s.object.Type())
		if p.noteKept(s.setting, s.call) {
			p.neverRuns[name] = true
		} else {
			runs[name] = true
		}
	}
	for name := range runs {
		delete(p.neverRuns, name)
	}
}

// settingOf returns what a call sets, or nil.
func settingOf(common *ssa.CallCommon) *setting {
	switch runtimeFunc(common) {
	case "SetFinalizer":
		return &setting{object: inInterface(common.Args[0]), fn: inInterface(common.Args[1])}
	case "AddCleanup":
		return &setting{object: common.Args[0], fn: common.Args[1], arg: common.Args[2], cleanup: true}
	}
	return nil
}

// runtimeFunc returns the name of the function of package runtime that is
// called, or "".
func runtimeFunc(common *ssa.CallCommon) string {
	fn := common.StaticCallee()
	if fn == nil {
		return ""
	}
	obj := origin(fn).Object()
	if obj == nil || obj.Pkg() == nil || obj.Pkg().Path() != "runtime" {
		return ""
	}
	return obj.Name()
}

func inInterface(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return v
		}
	}
}

// functionIn returns the function that a value is, and what it captures, or
// nil.
func functionIn(v ssa.Value) (fn *ssa.Function, bindings []ssa.Value) {
	switch v := inInterface(v).(type) {
	case *ssa.Function:
		return origin(v), nil
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function), v.Bindings
	}
	return nil, nil
}

// set notes in the summary that a parameter gets a finalizer, when the
// function that sets it is a helper of others.
func (b *builder) set(set *setting) {
	object := b.paramIn(set.object)
	if object < 0 {
		return
	}
	s := Setting{Object: object, Func: b.paramIn(set.fn), Arg: -1, Cleanup: set.cleanup}
	if set.arg != nil {
		if s.Arg = b.paramIn(set.arg); s.Arg < 0 {
			return
		}
	}
	if fn, _ := functionIn(set.fn); fn != nil {
		if sum := b.p.summaryOf(fn); sum != nil {
			s.Hands, s.Invokes = sum.Hands, sum.Invokes
		}
	}
	b.s.Sets = append(b.s.Sets, s)
}

// setThrough notes that a helper sets a finalizer on a parameter.
func (b *builder) setThrough(s Setting, args []ssa.Value) {
	if s.Object >= len(args) || args[s.Object] == nil {
		return
	}
	through := s
	if through.Object = b.paramIn(args[s.Object]); through.Object < 0 {
		return
	}
	if s.Arg >= 0 {
		if s.Arg >= len(args) || args[s.Arg] == nil {
			return
		}
		if through.Arg = b.paramIn(args[s.Arg]); through.Arg < 0 {
			return
		}
	}
	if s.Func >= 0 && s.Func < len(args) && args[s.Func] != nil {
		through.Func = b.paramIn(args[s.Func])
		if fn, _ := functionIn(args[s.Func]); fn != nil {
			if sum := b.p.summaryOf(fn); sum != nil {
				through.Hands, through.Invokes = sum.Hands, sum.Invokes
			}
		}
	}
	b.s.Sets = append(b.s.Sets, through)
}

// paramIn returns which parameter a value is, but for conversions, or -1.
func (b *builder) paramIn(v ssa.Value) int { return b.param(inInterface(v)) }

// findSettings notes which types have objects that fn gives a finalizer.
func (p *Package) findSettings(fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if set := settingOf(call.Common()); set != nil {
				p.setting(set, call)
			} else if s := p.summaryOf(call.Common().StaticCallee()); s != nil {
				for _, set := range s.Sets {
					p.settingThrough(set, call)
				}
			}
		}
	}
}

// setting notes a finalizer that is set here.
func (p *Package) setting(set *setting, call ssa.CallInstruction) {
	fn, bindings := functionIn(set.fn)
	if fn == nil {
		return
	}
	if fn.Blocks != nil {
		p.finalizer[fn] = true
		p.noteFinalizer(fn)
	}
	s := p.summaryOf(fn)
	if s == nil {
		return
	}
	p.note(set, call, p.freesOf(set, s.Hands, s.Invokes, len(fn.Params), bindings))
}

// noteFinalizer notes the method that a wrapper runs.
func (p *Package) noteFinalizer(fn *ssa.Function) {
	if obj, ok := fn.Object().(*types.Func); ok && fn.Synthetic != "" {
		if method := fn.Prog.FuncValue(obj.Origin()); method != nil {
			p.finalizer[method] = true
		}
	}
}

// settingThrough notes a finalizer that a helper sets.
func (p *Package) settingThrough(s Setting, call ssa.CallInstruction) {
	args := argumentsOf(call.Common())
	if s.Object >= len(args) || s.Arg >= len(args) || s.Func >= len(args) {
		return
	}
	set := &setting{object: inInterface(args[s.Object]), cleanup: s.Cleanup}
	if s.Arg >= 0 {
		set.arg = inInterface(args[s.Arg])
	}
	hands, invokes := s.Hands, s.Invokes
	var bindings []ssa.Value
	params := 1
	if s.Func >= 0 {
		fn, captured := functionIn(args[s.Func])
		sum := p.summaryOf(fn)
		if sum == nil {
			return
		}
		if fn.Blocks != nil {
			p.finalizer[fn] = true
			p.noteFinalizer(fn)
		}
		set.fn = args[s.Func]
		hands, invokes, bindings, params = sum.Hands, sum.Invokes, captured, len(fn.Params)
	}
	p.note(set, call, p.freesOf(set, hands, invokes, params, bindings))
}

// note records what is freed with the objects of a type, and with those that
// they embed.
func (p *Package) note(set *setting, call ssa.CallInstruction, frees []Free) {
	name := objectType(set.object.Type())
	if name == nil || name.Pkg() != p.src.Types || p.src.IsTest(call.Pos()) {
		return
	}
	for _, free := range frees {
		p.noteFree(name, free, call)
	}
	p.settings = append(p.settings, settingCall{set, call})
}

func (p *Package) noteFree(name *types.TypeName, free Free, call ssa.CallInstruction) {
	if p.freed[name] == nil {
		p.freed[name] = new(Freed)
		p.setters[name] = call.Common().Pos()
	}
	p.freed[name].add(free)
	if len(free.Path) < 2 || free.Path[0] == element {
		return
	}
	st, ok := name.Type().Underlying().(*types.Struct)
	if !ok || free.Path[0] >= st.NumFields() || !st.Field(free.Path[0]).Embedded() {
		return
	}
	base, ok := types.Unalias(st.Field(free.Path[0]).Type()).(*types.Named)
	if ok && base.Origin().Obj().Pkg() == p.src.Types {
		p.noteFree(base.Origin().Obj(), Free{Path: free.Path[1:], Func: free.Func, Cleanup: free.Cleanup}, call)
	}
}

// freesOf returns what a finalizer frees of its object, given what it hands to
// C of its parameters, of which there are params, and of what it captures.
func (p *Package) freesOf(set *setting, hands []Hand, invokes []Invoke, params int, bindings []ssa.Value) []Free {
	argument := set.object
	if set.cleanup {
		argument = set.arg
	}
	all := slices.Clone(hands)
	for _, i := range invokes {
		if i.Param == 0 {
			if method := p.method(argument, i.Path, i.Method); method != nil {
				for _, h := range method.Hands {
					if h.Param == 0 {
						all = append(all, Hand{Path: i.Path.then(h.Path), Func: h.Func})
					}
				}
			}
		}
	}
	var frees []Free
	for _, h := range p.freeing(all) {
		v := argument
		if h.Param > 0 {
			if i := h.Param - params; i >= 0 && i < len(bindings) {
				v = bindings[i]
			} else {
				continue
			}
		}
		for _, path := range p.pathsTo(set.object, v, h.Path) {
			frees = append(frees, Free{Path: path, Func: h.Func, Cleanup: set.cleanup})
		}
	}
	return frees
}

// freeing returns those of a finalizer's calls of C that free: when there are
// some that do so by their bodies or names, those; else all of which nothing
// is known.
func (p *Package) freeing(hands []Hand) []Hand {
	var sure, perhaps []Hand
	for _, h := range hands {
		switch {
		case p.frees(h.Func) || cname.IsRelease(h.Func):
			sure = append(sure, h)
		case p.sums.Func(h.Func) == nil:
			perhaps = append(perhaps, h)
		}
	}
	if len(sure) > 0 {
		return sure
	}
	return perhaps
}

// frees reports whether a C function frees what it gets.
func (p *Package) frees(name string) bool {
	fn := p.sums.Func(name)
	return fn != nil && slices.ContainsFunc(fn.Params, func(q csummary.Param) bool {
		return q.Freed == csummary.Yes || q.MayFree
	})
}

// pathsTo returns the paths from an object to what path leads to from v.
func (p *Package) pathsTo(object, v ssa.Value, path Path) []Path {
	if isSame(v, object) {
		return []Path{path}
	}
	var paths []Path
	for _, c := range p.chains(v, path) {
		for _, place := range c {
			if isSame(place.value, object) {
				paths = append(paths, place.path)
			}
		}
	}
	if len(paths) == 0 {
		for _, field := range fieldsWith(object, v) {
			paths = append(paths, Path{field}.then(path))
		}
	}
	if len(paths) == 0 {
		if field := onlyField(object.Type(), v.Type()); field >= 0 {
			paths = append(paths, Path{field}.then(path))
		}
	}
	return paths
}

// fieldsWith returns the fields of an object in which a value was stored, or
// which have what a variable has.
func fieldsWith(object, v ssa.Value) []int {
	if object.Referrers() == nil {
		return nil
	}
	var fields []int
	for _, instr := range *object.Referrers() {
		addr, ok := instr.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		for _, s := range storesTo(addr, nil) {
			if s.val == v || sameVariable(s.val, v) {
				fields = append(fields, addr.Field)
			}
		}
	}
	return fields
}

// sameVariable reports whether one value is read from the variable that
// another points to: a literal captures variables by their addresses.
func sameVariable(loaded, variable ssa.Value) bool {
	load, ok := loaded.(*ssa.UnOp)
	return ok && load.X == variable
}

// onlyField returns the one field of an object that has a type, which is also
// what a captured variable points to, or -1.
func onlyField(object, t types.Type) int {
	ptr, ok := object.Underlying().(*types.Pointer)
	if !ok {
		return -1
	}
	st, ok := ptr.Elem().Underlying().(*types.Struct)
	if !ok {
		return -1
	}
	found := -1
	for i := range st.NumFields() {
		if types.Identical(st.Field(i).Type(), t) && mayPoint(t) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}
