package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// ownedBy notes that what a place holds is freed whenever it is there: the
// place owns it. A place is a global variable, or a field of a type.
func (c *collector) ownedBy(o origin, at int32) {
	place := ""
	switch {
	case o.kind == fromStatic && o.path == "":
		place = string(o.text)
	case o.kind == fromDeep && o.path == "" && o.field != "" && o.field != "*" && c.Types[o.n].Name != "":
		place = c.Types[o.n].Name + o.field
	}
	if place == "" || !c.unlessNull(o, at) {
		return
	}
	if _, ok := c.p.owners[place]; !ok {
		c.p.owners[place] = summary.Step{Pos: c.pos(c.Code[at].Pos), What: "freed by " + c.Name}
	}
}

// unlessNull reports whether an instruction runs on every call, those aside on
// which a value or a pointer argument is null.
func (c *collector) unlessNull(o origin, at int32) bool {
	notNull := func(i int) summary.Arg { return summary.Arg{NonZero: c.Vars[i].Class == cir.Pointer} }
	for r := c.Code[at].Region; r > 0; r = c.Regions[r].Parent {
		region := &c.Regions[r]
		switch {
		case region.Kind == cir.Loop || region.Kind == cir.Case:
			return false
		case region.Cond == cir.None:
			continue
		case region.Kind == cir.Then && c.testsPlace(region.Cond, o, at):
			continue
		}
		if (summary.Cond{Expr: c.expr(region.Cond, 0), Neg: region.Neg}).Holds(notNull) != summary.Yes {
			return false
		}
	}
	return true
}

// testsPlace reports whether a condition is that the pointer in a place is not
// null.
func (c *collector) testsPlace(cond cir.Value, o origin, at int32) bool {
	if cond < 0 {
		return false
	}
	if v, def, ok := c.notNull(cond); ok {
		return c.testsPlace(v, o, def)
	}
	t := c.p.origin(c.function, cond, at, 0)
	return t.sameSource(&o)
}

// notNull returns what a condition compares with null, which it must not be, and
// the instruction that does.
func (f *function) notNull(cond cir.Value) (v cir.Value, at int32, ok bool) {
	defs := f.defs[cond]
	if len(defs) != 1 {
		return 0, 0, false
	}
	in := &f.Code[defs[0]]
	return in.A, defs[0], in.Op == cir.Arith && in.Aux == cir.OpNe && f.isZero(in.B)
}

// taken reports whether a parameter is stored, on every call, in a place that
// owns what it holds, and returns the way there.
func (p *program) taken(f *function, i int) ([]summary.Step, bool) {
	for j := range f.ev.retained {
		k := &f.ev.retained[j]
		if k.source.kind != fromParam || k.source.n != i || k.source.path != "" || len(k.conds) > 0 {
			continue
		}
		place := ""
		switch {
		case k.sink.kind == summary.Global:
			place = string(k.sink.text)
		case k.sink.kind == summary.Argument && k.sink.origin.kind == fromParam:
			if field, ok := k.sink.text.OfParameter(); ok {
				place = f.Types[k.sink.origin.n].Name + field.Selector()
			}
		}
		if step, ok := p.owners[place]; ok && place != "" {
			return append(slices.Clip(k.path), step), true
		}
	}
	return nil, false
}
