package finalize

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// isLost reports whether nothing keeps the object o, at index i of a chain,
// alive during a call: neither it nor what it was reached through.
func (p *Package) isLost(fn *ssa.Function, h handing, c chain, i int, o *object) bool {
	root := c.root()
	rest := len(c[i].path) - len(o.via) // from the object to the memory
	way := root.path[:max(0, len(root.path)-rest)]
	k := p.keepersOf(append(values(c[i:]), loadsAt(root.value, way)...)...)
	if k.isArgument(h.call) || k.isAlive(h.call, c[i].value) || k.isOperand(h.call) || k.isOver(h.call, c) {
		return false
	}
	return p.mayEnd(fn, root.value, way, 0)
}

// loadsAt returns what is loaded, anywhere in a function, by a path from a
// value: as long as nothing else is stored there, it is the same.
func loadsAt(v ssa.Value, path Path) []ssa.Value {
	if len(path) == 0 {
		return nil
	}
	var all []ssa.Value
	for _, instr := range govalue.Referrers(v) {
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
	for _, instr := range govalue.Referrers(addr) {
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
