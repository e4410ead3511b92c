package ownership

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// Pins are the variables of type runtime.Pinner that pin something: until
// Unpin is called.
var Pins = &Kind{Name: "pin"}

func init() { Pins.Acquires, Pins.Effect = acquiresPin, pinEffect }

func acquiresPin(p *Package, call ssa.CallInstruction) []Acquisition {
	common := call.Common()
	if goName(common) == "(*runtime.Pinner).Pin" {
		return []Acquisition{{Where: InArgument, By: "Pin", FreedBy: []string{"Unpin"}, Certain: true}}
	}
	callee := common.StaticCallee()
	if callee == nil || callee.Blocks == nil || !govalue.IsOf(callee, p.ssa) {
		return nil
	}
	all := goAcquires(p, Pins, callee)
	for i, param := range callee.Params {
		if isPinner(param.Type()) && pinsParameter(param) {
			all = append(all, Acquisition{Where: InArgument, Index: i, By: callee.Name(), FreedBy: []string{"Unpin"}, Certain: true})
		}
	}
	return all
}

func isPinner(t types.Type) bool {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	named, ok := types.Unalias(ptr.Elem()).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "runtime" && named.Obj().Name() == "Pinner"
}

// pinsParameter reports whether a function pins something in a Pinner of its
// caller, and leaves it so.
func pinsParameter(param *ssa.Parameter) bool {
	names := make(map[string]bool)
	for _, ref := range govalue.Referrers(param) {
		if call, ok := ref.(ssa.CallInstruction); ok {
			names[goName(call.Common())] = true
		}
	}
	return names["(*runtime.Pinner).Pin"] && !names["(*runtime.Pinner).Unpin"]
}

func pinEffect(_ *Package, common *ssa.CallCommon, i int) Effect {
	switch goName(common) {
	case "(*runtime.Pinner).Unpin":
		return Effect{Does: Frees, By: "Unpin"}
	case "(*runtime.Pinner).Pin":
		if i == 0 {
			return Effect{Does: Borrows, By: "Pin"}
		}
	}
	return Effect{}
}
