package finalize

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// maxHands bounds what a summary says.
const maxHands = 32

// summaryOf returns what is known of a function that is called: of this
// package or another. It is nil when nothing is.
func (p *Package) summaryOf(callee *ssa.Function) *Summary {
	callee = govalue.Origin(callee)
	if callee == nil {
		return nil
	}
	if callee.Blocks != nil {
		return p.summary(callee)
	}
	obj, ok := callee.Object().(*types.Func)
	if !ok || obj.Pkg() == nil || obj.Pkg() == p.src.Types {
		return nil
	}
	s := new(Summary)
	if !p.pass.ImportObjectFact(obj.Origin(), s) {
		return nil
	}
	return s
}

// summary returns the summary of a function with a body. While it is being
// made, for a recursive call, nothing is known.
func (p *Package) summary(fn *ssa.Function) *Summary {
	if s, ok := p.summaries[fn]; ok {
		return s
	}
	s := new(Summary)
	p.summaries[fn] = s
	b := &builder{p: p, fn: fn, s: s}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			b.instr(instr)
		}
	}
	b.keeps()
	b.fresh()
	return s
}

// A builder makes the summary of one function.
type builder struct {
	p  *Package
	fn *ssa.Function
	s  *Summary
}

// param returns which parameter or captured variable a value is, or -1.
func (b *builder) param(v ssa.Value) int {
	switch v := v.(type) {
	case *ssa.Parameter:
		return slices.Index(b.fn.Params, v)
	case *ssa.FreeVar:
		return len(b.fn.Params) + slices.Index(b.fn.FreeVars, v)
	}
	return -1
}

func (b *builder) instr(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		b.call(instr)
	case *ssa.MakeClosure:
		b.closure(instr)
	case *ssa.Return:
		for i, result := range instr.Results {
			b.result(i, result)
		}
	}
}

// call notes what a call hands to C, and what it finalizes.
func (b *builder) call(instr ssa.CallInstruction) {
	common := instr.Common()
	if common.IsInvoke() {
		b.invoke(common.Value, common.Method.Name())
		return
	}
	callee := common.StaticCallee()
	if name, ok := cgosource.CFunc(callee); ok {
		for i, arg := range common.Args {
			if !b.p.isCast(name, i) {
				b.hand(arg, nil, name)
			}
		}
		return
	}
	if set := govalue.FinalizerOf(common); set != nil {
		b.set(set, instr)
		return
	}
	s := b.p.summaryOf(callee)
	if s == nil {
		return
	}
	b.apply(s, argumentsOf(common))
}

// argumentsOf returns the arguments of a call, and the variables that the
// called literal captures.
func argumentsOf(common *ssa.CallCommon) []ssa.Value {
	if closure, ok := common.Value.(*ssa.MakeClosure); ok {
		return append(slices.Clip(common.Args), closure.Bindings...)
	}
	return common.Args
}

// closure takes a literal for called: now or later.
func (b *builder) closure(c *ssa.MakeClosure) {
	fn := c.Fn.(*ssa.Function)
	args := make([]ssa.Value, len(fn.Params), len(fn.Params)+len(c.Bindings))
	b.apply(b.p.summary(fn), append(args, c.Bindings...))
}

// apply notes what a function with the summary s does with the arguments;
// those that are not known are nil.
func (b *builder) apply(s *Summary, args []ssa.Value) {
	arg := func(i int) ssa.Value {
		if i < 0 || i >= len(args) {
			return nil
		}
		return args[i]
	}
	for _, h := range s.Hands {
		if v := arg(h.Param); v != nil {
			b.hand(v, h.Path, h.Func)
		}
	}
	for _, i := range s.Invokes {
		v := arg(i.Param)
		if v == nil {
			continue
		}
		if method := b.p.method(v, i.Path, i.Method); method != nil {
			for _, h := range method.Hands {
				if h.Param == 0 {
					b.hand(v, i.Path.then(h.Path), h.Func)
				}
			}
		} else {
			b.invokeAt(v, i.Path, i.Method)
		}
	}
	for _, set := range s.Sets {
		b.setThrough(set, args)
	}
}

// hand notes that what path leads to from v goes to C.
func (b *builder) hand(v ssa.Value, path Path, name string) {
	if copiesToGo(name) {
		return
	}
	for _, c := range b.p.chains(v, path) {
		root := c.root()
		h := Hand{Param: b.param(root.value), Path: root.path, Func: name}
		same := func(g Hand) bool { return g.Param == h.Param && g.Func == name && slices.Equal(g.Path, h.Path) }
		if h.Param >= 0 && mayPoint(root.value.Type()) && len(b.s.Hands) < maxHands && !slices.ContainsFunc(b.s.Hands, same) {
			b.s.Hands = append(b.s.Hands, h)
		}
	}
}

// mayPoint reports whether a value of a type may lead to memory of C.
func mayPoint(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return !ok || b.Kind() == types.UnsafePointer || b.Kind() == types.Uintptr
}

// copiesToGo reports whether a function of cgo only copies C memory.
func copiesToGo(name string) bool {
	switch name {
	case "GoString", "GoStringN", "GoBytes", "CString", "CBytes":
		return true
	}
	return false
}

func (b *builder) invoke(v ssa.Value, method string) { b.invokeAt(v, nil, method) }

func (b *builder) invokeAt(v ssa.Value, path Path, method string) {
	for _, c := range b.p.chains(v, path) {
		root := c.root()
		if i := b.param(root.value); i >= 0 && len(b.s.Invokes) < maxHands {
			b.s.Invokes = append(b.s.Invokes, Invoke{Param: i, Path: root.path, Method: method})
		}
	}
}

// method returns the summary of a method of the concrete value that v is, or
// of what path leads to from it, or nil.
func (p *Package) method(v ssa.Value, path Path, name string) *Summary {
	t := v.Type()
	if m, ok := v.(*ssa.MakeInterface); ok {
		t = m.X.Type()
	}
	if len(path) > 0 || types.IsInterface(t) {
		return nil
	}
	if _, ok := t.(*types.TypeParam); ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, p.src.Types, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	pkg, err := p.src.SSA()
	if err != nil {
		return nil
	}
	if method := pkg.Prog.FuncValue(fn.Origin()); method != nil {
		return p.summaryOf(method)
	}
	return nil
}
