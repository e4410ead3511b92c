package finalize

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// A settingCall is a call that sets a finalizer, itself or through a helper.
type settingCall struct {
	*govalue.Finalizer
	call ssa.CallInstruction
}

// findKept records the objects whose finalizers never run.
func (p *Package) findKept() {
	p.neverRuns = make(map[*types.TypeName]bool)
	runs := make(map[*types.TypeName]bool)
	for _, s := range p.settings {
		name := objectType(s.Object.Type())
		if p.noteKept(s.Finalizer, s.call) {
			p.neverRuns[name] = true
		} else {
			runs[name] = true
		}
	}
	for name := range runs {
		delete(p.neverRuns, name)
	}
}

// functionIn returns the function that a value is, and what it captures, or
// nil.
func functionIn(v ssa.Value) (fn *ssa.Function, bindings []ssa.Value) {
	switch v := govalue.InInterface(v).(type) {
	case *ssa.Function:
		return govalue.Origin(v), nil
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function), v.Bindings
	}
	return nil, nil
}

// set notes in the summary that a parameter gets a finalizer, when the
// function that sets it is a helper of others.
func (b *builder) set(set *govalue.Finalizer, call ssa.Instruction) {
	object := b.paramIn(set.Object)
	if object < 0 {
		return
	}
	s := Setting{Object: object, Func: b.paramIn(set.Func), Arg: -1, Cleanup: set.Cleanup, Flag: b.flagAround(call)}
	if set.Arg != nil {
		if s.Arg = b.paramIn(set.Arg); s.Arg < 0 {
			return
		}
	}
	if fn, _ := functionIn(set.Func); fn != nil {
		if sum := b.p.summaryOf(fn); sum != nil {
			s.Hands, s.Invokes = sum.Hands, sum.Invokes
		}
	}
	b.s.Sets = append(b.s.Sets, s)
}

// setThrough notes that a helper sets a finalizer on a parameter.
func (b *builder) setThrough(s Setting, args []ssa.Value) {
	if s.Object >= len(args) || args[s.Object] == nil || s.Flag.isOff(args) {
		return
	}
	through := s
	if through.Object = b.paramIn(args[s.Object]); through.Object < 0 {
		return
	}
	if s.Flag.Param > 0 && s.Flag.Param <= len(args) && args[s.Flag.Param-1] != nil {
		through.Flag.Param = b.param(args[s.Flag.Param-1]) + 1
	}
	if s.Arg >= 0 {
		if s.Arg >= len(args) || args[s.Arg] == nil {
			return
		}
		if through.Arg = b.paramIn(args[s.Arg]); through.Arg < 0 {
			return
		}
	}
	b.setFunc(&through, s, args)
	b.s.Sets = append(b.s.Sets, through)
}

// setFunc notes the finalizer that a helper gets in an argument.
func (b *builder) setFunc(through *Setting, s Setting, args []ssa.Value) {
	if s.Func < 0 || s.Func >= len(args) || args[s.Func] == nil {
		return
	}
	through.Func = b.paramIn(args[s.Func])
	if fn, _ := functionIn(args[s.Func]); fn != nil {
		if sum := b.p.summaryOf(fn); sum != nil {
			through.Hands, through.Invokes = sum.Hands, sum.Invokes
		}
	}
}

// paramIn returns which parameter a value is, but for conversions, or -1.
func (b *builder) paramIn(v ssa.Value) int { return b.param(govalue.InInterface(v)) }

// findSettings notes which types have objects that fn gives a finalizer, or takes
// it from.
func (p *Package) findSettings(fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if set := govalue.FinalizerOf(call.Common()); set != nil {
				if !set.Cleanup && isNil(set.Func) {
					p.takenOff[objectType(set.Object.Type())] = true
				}
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
func (p *Package) setting(set *govalue.Finalizer, call ssa.CallInstruction) {
	fn, bindings := functionIn(set.Func)
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
	if s.Object >= len(args) || s.Arg >= len(args) || s.Func >= len(args) || s.Flag.isOff(args) {
		return
	}
	set := &govalue.Finalizer{Object: govalue.InInterface(args[s.Object]), Cleanup: s.Cleanup}
	if s.Arg >= 0 {
		set.Arg = govalue.InInterface(args[s.Arg])
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
		set.Func = args[s.Func]
		hands, invokes, bindings, params = sum.Hands, sum.Invokes, captured, len(fn.Params)
	}
	p.note(set, call, p.freesOf(set, hands, invokes, params, bindings))
}

// note records what is freed with the objects of a type, and with those that
// they embed.
func (p *Package) note(set *govalue.Finalizer, call ssa.CallInstruction, frees []Free) {
	name := objectType(set.Object.Type())
	if name == nil || name.Pkg() != p.src.Types || p.src.IsTest(call.Pos()) {
		return
	}
	for _, free := range frees {
		p.noteFree(name, free, call)
	}
	p.settings = append(p.settings, settingCall{set, call})
}
