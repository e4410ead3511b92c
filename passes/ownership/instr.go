package ownership

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
)

// step runs one instruction. It returns false when the path ends or parts.
func (x *exploration) step(st *state, f *frame, instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.DebugRef, *ssa.Phi:
	case *ssa.Jump:
		x.jump(f, f.block.Succs[0])
	case *ssa.If:
		x.branch(st, f, instr)
		return false
	case *ssa.Panic:
		return false // what is lost in a panic is the least of it
	case *ssa.Return:
		return x.leave(st, f, instr)
	case *ssa.RunDefers:
		return x.runDefers(st, f)
	case *ssa.Defer:
		x.deferCall(st, f, instr)
	case *ssa.Go:
		x.goCall(st, instr)
	case *ssa.Call:
		x.set(st, instr, 0) // the result of the last iteration
		return x.call(st, instr, x.callee(st, &instr.Call), x.arguments(st, &instr.Call))
	case *ssa.Store:
		x.storeAt(st, instr, x.get(st, instr.Addr), x.get(st, instr.Val))
	case *ssa.MapUpdate:
		x.giveAway(st, instr, Stored, "a map", x.get(st, instr.Key), x.get(st, instr.Value))
	case *ssa.Select:
		st.res.shared = nil
		x.set(st, instr, x.eval(st, instr))
	case *ssa.Send:
		s := x.get(st, instr.X)
		st.res.shared = nil
		if x.sendsCode(st, s) {
			st.res.shared = instr
		}
		x.giveAway(st, instr, Stored, "a channel", s)
	case ssa.Value:
		x.set(st, instr, x.eval(st, instr))
	}
	return true
}

// eval computes a value that is no call.
func (x *exploration) eval(st *state, v ssa.Value) symbol {
	switch v := v.(type) {
	case *ssa.Alloc:
		s := x.fresh(st, v, 0)
		st.private.Set(s, true)
		return s
	case *ssa.MakeSlice:
		s := x.fresh(st, v, 0)
		st.private.Set(s, true)
		x.lengths[s] = x.get(st, v.Len)
		return s
	case *ssa.ChangeType:
		return x.get(st, v.X)
	case *ssa.ChangeInterface:
		return x.get(st, v.X)
	case *ssa.SliceToArrayPointer:
		return x.get(st, v.X)
	case *ssa.Convert:
		return x.convert(st, v)
	case *ssa.MakeInterface:
		return x.make(shape{form: boxed, a: x.get(st, v.X)})
	case *ssa.UnOp:
		return x.unary(st, v)
	case *ssa.BinOp:
		return x.binary(st, v)
	case *ssa.FieldAddr:
		s := x.element(x.get(st, v.X), "."+strconv.Itoa(v.Field))
		x.vars[s] = govalue.Field(v)
		return s
	case *ssa.IndexAddr:
		return x.element(x.get(st, v.X), x.index(st, v.Index))
	case *ssa.Field:
		return x.part(x.get(st, v.X), "."+strconv.Itoa(v.Field), v.Type())
	case *ssa.Slice:
		if v.Low == nil || x.get(st, v.Low) == x.null() {
			return x.get(st, v.X)
		}
		return x.make(shape{form: inside, a: x.get(st, v.X)})
	}
	return x.evalCompound(st, v)
}

func (x *evaluator) evalCompound(st *state, v ssa.Value) symbol {
	switch v := v.(type) {
	case *ssa.MakeClosure:
		var bindings []symbol
		for _, b := range v.Bindings {
			bindings = append(bindings, x.get(st, b))
		}
		return x.list(closure, v.Fn, bindings)
	case *ssa.Extract:
		t := x.get(st, v.Tuple)
		if parts := x.parts[t]; v.Index < len(parts) {
			return parts[v.Index]
		}
		return x.fresh(st, v, v.Index)
	case *ssa.TypeAssert:
		s := x.get(st, v.X)
		if x.shapes[s].form == boxed && !types.IsInterface(v.AssertedType) {
			s = x.shapes[s].a
		}
		if v.CommaOk {
			return x.list(tuple, v, []symbol{s, x.fresh(st, v, 1)})
		}
		return s
	}
	return x.fresh(st, v, 0)
}

func (x *evaluator) index(st *state, i ssa.Value) string {
	if s := x.shapes[x.get(st, i)]; s.form == literal {
		return "[" + s.path + "]"
	}
	return "[*]"
}

// convert follows pointers through unsafe.Pointer and uintptr, and numbers
// through their types.
func (x *exploration) convert(st *state, v *ssa.Convert) symbol {
	s := x.get(st, v.X)
	from, to := v.X.Type(), v.Type()
	if gotype.IsInteger(from) && gotype.IsInteger(to) || gotype.IsAddress(from) && gotype.IsAddress(to) {
		return s
	}
	if x.linked(st, s) == within || x.linked(st, s) == same {
		x.use(st, v, "", true) // string(view)
	}
	return x.fresh(st, v, 0)
}

func (x *exploration) unary(st *state, v *ssa.UnOp) symbol {
	s := x.get(st, v.X)
	switch v.Op {
	case token.MUL:
		if l := x.linked(st, s); l == same || l == within {
			x.use(st, v, "", l == within)
		}
		return x.load(st, s, v.Type())
	case token.NOT:
		return x.not(s)
	case token.ARROW:
		st.res.shared = nil // waited for, perhaps
		return x.fresh(st, v, 0)
	}
	return x.make(shape{form: operation, op: token.TILDE, a: s, path: v.Op.String()})
}

func (x *tracker) binary(st *state, v *ssa.BinOp) symbol {
	a, b := x.get(st, v.X), x.get(st, v.Y)
	switch v.Op {
	case token.EQL, token.NEQ, token.LSS, token.GTR, token.LEQ, token.GEQ:
		return x.comparison(v.Op, a, b)
	case token.ADD:
		m, ok1 := x.number(a)
		n, ok2 := x.number(b)
		if ok1 && ok2 {
			return x.make(shape{form: literal, path: constant.BinaryOp(m, token.ADD, n).ExactString()})
		}
		if gotype.IsAddress(v.Type()) && x.isResource(st, a) {
			return x.make(shape{form: inside, a: a})
		}
	}
	return x.make(shape{form: operation, op: v.Op, a: a, b: b, path: "="})
}

// giveAway notes that values, which may lead to the resource, go where others
// find them.
func (x *exploration) giveAway(st *state, instr ssa.Instruction, what What, by string, values ...symbol) {
	for _, s := range values {
		if what == Stored && x.isOtherField(st, s) {
			continue // who has it finds no other field of the object
		}
		if l := x.linked(st, s); l != unrelated {
			st.res.shown = st.res.shown || l == holding && what == Taken
			if st.res.status != None && !x.remains(st, l, what) {
				x.note(st, &Event{What: what, Instr: instr, By: by, Inside: l != same})
			}
			st.res.given, st.res.gone = true, true
		} else {
			x.contentGiven(st, s)
		}
		x.published(st, s)
	}
}

// remains reports whether a value only leads to an object that still has the
// pointer to what was freed: whoever gets it may never look at that.
func (x *tracker) remains(st *state, l link, what What) bool {
	return l == holding && st.res.status == Freed && (x.begin.acquire == nil || what == Taken)
}

// use notes that the resource is used.
func (x *exploration) use(st *state, instr ssa.Instruction, by string, inside bool) *Event {
	st.res.used = true
	return x.note(st, &Event{What: Used, Instr: instr, By: by, Inside: inside})
}

// describePlace says in words what a place is in: "field c", "global g".
func (x *tracker) describePlace(at place) string {
	if v := x.vars[x.addressOf(at)]; v != nil {
		return "field " + v.Name()
	}
	if g, ok := x.shapes[at.base].at.(*ssa.Global); ok {
		return "variable " + g.Name()
	}
	return "memory"
}

// sendsCode reports whether a value leads to a function literal that has the
// resource: whoever receives it calls it later.
func (x *tracker) sendsCode(st *state, s symbol) bool {
	return slices.ContainsFunc(x.reachable(st, s), func(r symbol) bool {
		return x.shapes[r].form == closure && x.linked(st, r) != unrelated
	})
}
