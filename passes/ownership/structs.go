package ownership

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/csummary"
)

// Structs are local variables of a struct type of C into which a C function has
// put memory that another one frees: C.get_info(&i), C.free_info(&i). Which
// functions these are is known from what the program does elsewhere.
var Structs = &Kind{Name: "struct"}

func init() { Structs.Acquires, Structs.Effect = fillsStruct, structEffect }

func fillsStruct(p *Package, call ssa.CallInstruction) []Acquisition {
	common := call.Common()
	name := CName(common)
	if name == "" || len(p.structs) == 0 {
		return nil
	}
	for i, arg := range common.Args {
		if by := p.structs[argument{name, i}]; by != "" && isStructOfC(govalue.Unconverted(arg)) {
			return []Acquisition{{Where: InArgument, Index: i, By: "C." + name, FreedBy: []string{by}, Assumed: true}}
		}
	}
	return nil
}

// isStructOfC reports whether a value is the address of a local variable that is
// a struct of C.
func isStructOfC(v ssa.Value) bool {
	local, ok := v.(*ssa.Alloc)
	if !ok {
		return false
	}
	elem := types.Unalias(local.Type().Underlying().(*types.Pointer).Elem())
	named, ok := elem.(*types.Named)
	_, isStruct := elem.Underlying().(*types.Struct)
	return ok && isStruct && isCType(named.Obj())
}

func structEffect(p *Package, common *ssa.CallCommon, i int) Effect {
	name := CName(common)
	switch {
	case name == "":
		return Effect{}
	case p.emptiesStruct(name, common, i):
		return Effect{Does: Frees, By: "C." + name}
	case cname.HasWord(name, keepingWords) || cname.IsRelease(name):
		return Effect{By: "C." + name}
	}
	return Effect{Does: Borrows, By: "C." + name, Assumed: true}
}

// emptyingWords are words in the names of functions that free what is in a
// struct.
var emptyingWords = cname.Set("free freecode clear unset unref cleanup deinit destroy release fini dispose")

// emptiesStruct reports whether a C function says by its name, or its body shows,
// that it frees what is in the struct which its only argument that is no number points to.
func (p *library) emptiesStruct(name string, common *ssa.CallCommon, i int) bool {
	if slices.ContainsFunc(common.Args, func(a ssa.Value) bool { return a != common.Args[i] && !gotype.IsNumber(a.Type()) }) {
		return false
	}
	if !cname.HasWord(name, emptyingWords) {
		return false
	}
	s := p.csummary.Func(name)
	return s == nil || i >= len(s.Params) || s.Params[i].InnerFreed != csummary.No
}

// findStructs finds the C functions that fill a struct which the program then
// has another one free.
func (p *library) findStructs() {
	for _, fn := range p.functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if local, ok := instr.(*ssa.Alloc); ok && isStructOfC(local) {
					p.findFiller(local)
				}
			}
		}
	}
}

// findFiller notes the first C function that gets the address of a variable, when
// one that comes later frees what is in it.
func (p *library) findFiller(local *ssa.Alloc) {
	var calls []ssa.CallInstruction
	by := ""
	for _, ref := range govalue.Referrers(local) {
		call, ok := ref.(ssa.CallInstruction)
		if !ok || CName(call.Common()) == "" {
			continue
		}
		if p.emptiesStruct(CName(call.Common()), call.Common(), slices.Index(call.Common().Args, ssa.Value(local))) {
			by = CName(call.Common())
			continue
		}
		calls = append(calls, call)
	}
	if by == "" {
		return
	}
	for _, first := range calls {
		name := CName(first.Common())
		i := slices.Index(first.Common().Args, ssa.Value(local))
		if isFirst(first, govalue.Referrers(local)) && !p.csummary.PointsToConst(name, i) {
			p.structs[argument{name, i}] = by
		}
	}
}

// isFirst reports whether a call comes before all other calls among
// instructions.
func isFirst(first ssa.CallInstruction, among []ssa.Instruction) bool {
	return !slices.ContainsFunc(among, func(instr ssa.Instruction) bool {
		other, ok := instr.(ssa.CallInstruction)
		return ok && other != first && !govalue.Precedes(first, other)
	})
}

// comesFrom reports whether a pointer or struct was read from the struct that the
// resource is: who gets it may free it.
func (x *tracker) comesFrom(st *state, s symbol) bool {
	if x.kind != Structs || st.res.id == 0 {
		return false
	}
	read := false
	for s != st.res.id {
		sh := x.shapes[s]
		switch sh.form {
		case content:
			read = true
		case field, address, inside, belonging, boxed, structure:
		default:
			return false
		}
		if x.numbers[s] {
			return false
		}
		s = sh.a
	}
	return read
}

// givesUp reports whether a C function may free or keep a part of a struct that
// it gets.
func (x *tracker) givesUp(common *ssa.CallCommon, name string, i int) bool {
	switch x.p.memoryEffect(common, i).Does {
	case Frees, MayFree, Takes:
		return true
	}
	return cname.IsRelease(name)
}

// contentGiven notes that somebody gets what was read from the struct, or a
// value that leads to it.
func (x *tracker) contentGiven(st *state, s symbol) {
	if x.kind == Structs && st.res.id != 0 && !x.numbers[s] && slices.ContainsFunc(x.reachable(st, s), func(r symbol) bool { return r != st.res.id && x.comesFrom(st, r) }) {
		st.res.given = true
	}
}
