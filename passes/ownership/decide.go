package ownership

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

type answer uint8

const (
	open answer = iota
	no
	yes
)

func answerOf(b bool) answer {
	if b {
		return yes
	}
	return no
}

func (a answer) not() answer {
	switch a {
	case yes:
		return no
	case no:
		return yes
	}
	return open
}

// decide says whether a condition holds on the path.
func (x *evaluator) decide(st *state, cond symbol) answer {
	sh := x.shapes[cond]
	if known, ok := st.truth.Lookup(cond); ok {
		return answerOf(known)
	}
	switch {
	case sh.form == literal:
		return answerOf(sh.path == "true")
	case sh.form == negation:
		return x.decide(st, sh.a).not()
	case sh.form == operation && sh.op == token.EQL:
		return x.equals(st, sh.a, sh.b)
	case sh.form == operation && sh.op == token.LSS:
		return x.less(st, sh.a, sh.b)
	}
	return open
}

func (x *evaluator) equals(st *state, a, b symbol) answer {
	a, b = x.known(st, a), x.known(st, b)
	if a == b {
		return yes
	}
	sa, sb := x.shapes[a], x.shapes[b]
	if sa.form == literal && sb.form == literal {
		return answerOf(sa.path == sb.path)
	}
	if sb.form != literal {
		return open
	}
	if known, ok := st.truth.Lookup(x.comparison(token.EQL, a, b)); ok {
		return answerOf(known)
	}
	if c, ok := st.equal.Lookup(a); ok {
		return answerOf(c == b)
	}
	if sb.path == "true" || sb.path == "false" {
		if t := x.decide(st, a); t != open {
			return answerOf((t == yes) == (sb.path == "true"))
		}
		return open
	}
	if sb.path == "0" && x.nonzero(a) {
		return no
	}
	return open
}

// nonzero reports whether a value can't be nil.
func (x *evaluator) nonzero(a symbol) bool {
	switch sh := x.shapes[a]; sh.form {
	case address, inside, code, closure, boxed:
		return true
	case opaque:
		switch v := sh.at.(type) {
		case *ssa.Alloc, *ssa.MakeSlice, *ssa.MakeMap, *ssa.MakeChan, *ssa.Global:
			return true
		case *ssa.Call:
			return neverNil(v) || makesErrors(&v.Call)
		}
	}
	return false
}

// makesErrors reports whether a call returns an error that isn't nil.
func makesErrors(common *ssa.CallCommon) bool {
	fn := common.StaticCallee()
	return fn != nil && fn.Object() != nil && fn.Object().Pkg() != nil &&
		(fn.Object().Pkg().Path() == "errors" && fn.Name() == "New" || fn.Object().Pkg().Path() == "fmt" && fn.Name() == "Errorf")
}

// known replaces a value by the constant that it is equal to.
func (x *evaluator) known(st *state, a symbol) symbol {
	if c, ok := st.equal.Lookup(a); ok {
		return c
	}
	return a
}

func (x *evaluator) less(st *state, a, b symbol) answer {
	m, ok1 := x.number(x.known(st, a))
	n, ok2 := x.number(x.known(st, b))
	if ok1 && ok2 {
		return answerOf(constant.Compare(m, token.LSS, n))
	}
	return open
}

func (x *evaluator) number(s symbol) (constant.Value, bool) {
	sh := x.shapes[s]
	if sh.form != literal {
		return nil, false
	}
	v := constant.MakeFromLiteral(sh.path, token.INT, 0)
	if len(sh.path) > 1 && sh.path[0] == '-' {
		v = constant.UnaryOp(token.SUB, constant.MakeFromLiteral(sh.path[1:], token.INT, 0), 0)
	}
	return v, v.Kind() == constant.Int
}

// assume notes that a condition holds, or doesn't. It returns false when that
// cannot be.
func (x *evaluator) assume(st *state, cond symbol, holds bool) bool {
	sh := x.shapes[cond]
	if sh.form == negation {
		return x.assume(st, sh.a, !holds)
	}
	if t := x.decide(st, cond); t != open {
		return (t == yes) == holds
	}
	st.truth.Set(cond, holds)
	if sh.form == operation && sh.op == token.EQL && holds && x.shapes[sh.b].form == literal {
		st.equal.Set(sh.a, sh.b)
		if x.shapes[sh.b].path == "true" || x.shapes[sh.b].path == "false" {
			return x.assume(st, sh.a, x.shapes[sh.b].path == "true")
		}
	}
	x.learned(st, sh, holds)
	return true
}

// learned notes what a comparison says of the resource: one that is nil is
// none, and what realloc could not replace is still there.
func (x *evaluator) learned(st *state, sh shape, holds bool) {
	if sh.form != operation {
		return
	}
	if f := st.res.freed; f != nil && f.status != 0 && (x.computedFrom(sh.a, f.status) || x.computedFrom(sh.b, f.status)) {
		if !(sh.op == token.EQL && holds && x.shapes[sh.b].path == "0") {
			st.res = tracked{} // the free may have failed
			return
		}
	}
	if sh.op != token.EQL || x.shapes[sh.b].path != "0" {
		return
	}
	if r := &st.res; !holds {
		if r.freed != nil && r.freed.errno != 0 && r.freed.errno == sh.a {
			r.status, r.freed = r.before, nil
		}
		return
	}
	switch r := &st.res; {
	case r.id != 0 && (sh.a == r.id || sh.a == r.holder):
		*r = tracked{}
	case r.freed != nil && r.freed.unless == sh.a:
		r.status, r.freed = r.before, nil
	}
}
