package cgohandle

import (
	"fmt"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// kept reports a handle that C keeps, for an exported function to look up, and
// that the function deletes before C can have come back with it: nothing but
// the return follows the call.
func (c *checker) kept(fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for i, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			name, isC := cgosource.CFunc(call.Call.StaticCallee())
			if !isC {
				continue
			}
			for j, arg := range call.Call.Args {
				h := govalue.Unconverted(arg)
				if !isCgoHandle(h.Type()) || !c.keepsNumber(name, j, call) || !c.looksAnyUp() {
					continue
				}
				if d := deletion(h, block.Instrs[i+1:]); d != nil && isLast(fn, call, d) {
					c.reportKept(d, call, name)
				}
			}
		}
	}
}

// keepsNumber reports whether the code of a C function shows that it always
// keeps a number that it gets, not in a variable of the Go function, and for
// later: a function that calls Go may keep it only until then.
func (c *checker) keepsNumber(name string, i int, call *ssa.Call) bool {
	s := c.sums.Func(name)
	if s == nil || s.Contract || s.CallsGo != csummary.No || i >= len(s.Params) {
		return false
	}
	for _, r := range s.Params[i].RetainedNumber {
		inLocal := r.Sink == csummary.Argument && r.Arg >= 0 && r.Arg < len(call.Call.Args) && isLocal(call.Call.Args[r.Arg])
		if r.Always() && !inLocal {
			return true
		}
	}
	return false
}

func isLocal(v ssa.Value) bool {
	_, ok := govalue.Unconverted(v).(*ssa.Alloc)
	return ok
}

// deletion returns the call of Delete of a handle that is deferred, or comes
// among some instructions, or nil.
func deletion(h ssa.Value, after []ssa.Instruction) ssa.CallInstruction {
	for _, instr := range after {
		if call, ok := instr.(*ssa.Call); ok && isDelete(call, h) {
			return call
		}
	}
	for _, instr := range govalue.Referrers(h) {
		if d, ok := instr.(*ssa.Defer); ok && isDelete(d, h) {
			return d
		}
	}
	return nil
}

func isDelete(call ssa.CallInstruction, h ssa.Value) bool {
	return methodOf(call.Common()) == "Delete" && call.Common().Args[0] == h
}

// isLast reports whether nothing that may wait for C, or make it give up the
// handle, comes after a call of a function that has only one deferred call at
// most, that of Delete.
func isLast(fn *ssa.Function, call *ssa.Call, deletes ssa.CallInstruction) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if receives(instr) {
				return false
			}
			switch instr := instr.(type) {
			case *ssa.Defer:
				if instr != deletes {
					return false
				}
			case *ssa.Call:
				if instr != call && instr != deletes && govalue.Builtin(&instr.Call) == "" && !govalue.Precedes(instr, call) {
					return false
				}
			}
		}
	}
	return true
}

func (c *checker) reportKept(deletes ssa.CallInstruction, call *ssa.Call, name string) {
	node := c.src.CallAt(deletes.Common().Pos())
	when := "then"
	if _, deferred := deletes.(*ssa.Defer); deferred {
		when = "when the function returns"
	}
	c.report(node,
		fmt.Sprintf("C.%s keeps the handle %s, which is deleted %s: whoever looks it up for C afterwards panics", name, c.receiver(node), when),
		analysis.RelatedInformation{Pos: call.Pos(), Message: "C keeps it from here on"})
}
