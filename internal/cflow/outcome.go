package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// An outcome is what the ways through a function agree on.
type outcome struct {
	result summary.Origin
	outs   []summary.Origin // by parameter
	status summary.Convention
}

// An endings compares how the ways through a function end, once all have been
// followed.
type endings struct{ *walk }

// outcomeOf finds what all ways of a walk agree on.
func (w *endings) outcomeOf() *outcome {
	o := &outcome{outs: make([]summary.Origin, w.Params)}
	if len(w.exits) == 0 {
		return o
	}
	if w.Returns.Name != "" || w.Returns.Pointer || w.Result == cir.Pointer {
		o.result = w.agreed(func(e *exitState) pathValue { return e.result })
	}
	for i := range w.Types {
		if w.Types[i].Pointer {
			o.outs[i] = w.handsOut(i)
		}
	}
	o.status = w.status()
	return o
}

// agreed returns where a value comes from on all ways on which it is not null.
func (w *endings) agreed(of func(*exitState) pathValue) summary.Origin {
	var found summary.Origin
	for i := range w.exits {
		e := &w.exits[i]
		v := of(e)
		if v.signs == zero {
			continue
		}
		o := w.originOf(e, v)
		if o.Kind == summary.OriginUnknown || !merge(&found, o) {
			return summary.Origin{}
		}
	}
	return found
}

// merge joins two origins that are of one kind, and reports false for others.
func merge(o *summary.Origin, p summary.Origin) bool {
	switch {
	case o.Kind == summary.OriginUnknown:
		*o = p
		return true
	case o.Kind != p.Kind || o.Arg != p.Arg || o.Cond != p.Cond:
		return false
	}
	if o.Field != p.Field {
		o.Field = ""
	}
	for _, name := range p.FreedBy {
		if !slices.Contains(o.FreedBy, name) {
			o.FreedBy = append(slices.Clip(o.FreedBy), name)
		}
	}
	return true
}

// originOf returns where a value comes from at the end of a way.
func (w *endings) originOf(e *exitState, v pathValue) summary.Origin {
	switch v.kind {
	case anObject:
		if o := &w.objects[v.n]; e.objects[v.n] == owned {
			return summary.Origin{Kind: summary.Fresh, FreedBy: o.freedBy, Path: []summary.Step{o.step}}
		}
	case aStatic:
		if v.field == 0 || !w.ev.stores.has(placeKey{-1, accesspath.Path(w.fields[v.field])}) {
			return summary.Origin{Kind: summary.Static, Field: summary.WithoutUnits(w.fields[v.field])}
		}
	case anInside:
		if field := w.fields[v.field]; field == "" || field[0] == '&' || !w.storesInto(int(v.n)) {
			return summary.Origin{Kind: summary.Inside, Arg: int(v.n), Field: field}
		}
	case aParam:
		return summary.Origin{Kind: summary.SameAsArgument, Arg: int(v.n)}
	}
	return summary.Origin{}
}

// storesInto reports whether the function may store in the object that a
// parameter points to: what it returns from there, it may have taken out.
func (w *endings) storesInto(param int) bool {
	return w.may.written[param] || w.may.params[param][0].unknown
}

// handsOut returns what the function stores where parameter i points: the same
// on all ways on which it stores a pointer that is not null.
func (w *endings) handsOut(i int) summary.Origin {
	var found summary.Origin
	var with, without []pathValue // results
	for j := range w.exits {
		e := &w.exits[j]
		v := e.outs[i]
		switch {
		case v.kind == neverSet:
			without = append(without, e.result)
			continue
		case v.signs == zero:
			continue // null is no harm with any result
		case v.kind == anObject && e.objects[v.n] == freedObject:
			without = append(without, e.result)
			continue
		}
		if passed, ok := w.passedOn(e, v); ok {
			if !merge(&found, passed) {
				return summary.Origin{}
			}
			continue
		}
		o := w.originOf(e, v)
		if o.Kind == summary.OriginUnknown || o.Kind == summary.SameAsArgument || !merge(&found, o) {
			return summary.Origin{}
		}
		with = append(with, e.result)
	}
	if found.Kind == summary.OriginUnknown || !found.Cond.Always() && len(with)+len(without) > 0 {
		return summary.Origin{}
	}
	if len(without) == 0 {
		return found
	}
	var ok bool
	found.Cond, ok = separating(with, without)
	if !ok {
		return summary.Origin{}
	}
	return found
}

// passedOn returns the origin of what a callee stored, whose result is handed
// on, so that its condition is the caller's.
func (w *endings) passedOn(e *exitState, v pathValue) (summary.Origin, bool) {
	if v.kind != anObject || e.objects[v.n] != owned {
		return summary.Origin{}, false
	}
	o := &w.objects[v.n]
	if o.param < 0 || o.cond.Always() || e.result.kind != aResult || e.result.n != o.at || e.result.signs != anySign {
		return summary.Origin{}, false
	}
	return summary.Origin{Kind: summary.Fresh, FreedBy: o.freedBy, Cond: o.cond, Path: []summary.Step{o.step}}, true
}

// separating returns a condition that holds with all of some results and with
// none of others.
func separating(with, without []pathValue) (summary.ResultCond, bool) {
	for _, c := range []summary.ResultCond{{Op: "=="}, {Op: "!="}, {Op: ">="}, {Op: ">"}, {Op: "<="}, {Op: "<"}} {
		if all(with, c, summary.Yes) && all(without, c, summary.No) {
			return c, true
		}
	}
	if len(with) > 0 && with[0].kind == aNumber {
		if c := (summary.ResultCond{Op: "==", Value: with[0].num}); all(with, c, summary.Yes) && all(without, c, summary.No) {
			return c, true
		}
	}
	return summary.ResultCond{}, false
}

func all(values []pathValue, c summary.ResultCond, want summary.Verdict) bool {
	for _, v := range values {
		if v.compare(c.Op, c.Value) != want {
			return false
		}
	}
	return len(values) > 0
}
