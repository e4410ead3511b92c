package ownership

import (
	"cmp"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/csummary"
)

// The result, in place of the number of an argument.
const resultOf = -1

// A library is what the way in which the program uses C functions tells of
// them, where nothing else does.
type library struct {
	*program
	deletes *bool               // whether an export deletes handles, when asked for
	owned   map[argument]string // what C functions hand out, and what the program frees it with
	ending  map[string]bool     // C functions with which finalizers end objects
	given   map[argument]bool   // what the program frees after the call
	unrefs  map[string]string   // by C function that takes a reference: the one that gives it up
	structs map[argument]string // which structs they put memory into, and what frees that
	plain   map[string]bool     // see allocatesItself; nil until it is asked
}

func newLibrary(p *program) library {
	return library{
		program: p, owned: make(map[argument]string), ending: make(map[string]bool),
		structs: make(map[argument]string), given: make(map[argument]bool), unrefs: make(map[string]string),
	}
}

// findOwned finds the C functions of which nothing is known, and whose result,
// or what they store through an argument, the program frees: it is the
// program's, wherever it calls them.
func (p *library) findOwned() {
	for _, fn := range p.functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if call, ok := instr.(*ssa.Call); ok {
					p.findOwnedBy(call)
				}
			}
		}
	}
}

func (p *library) findOwnedBy(call *ssa.Call) {
	name := CName(&call.Call)
	if name == "" || allocating[name] || copying[name] {
		return
	}
	s := p.csummary.Func(name)
	if s != nil && !s.Contract { // its body says more
		return
	}
	if results := call.Call.Signature().Results(); results.Len() == 1 && !lends(name, results.At(0).Type()) && (s == nil || s.Result.Kind == csummary.OriginUnknown) && isMemory(results.At(0).Type()) {
		by := p.freedBy(call, 4)
		if by == "" && makes(name) {
			by = p.freedInField(call)
		}
		if by != "" && (makes(name) || !p.EndsArgument(call)) {
			p.owned[argument{name, resultOf}] = by
		}
	}
	for i, arg := range call.Call.Args {
		local, ok := govalue.Unconverted(arg).(*ssa.Alloc)
		if !ok || !isMemory(local.Type().Underlying().(*types.Pointer).Elem()) || s != nil && i < len(s.Params) && s.Params[i].Out.Kind != csummary.OriginUnknown {
			continue
		}
		if by := p.freedIn(local, call); by != "" {
			p.owned[argument{name, i}] = by
		}
	}
}

// lendingWords are words in the names of functions that return an object which
// belongs to another, even when the program ends it.
var lendingWords = cname.Set(`next first last prev previous parent child root current head tail top get find lookup peek at
	ref default self instance global shared static const`)

// lends reports whether a C function says by its name that the object which it
// returns is another's.
func lends(name string, t types.Type) bool {
	return isObject(t) && cname.HasWord(name, lendingWords)
}

// isMemory reports whether a type is a pointer to a struct, to numbers or to
// void, or to an array of these.
func isMemory(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		ptr, isPointer := u.Elem().Underlying().(*types.Pointer)
		return !isPointer || !gotype.IsAnyPointer(ptr.Elem())
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	}
	return false
}

// makingWords are words in the names of functions that make what they return.
var makingWords = cname.Set("new create open alloc allocate make mk dup copy clone parse load compile connect build decode encode")

// makes reports whether a C function says by its name that it makes what it
// returns.
func makes(name string) bool {
	return cname.HasWord(name, makingWords)
}

// freedInField returns the C function that frees what a field of Go holds in
// which a result is stored, or "".
func (p *library) freedInField(v ssa.Value) string {
	by := ""
	storedAt(v, func(at *ssa.FieldAddr) {
		if ofGo(at) == nil {
			return
		}
		if p.fields == nil {
			p.findFields()
		}
		for _, used := range p.fields[FieldOf(at)] {
			by = cmp.Or(by, p.freedFrom(used))
		}
	})
	return by
}

// freedFrom returns the C function that gets what a field holds, of which the
// address or value is given, and frees it; or "".
func (p *library) freedFrom(v ssa.Value) string {
	for _, instr := range govalue.Referrers(v) {
		by := ""
		switch instr := instr.(type) {
		case *ssa.UnOp, *ssa.Convert, *ssa.ChangeType:
			by = p.freedFrom(instr.(ssa.Value))
		case ssa.CallInstruction:
			by = p.givenUp(instr, v)
		}
		if by != "" {
			return by
		}
	}
	return ""
}

// givenUp returns the C function by which a call frees a value, or gives up a
// reference to it; or "".
func (p *library) givenUp(call ssa.CallInstruction, v ssa.Value) string {
	common := call.Common()
	if name := CName(common); name != "" && len(common.Args) > 0 && common.Args[0] == v && isUnref(name, common) {
		return name
	}
	return p.frees(call, v)
}

// freedBy returns the C function that a function frees a value with, or "".
func (p *library) freedBy(v ssa.Value, depth int) string {
	if depth == 0 {
		return ""
	}
	for _, instr := range govalue.Referrers(v) {
		by := ""
		switch instr := instr.(type) {
		case *ssa.Convert, *ssa.ChangeType:
			by = p.freedBy(instr.(ssa.Value), depth)
		case *ssa.Phi:
			by = p.freedBy(instr, depth-1)
		case *ssa.Store:
			if local, ok := instr.Addr.(*ssa.Alloc); ok && instr.Val == v {
				by = p.freedIn(local, instr)
			}
		case ssa.CallInstruction:
			by = p.frees(instr, v)
		}
		if by != "" {
			return by
		}
	}
	return ""
}

// freedIn returns the C function that frees what a variable holds, which only
// one instruction sets, or "".
func (p *library) freedIn(local *ssa.Alloc, setter ssa.Instruction) string {
	found := ""
	for _, instr := range govalue.Referrers(local) {
		switch instr := instr.(type) {
		case *ssa.Store:
			if c, isConst := instr.Val.(*ssa.Const); instr != setter && !(isConst && c.Value == nil) {
				return ""
			}
		case *ssa.UnOp:
			if by := p.freedBy(instr, 2); instr.Op == token.MUL && by != "" && govalue.Precedes(setter, instr) {
				found = by
			}
		}
	}
	return found
}

// frees returns the C function by which a call frees a value, or "".
func (p *library) frees(call ssa.CallInstruction, v ssa.Value) string {
	common := call.Common()
	name := CName(common)
	if name == "" {
		return ""
	}
	for i, arg := range common.Args {
		if arg == v && p.memoryEffect(common, i).Does == Frees {
			return name
		}
	}
	return ""
}

// inferred returns what a C function hands out, going by what the program
// frees.
func (p *library) inferred(name string, params int) []Acquisition {
	var all []Acquisition
	if by := p.owned[argument{name, resultOf}]; by != "" {
		all = append(all, Acquisition{By: "C." + name, FreedBy: []string{by}, Assumed: true})
	}
	for i := range params {
		if by := p.owned[argument{name, i}]; by != "" {
			all = append(all, Acquisition{Where: ThroughOut, Index: i, By: "C." + name, FreedBy: []string{by}, Assumed: true})
		}
	}
	return all
}
