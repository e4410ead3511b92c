package finalize

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// An Again is a call of runtime.SetFinalizer that may be made a second time for
// an object that still has its finalizer, which ends the program: the field
// that guards the call is cleared, and the finalizer stays.
type Again struct {
	Call   ssa.CallInstruction
	Object ssa.Value
	Field  *types.Var    // that is zero when the call is made
	In     *ssa.Function // that clears it
	Clear  token.Pos
}

// findAgain records the calls that may come again.
func (p *Package) findAgain() {
	for _, s := range p.settings {
		param, ok := s.Object.(*ssa.Parameter)
		helper := govalue.Origin(s.call.Common().StaticCallee())
		if !ok || s.Cleanup || p.takenOff[objectType(param.Type())] || helper != nil && helper.Blocks != nil {
			continue
		}
		if again := p.again(s.call, param, 2); again != nil {
			again.Call, again.Object = s.call, param
			p.Again = append(p.Again, again)
		}
	}
}

// again returns how an instruction that runs when fields of a parameter are zero may
// run again for the same object, or nil.
func (p *Package) again(at ssa.Instruction, param *ssa.Parameter, depth int) *Again {
	fields, ok := guards(at, param)
	if !ok || depth == 0 {
		return nil
	}
	var again *Again
	for _, f := range fields {
		if again = p.clearing(f, at.Parent()); again == nil {
			return nil
		}
	}
	if again != nil {
		return again
	}
	obj := at.Parent().Object()
	if obj == nil || obj.Exported() {
		return nil
	}
	for _, site := range p.sites.Of(at.Parent()) {
		for i, arg := range site.Common().Args {
			outer, ok := arg.(*ssa.Parameter)
			if !ok || i >= len(at.Parent().Params) || at.Parent().Params[i] != param {
				continue
			}
			if again := p.again(site, outer, depth-1); again != nil {
				return again
			}
		}
	}
	return nil
}

// guards returns the fields of what a parameter points to that branches have found
// zero where an instruction runs. It returns false where they have found one that
// isn't.
func guards(at ssa.Instruction, param *ssa.Parameter) (fields []*types.Var, ok bool) {
	for cond, holds := range conditionsAt(at) {
		f, zero := fieldAsked(cond, param)
		switch {
		case f == nil:
		case zero != holds:
			return nil, false
		default:
			fields = append(fields, f)
		}
	}
	return fields, true
}

// fieldAsked returns the field of what a parameter points to that a condition
// compares with zero, and whether the condition holds when it is.
func fieldAsked(cond ssa.Value, param *ssa.Parameter) (f *types.Var, zero bool) {
	switch cond := cond.(type) {
	case *ssa.BinOp:
		c, isConst := cond.Y.(*ssa.Const)
		if isConst && isZero(c) && (cond.Op == token.EQL || cond.Op == token.NEQ) {
			return fieldLoaded(cond.X, param), cond.Op == token.EQL
		}
	case *ssa.UnOp:
		return fieldLoaded(cond, param), false
	}
	return nil, false
}

// fieldLoaded returns the field of what a parameter points to that a value was
// loaded from, as the caller left it; or nil.
func fieldLoaded(v ssa.Value, param *ssa.Parameter) *types.Var {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok || addr.X != param || isSetBefore(addr, load) {
		return nil
	}
	return govalue.Field(addr).Origin()
}

// isSetBefore reports whether the function may have set a field before it loads it:
// then a branch asks what was stored.
func isSetBefore(addr *ssa.FieldAddr, load ssa.Instruction) bool {
	for _, twin := range sameField(addr) {
		for _, instr := range govalue.Referrers(twin) {
			switch instr.(type) {
			case *ssa.Store, *ssa.Call, *ssa.Convert:
				if reaches(instr, load) {
					return true
				}
			}
		}
	}
	return false
}

func isZero(c *ssa.Const) bool {
	if c.Value == nil {
		return true
	}
	text := c.Value.ExactString()
	return text == "0" || text == "false"
}

// runsElsewhere reports whether a function runs other than as a finalizer.
func (p *Package) runsElsewhere(fn *ssa.Function) bool {
	if fn.Object() != nil && fn.Object().Exported() || !p.isRunByFinalizers(fn, 3) {
		return true
	}
	return slices.ContainsFunc(p.sites.Of(fn), func(site ssa.CallInstruction) bool {
		return !p.isRunByFinalizers(site.Parent(), 3)
	})
}

// clearing returns where a function other than the one that sets the finalizer,
// and which does not run only as a finalizer, stores zero in a field; or nil.
func (p *Package) clearing(f *types.Var, setter *ssa.Function) *Again {
	for _, fn := range p.functions {
		if fn == setter || p.src.IsTest(fn.Pos()) || !p.runsElsewhere(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				store, ok := instr.(*ssa.Store)
				if !ok {
					continue
				}
				addr, ok := store.Addr.(*ssa.FieldAddr)
				if !ok || govalue.Field(addr).Origin() != f {
					continue
				}
				_, isObject := addr.X.(*ssa.Parameter)
				if c, isConst := store.Val.(*ssa.Const); isObject && isConst && isZero(c) {
					return &Again{Field: f, In: fn, Clear: store.Pos()}
				}
			}
		}
	}
	return nil
}
