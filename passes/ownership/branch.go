package ownership

import (
	"go/token"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

const tokenEQL = token.EQL

func itoa(s symbol) string { return strconv.Itoa(int(s)) }

// branch parts a path at a condition.
func (x *exploration) branch(st *state, f *frame, instr *ssa.If) {
	cond := x.get(st, instr.Cond)
	first, second := f.block.Succs[0], f.block.Succs[1]
	decided := x.decide(st, cond)
	if f.visits[f.block.Index] == maxVisits && isLoopHead(f.block) && first != second {
		decided = open // the loop may make more iterations than are followed
	}
	switch decided {
	case yes:
		x.jump(f, first)
		x.stack = append(x.stack, st)
		return
	case no:
		x.jump(f, second)
		x.stack = append(x.stack, st)
		return
	}
	forced := decided == open && x.decide(st, cond) != open
	other := st.clone()
	for _, way := range []struct {
		st    *state
		to    *ssa.BasicBlock
		holds bool
	}{{other, second, false}, {st, first, true}} {
		if len(st.frames) > 1 && isDeferred(st.frames[1].call) {
			way.st.res.given = true // it knows what the path doesn't
		}
		if !isLoopHead(instr.Block()) {
			way.st.last, way.st.taken = instr, way.holds
		}
		if st.res.id != 0 {
			way.st.res.branches++
			way.st.res.guarded = way.st.res.guarded || x.asks(st, cond)
		}
		if forced || x.assume(way.st, cond, way.holds) {
			x.jump(way.st.top(), way.to)
			x.stack = append(x.stack, way.st)
		}
	}
}

// isLoopHead reports whether a block is the head of a loop, by the name that
// go/ssa gives it.
func isLoopHead(b *ssa.BasicBlock) bool { return strings.HasSuffix(b.Comment, ".loop") }

func isDeferred(call ssa.CallInstruction) bool {
	_, ok := call.(*ssa.Defer)
	return ok
}

// asks reports whether a condition depends on the state of the object that
// the resource is a part of.
func (x *exploration) asks(st *state, cond symbol) bool {
	if st.res.object == 0 {
		return false
	}
	sh := x.shapes[cond]
	if cond == st.res.id || x.asked[cond] {
		return x.asked[cond]
	}
	switch sh.form {
	case negation, boxed:
		return x.asks(st, sh.a)
	case operation:
		return x.asks(st, sh.a) || x.asks(st, sh.b)
	case content, field:
		return x.owner(cond) == st.res.object
	}
	return false
}

// owner returns what a value was read from in the end: the variable or
// parameter that leads to it.
func (x *evaluator) owner(s symbol) symbol {
	for {
		switch sh := x.shapes[s]; sh.form {
		case content, field, address, inside, belonging, boxed:
			s = sh.a
		default:
			return s
		}
	}
}

// operators are those of C by which results are compared.
var operators = map[string]token.Token{
	"==": token.EQL, "!=": token.NEQ, "<": token.LSS, "<=": token.LEQ, ">": token.GTR, ">=": token.GEQ,
}
