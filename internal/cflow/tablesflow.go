package cflow

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
)

// called takes in what f passes to functions of the library, and who else may
// call f. Each call through a pointer has a holder too.
func (t *tables) called(f *function) {
	if !f.Static && (t.whole.Public(f.Name) || t.p.ambiguous[f.Name]) {
		t.openParameters(f)
	}
	for i := range f.callees {
		c := &f.callees[i]
		if c.name == "" {
			t.flow(f, f.Code[c.at].A, t.holder(callKey(f, c.at)), 0)
		}
		for j, arg := range f.args(c.at) {
			if c.fn != nil && j < c.fn.Params {
				t.flow(f, arg, t.holder(parameterKey(c.fn, j)), 0)
			}
			t.mentioned(f, arg)
		}
	}
}

// instruction takes in what an instruction stores, and of what it takes the
// address.
func (t *tables) instruction(f *function, in *cir.Instr) {
	switch in.Op {
	case cir.Call:
		return // see called
	case cir.Store, cir.Set:
		if key, ok := t.placeOf(f, in); ok {
			t.flow(f, in.B, t.holder(key), 0)
		}
	case cir.Offset, cir.Addr:
		if key, ok := t.placeOf(f, in); ok && strings.HasPrefix(key, ".") {
			t.holder(key).open = true
		}
	}
	if in.Op != cir.Load && in.Op != cir.Store {
		t.mentioned(f, in.A)
	}
	t.mentioned(f, in.B)
}

// mentioned opens a variable whose address goes somewhere, and the parameters of
// such a function.
func (t *tables) mentioned(f *function, v cir.Value) {
	switch k := f.Const(v); {
	case k == nil:
	case k.Kind == cir.GlobalConst:
		t.holder(variableKey(k.Name)).open = true
	case k.Kind == cir.FuncConst:
		t.passedOn(f.unit, k.Name)
	}
}

// flow takes in that a holder is assigned a value.
func (t *tables) flow(f *function, v cir.Value, h *holder, depth int) {
	if k := f.Const(v); k != nil {
		switch k.Kind {
		case cir.FuncConst:
			t.add(h, f.unit, k.Name)
		case cir.IntConst: // a null pointer
		default:
			h.open = true
		}
		return
	}
	if v == cir.None || depth > 8 || f.Vars[v].AddrTaken || f.Vars[v].Class != cir.Pointer || int(v) >= f.Params && len(f.defs[v]) == 0 {
		h.open = true
		return
	}
	if int(v) < f.Params {
		h.from = append(h.from, parameterKey(f, int(v)))
	}
	for _, d := range f.defs[v] {
		t.defined(f, &f.Code[d], h, depth)
	}
}

// defined takes in that a holder is assigned what an instruction sets.
func (t *tables) defined(f *function, in *cir.Instr, h *holder, depth int) {
	switch in.Op {
	case cir.Copy:
		t.flow(f, in.A, h, depth+1)
		return
	case cir.Load, cir.Get:
		if key, ok := t.placeOf(f, in); ok {
			h.from = append(h.from, key)
			return
		}
	}
	h.open = true
}

// close opens the holders that something else than the library may set, or that
// hold no pointers to functions by their type.
func (t *tables) close() {
	for key, h := range t.holders {
		for _, from := range h.from {
			if t.holders[from] == nil {
				h.open = true // nothing is ever stored there
			}
		}
		switch {
		case strings.HasPrefix(key, "("):
		case strings.HasPrefix(key, "."):
			h.open = h.open || !t.members[key[1:]]
		default:
			h.open = h.open || !t.statics[key]
		}
	}
}

// propagate passes on what holders hold to those that are assigned from them.
func (t *tables) propagate() {
	for changed := true; changed; {
		changed = false
		for _, h := range t.holders {
			for _, key := range h.from {
				from := t.holders[key]
				if from == nil || from == h {
					continue
				}
				n, open := len(h.funcs), h.open
				h.open = h.open || from.open
				maps.Copy(h.funcs, from.funcs)
				changed = changed || len(h.funcs) != n || h.open != open
			}
		}
	}
}

// resolve notes what a call through a pointer calls, when it is all known.
func (t *tables) resolve(f *function, c *callee) {
	h := t.holders[callKey(f, c.at)]
	if c.name != "" || h == nil || h.open || len(h.funcs) == 0 || len(h.funcs) > maxTargets {
		return
	}
	var all []callee
	for g := range h.funcs {
		to := callee{at: c.at, pos: c.pos, param: -1, name: g.name, fn: g.fn}
		if g.fn == nil {
			if to.contract = t.p.contracts.Called(g.name, len(f.args(c.at))); to.contract == nil {
				return
			}
		}
		all = append(all, to)
	}
	slices.SortFunc(all, func(a, b callee) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(id(a.fn), id(b.fn))) })
	c.targets = all
}

func id(f *function) int {
	if f == nil {
		return -1
	}
	return f.id
}
