package cflow

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// value returns what is known of an operand.
func (w *walk) value(s *pathState, v cir.Value) pathValue {
	if k := w.Const(v); k != nil {
		switch k.Kind {
		case cir.IntConst:
			v := number(k.Int)
			v.lit = k.Name == cir.Literal
			return v
		case cir.StringConst:
			return pathValue{kind: aStatic, signs: positive, field: w.field(summary.Literal)}
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
	return s.values[w.of[v]]
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
		s.values[w.of[in.Dst]] = v
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
		if v := a.holds(); v != summary.Unknown {
			return truth(v == summary.No)
		}
		return unknown
	case cir.OpNeg:
		return negated(a)
	case cir.OpLAnd, cir.OpLOr:
		decides := verdict(in.Aux == cir.OpLOr)
		x, y := a.holds(), b.holds()
		switch {
		case x == decides:
			return truth(decides == summary.Yes)
		case x != summary.Unknown && y != summary.Unknown: // the right operand was evaluated
			return truth(y == summary.Yes)
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
		if v := a.compare(op, b.num); v != summary.Unknown {
			return truth(v == summary.Yes)
		}
		return unknown
	}
	if a.kind == aNumber {
		if r := summary.Compute(op, summary.Arg{Known: true, Value: a.num}, summary.Arg{Known: true, Value: b.num}); r.Known {
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
