package ownership

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// storeAt stores a value, which may be the resource, where an address says.
func (x *exploration) storeAt(st *state, instr ssa.Instruction, p, s symbol) {
	if l := x.linked(st, p); l == same || l == within {
		x.use(st, instr, "", l == within)
	}
	at := x.place(p)
	printed := st.res.status == Freed && x.isPrinted(at.base)
	if !printed && (!st.private.Get(at.base) || strings.Contains(at.path, "[")) { // what frees elements goes round a loop
		x.giveAway(st, instr, Stored, x.describePlace(at), s)
	}
	x.store(st, p, s)
}

// isPrinted reports whether memory is that of the arguments of fmt.Printf, log.Printf
// and their like: they print where a freed pointer points, as "%p" asks for.
func (x *tracker) isPrinted(base symbol) bool {
	array, ok := x.shapes[base].at.(*ssa.Alloc)
	if !ok || array.Comment != "varargs" {
		return false
	}
	for _, instr := range govalue.Referrers(array) {
		slice, ok := instr.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, user := range govalue.Referrers(slice) {
			call, ok := user.(ssa.CallInstruction)
			if !ok || call.Common().StaticCallee() == nil || call.Common().StaticCallee().Pkg == nil {
				return false
			}
			if path := call.Common().StaticCallee().Pkg.Pkg.Path(); path != "fmt" && path != "log" {
				return false
			}
		}
	}
	return true
}
