package ownership

import (
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// onlyLookedAt reports whether all that is done with the result of a call is that
// C functions, which don't keep it, look at it: it is lost on every path.
func (p *Package) onlyLookedAt(kind *Kind, v ssa.Value) bool {
	if v == nil || v.Referrers() == nil {
		return false
	}
	for _, instr := range govalue.Referrers(v) {
		switch instr := instr.(type) {
		case *ssa.DebugRef:
		case *ssa.Convert, *ssa.ChangeType:
			if !p.onlyLookedAt(kind, instr.(ssa.Value)) {
				return false
			}
		case *ssa.Call:
			for i, arg := range instr.Call.Args {
				if arg == v && kind.Effect(p, &instr.Call, i).Does != Borrows {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}
