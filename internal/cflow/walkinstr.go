package cflow

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
)

// aLiteral is the field of an origin that is a string literal.
const aLiteral = "&literal"

// value returns what is known of an operand.
func (w *walk) value(s *pathState, v cir.Value) pathValue {
	if k := w.Const(v); k != nil {
		switch k.Kind {
		case cir.IntConst:
			v := number(k.Int)
			v.lit = k.Name == cir.Literal
			return v
		case cir.StringConst:
			return pathValue{kind: aStatic, signs: positive, field: w.field(aLiteral)}
		case cir.GlobalConst:
			return pathValue{kind: aStatic, signs: positive, field: w.field("&" + k.Name)}
		case cir.FuncConst:
			return pathValue{signs: positive}
		}
		return pathValue{signs: anySign}
	}
	if v == cir.None {
		return pathValue{signs: anySign}
	}
	return s.values[v]
}

func (w *walk) instr(s *pathState) {
	at, in := s.at, &w.Code[s.at]
	var v pathValue
	v.signs = anySign
	switch in.Op {
	case cir.Copy:
		v = w.value(s, in.A)
	case cir.Offset:
		v = w.offset(w.value(s, in.A), w.unit.Strings[in.Path])
	case cir.Arith:
		v = w.arith(s, in)
	case cir.Addr:
		v = pathValue{kind: anAddress, n: int32(in.A), signs: positive}
		if in.Path != 0 {
			v.kind = anything
		}
	case cir.Load:
		v = w.load(s, at, in)
	case cir.Store:
		w.storeValue(s, at, in)
		return
	case cir.Set:
		w.keep(s, w.value(s, in.B))
		return
	case cir.Escape:
		w.keep(s, w.value(s, in.A))
		return
	case cir.Call:
		w.callValue(s, at, in)
		return
	}
	if in.Dst >= 0 {
		s.values[in.Dst] = v
	}
}

// offset returns a pointer to path of what v points to.
func (w *walk) offset(v pathValue, path string) pathValue {
	switch v.kind {
	case aStatic:
		return v
	case anInside:
		v.field = 0
		return v
	case aPart:
		return v
	case anObject:
		if strings.HasPrefix(path, ".") {
			return pathValue{kind: aPart, n: v.n, signs: positive}
		}
	case aParam:
		v = pathValue{kind: anInside, n: v.n, signs: anySign}
		if strings.HasPrefix(path, ".") {
			v.field = w.field("&->" + path[1:])
		}
		return v
	}
	return pathValue{signs: anySign}
}

func (w *walk) arith(s *pathState, in *cir.Instr) pathValue {
	a, b := w.value(s, in.A), w.value(s, in.B)
	unknown := pathValue{signs: anySign}
	switch in.Aux {
	case cir.OpNot:
		if v := a.holds(); v != Unknown {
			return truth(v == No)
		}
		return unknown
	case cir.OpNeg:
		return negated(a)
	case cir.OpLAnd, cir.OpLOr:
		decides := verdict(in.Aux == cir.OpLOr)
		x, y := a.holds(), b.holds()
		switch {
		case x == decides:
			return truth(decides == Yes)
		case x != Unknown && y != Unknown: // the right operand was evaluated
			return truth(y == Yes)
		}
		return unknown
	}
	if int(in.Aux) >= len(operators) || operators[in.Aux] == "" {
		return unknown
	}
	op := operators[in.Aux]
	if b.kind != aNumber && a.kind == aNumber {
		a, b, op = b, a, mirrored(op)
	}
	if b.kind != aNumber {
		return unknown
	}
	if _, compares := below[op]; compares {
		if v := a.compare(op, b.num); v != Unknown {
			return truth(v == Yes)
		}
		return unknown
	}
	if a.kind == aNumber {
		if r := compute(op, Arg{Known: true, Value: a.num}, Arg{Known: true, Value: b.num}); r.Known {
			return number(r.Value)
		}
	}
	return unknown
}

func negated(v pathValue) pathValue {
	switch v.kind {
	case aNumber:
		r := number(-v.num)
		r.lit = v.lit
		return r
	case anErrno:
		return pathValue{kind: aNegErrno, signs: negative}
	}
	r := pathValue{signs: v.signs & zero}
	if v.signs&positive != 0 {
		r.signs |= negative
	}
	if v.signs&negative != 0 {
		r.signs |= positive
	}
	return r
}

func mirrored(op string) string {
	switch op {
	case "<":
		return ">"
	case "<=":
		return ">="
	case ">":
		return "<"
	case ">=":
		return "<="
	case "-":
		return ""
	}
	return op
}

// errnoPlace is how cflow names errno.
func isErrno(o *origin) bool {
	return o.kind == fromStatic && (o.text == "__errno_location()" || o.text == "__error()" || o.text == "_errno()" || o.text == "___errno()") ||
		o.kind == fromGlobal && o.text == "errno"
}

// load returns what is loaded.
func (w *walk) load(s *pathState, at int32, in *cir.Instr) pathValue {
	path := w.unit.Strings[in.Path]
	switch from := w.value(s, in.A); {
	case from.kind == anAddress && path == "":
		return s.values[from.n]
	case from.kind == aParam && path == "" && s.outs[from.n].kind != neverSet:
		return s.outs[from.n]
	case from.kind == anObject:
		return pathValue{signs: anySign}
	}
	o, ok := w.loads[at]
	if !ok {
		to := w.p.origin(w.function, in.A, at, 0)
		if isErrno(&to) {
			o = to
		} else {
			o = w.p.loaded(w.function, at, to, accessPath(path), 0)
		}
		w.loads[at] = o
	}
	switch {
	case isErrno(&o):
		return pathValue{kind: anErrno, signs: positive}
	case o.kind == fromDeep:
		return pathValue{kind: anInside, n: int32(o.n), signs: anySign, field: w.field(o.field)}
	case o.kind == fromStatic:
		return pathValue{kind: aStatic, signs: anySign, field: w.field(string(o.text))}
	}
	return pathValue{signs: anySign}
}

func (w *walk) storeValue(s *pathState, at int32, in *cir.Instr) {
	to, v := w.value(s, in.A), w.value(s, in.B)
	path := w.unit.Strings[in.Path]
	switch {
	case to.kind == anAddress && path == "":
		s.values[to.n] = v
		return
	case to.kind == aParam && path == "" && w.Types[to.n].Pointer:
		s.outs[to.n] = v
		return
	case to.kind == anObject:
		return
	}
	if o := w.p.origin(w.function, in.A, at, 0); isErrno(&o) {
		s.errno = v.signs&zero == 0 || v.kind != aNumber
		return
	}
	w.keep(s, v)
}

// keep notes that a value is somewhere else too.
func (w *walk) keep(s *pathState, v pathValue) {
	if (v.kind == anObject || v.kind == aPart) && s.objects[v.n] == owned {
		s.objects[v.n] = keptObject
	}
}

// refine notes that a condition holds, or does not, and reports whether that
// can be.
func (w *walk) refine(s *pathState, cond cir.Value, holds bool, depth int) bool {
	if cond < 0 || depth > 6 {
		return true
	}
	if !w.restrict(s, cond, holds) {
		return false
	}
	defs := w.defs[cond]
	if len(defs) != 1 || w.Code[defs[0]].Op != cir.Arith {
		return true
	}
	in := &w.Code[defs[0]]
	switch {
	case in.Aux == cir.OpNot:
		return w.refine(s, in.A, !holds, depth+1)
	case in.Aux == cir.OpLAnd && holds, in.Aux == cir.OpLOr && !holds:
		return w.refine(s, in.A, holds, depth+1) && w.refine(s, in.B, holds, depth+1)
	}
	if int(in.Aux) >= len(operators) {
		return true
	}
	return w.refineComparison(s, in, holds)
}

// restrict notes that a variable is not zero, or is.
func (w *walk) restrict(s *pathState, v cir.Value, holds bool) bool {
	if holds {
		return w.restrictSigns(s, v, negative|positive)
	}
	return w.restrictSigns(s, v, zero)
}

var opposite = map[string]string{"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}

func (w *walk) refineComparison(s *pathState, in *cir.Instr, holds bool) bool {
	op, v, with := operators[in.Aux], in.A, w.value(s, in.B)
	if with.kind != aNumber {
		op, v, with = mirrored(op), in.B, w.value(s, in.A)
	}
	if _, compares := below[op]; !compares || with.kind != aNumber || v < 0 {
		return true
	}
	if !holds {
		op = opposite[op]
	}
	if op == "==" {
		old := s.values[v]
		if !w.restrictSigns(s, v, signOf(with.num)) {
			return false
		}
		if old.kind == anything || old.kind == aNumber {
			s.values[v] = number(with.num)
		}
		return true
	}
	return w.restrictSigns(s, v, s.values[v].allowed(op, with.num))
}

// restrictSigns notes which signs a variable has, and all that hold the same.
func (w *walk) restrictSigns(s *pathState, v cir.Value, allowed signs) bool {
	old := s.values[v]
	now := old.signs & allowed
	switch {
	case now == 0:
		return false
	case now == old.signs:
		return true
	}
	s.values[v].signs = now
	for i := range s.values {
		if s.values[i].same(old) {
			s.values[i].signs = now
		}
	}
	for i := range s.outs {
		if s.outs[i].same(old) {
			s.outs[i].signs = now
		}
	}
	w.decided(s, old, now)
	return true
}

// decided takes in what a result tells: of a new object that is null, that
// there is none, and of a call that failed, that errno is set.
func (w *walk) decided(s *pathState, v pathValue, now signs) {
	var at int32
	switch v.kind {
	case anObject:
		if now != zero {
			return
		}
		s.objects[v.n] = notMade
		at = w.objects[v.n].at
	case aResult:
		at = v.n
	default:
		return
	}
	c := w.calleeAt(at)
	dst := w.Code[at].Dst
	failed := now == negative || now == zero && dst >= 0 && w.Vars[dst].Class == cir.Pointer
	if failed && w.convention(c) == Errno {
		s.errno = true
	}
}

// convention returns how a called function tells that it failed.
func (w *walk) convention(c *callee) Convention {
	switch {
	case c.fn != nil && c.fn.ev != nil && c.fn.ev.outcome != nil:
		return c.fn.ev.outcome.status
	case c.contract != nil:
		return c.contract.Fails
	}
	return StatusUnknown
}

// newObject makes the object of a call, or finds it.
func (w *walk) newObject(s *pathState, o newObject) pathValue {
	i := slices.IndexFunc(w.objects, func(x newObject) bool { return x.at == o.at && x.param == o.param })
	if i < 0 {
		if i = len(w.objects); i >= maxObjects {
			w.failed = true
			return pathValue{signs: anySign}
		}
		w.objects = append(w.objects, o)
	}
	for len(s.objects) <= i {
		s.objects = append(s.objects, notMade)
	}
	s.objects[i] = owned
	return pathValue{kind: anObject, n: int32(i), signs: zero | positive}
}
