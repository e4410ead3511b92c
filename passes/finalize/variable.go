package finalize

import (
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// variable follows what is stored in a variable, or what the object in a field
// of it leads to. Memory of C in a field has its origin in the variable.
func (t *tracer) variable(c chain, v *ssa.Alloc, path Path) bool {
	if t.seen[v] {
		return true
	}
	t.seen[v] = true
	defer delete(t.seen, v)
	found := false
	for _, s := range storesTo(v, path) {
		if !isNil(s.val) && (len(s.rest) > 0 || len(path) == 0) {
			found = true
			t.follow(c, s.val, s.rest)
		}
	}
	return found
}

// A stored value, and what is left of the path from it.
type stored struct {
	val  ssa.Value
	rest Path
}

// storesTo returns what is stored where an address points, or in the first
// field that the path names.
func storesTo(addr ssa.Value, path Path) []stored {
	var all []stored
	for _, instr := range govalue.Referrers(addr) {
		switch instr := instr.(type) {
		case *ssa.Store:
			if instr.Addr == addr {
				all = append(all, stored{instr.Val, path})
			}
		case *ssa.FieldAddr:
			if len(path) > 0 && instr.Field == path[0] {
				all = append(all, storesTo(instr, path[1:])...)
			}
		case *ssa.IndexAddr:
			if len(path) > 0 && path[0] == element {
				all = append(all, storesTo(instr, path[1:])...)
			}
		}
	}
	return all
}
