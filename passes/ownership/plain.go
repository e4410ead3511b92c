package ownership

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// allocatesItself reports whether the program allocates objects of a type of C as
// plain memory, by malloc: then C functions begin and end what is in them, and the
// program frees them.
func (p *library) allocatesItself(t types.Type) bool {
	if p.plain == nil {
		p.plain = make(map[string]bool)
		for _, fn := range p.functions {
			for _, block := range fn.Blocks {
				for _, instr := range block.Instrs {
					if call, ok := instr.(*ssa.Call); ok && p.allocatesPlain(CName(&call.Call)) {
						p.notePlain(call)
					}
				}
			}
		}
	}
	return p.plain[typeKey(t)]
}

// allocatesPlain reports whether a C function returns memory that free frees.
func (p *library) allocatesPlain(name string) bool {
	if name == "malloc" || name == "calloc" {
		return true
	}
	s := p.csummary.Func(name)
	return s != nil && !s.Contract && slices.Contains(s.Result.FreedBy, "free")
}

// notePlain notes the types that the result of a call is given.
func (p *library) notePlain(v ssa.Value) {
	if isObject(v.Type()) {
		p.plain[typeKey(v.Type())] = true
	}
	for _, instr := range govalue.Referrers(v) {
		switch instr := instr.(type) {
		case *ssa.Convert:
			p.notePlain(instr)
		case *ssa.ChangeType:
			p.notePlain(instr)
		}
	}
}

// typeKey is the same for types that are identical, by whichever of their names the
// code has them: C's typedefs are aliases.
func typeKey(t types.Type) string {
	t = types.Unalias(t)
	if ptr, ok := t.(*types.Pointer); ok {
		return "*" + typeKey(ptr.Elem())
	}
	return t.String()
}
