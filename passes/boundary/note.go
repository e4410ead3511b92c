package boundary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// noteArg looks for what the argument i of a C call must not hold.
func (in *interpreter) noteArg(f *frame, st *state, instr ssa.CallInstruction, call *cgosource.Call, i int, form form, arg value) {
	s := in.scan(st)
	operand := instr.Common().Args[i]
	path := ""
	switch form.kind {
	case unchecked:
		in.scanNumber(f, s, arg, operand.Type())
	case address:
		for _, a := range arg.first() {
			s.region(a, in.layout.size(form.typ), form.typ, path)
		}
	case element, slicing:
		base := arg
		if x := baseOf(operand); form.kind == element && x != nil {
			base = in.get(f, x)
		}
		size, elem := in.elements(form.typ)
		for _, a := range base.first() {
			s.region(a, size, elem, path)
		}
	case whole:
		if form.typ != nil && isPointer(form.typ) {
			for _, a := range arg.first() {
				s.whole(a, path)
			}
		} else if form.typ != nil {
			s.words(arg, form.typ, path, true)
		}
	}
	in.addNeeds(s.needs, call.Name)
	if h, ok := worst(s.found); ok {
		breach := Breach{
			Kind: Passed, Held: h, Node: call.Args[i], Call: call.CallExpr, Func: call.Name,
			Whole: form.kind == whole, Subject: in.subject(form), inner: call.Pos(), index: i,
		}
		breach.Path, breach.Into = in.pathOf(form, h)
		breach.Movable = in.movable(st, form, arg)
		breach.Pins = in.pins(st, form, s.found)
		in.addBreach(f, breach)
	}
}

// scan starts to look at what memory holds in the state.
func (in *interpreter) scan(st *state) *scan {
	in.last = st
	return &scan{in: in, st: st}
}

// scanNumber looks at an argument in which the run time looks for nothing: a
// number that may be the address of Go memory, or a C struct with one in it.
// Memory that the function keeps alive with runtime.KeepAlive is left to it:
// the collector knows of it, and it does not move while the call lasts.
func (in *interpreter) scanNumber(f *frame, s *scan, arg value, t types.Type) {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsInteger == 0 {
			return
		}
		for _, a := range arg.first() {
			s.number(a, in.keptAlive(f, a.mem))
		}
	case *types.Struct:
		s.words(arg, t, "", true)
	case *types.Pointer:
		for _, a := range arg.first() {
			if size := in.layout.size(u.Elem()); a.kind == pointer && a.mem.Type != nil && isC(a.mem.Type) && a.step == 0 && size >= 0 {
				s.memory(a.mem, a.off, a.off+size, in.repeatedType(a.mem), 0, "", true)
			}
		}
		s.needs = nil
	}
	s.found = slices.DeleteFunc(s.found, func(h Held) bool {
		return h.Kind != HeldHidden || in.keptAlive(f, h.Memory)
	})
}

// keptAlive reports whether f or a caller of it passes what leads to m to
// runtime.KeepAlive.
func (in *interpreter) keptAlive(f *frame, m *Memory) bool {
	for ; f != nil && m != nil; f = f.caller {
		for _, b := range f.fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok || call.Common().StaticCallee() == nil || call.Common().StaticCallee().String() != "runtime.KeepAlive" {
					continue
				}
				if x, ok := call.Common().Args[0].(*ssa.MakeInterface); ok && in.leadsTo(in.get(f, x.X), m, 0) {
					return true
				}
			}
		}
	}
	return false
}

// elements returns the extent of the elements that are checked for &a[i], and
// their type: those of an array, or all that a slice's memory has.
func (in *interpreter) elements(t types.Type) (int64, types.Type) {
	if t == nil {
		return -1, nil
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return -1, u.Elem()
	case *types.Array:
		return in.layout.size(t), t
	case *types.Pointer:
		if array, ok := u.Elem().Underlying().(*types.Array); ok {
			return in.layout.size(array), array
		}
	}
	return -1, nil
}

// worst returns the finding to tell of.
func worst(found []Held) (Held, bool) {
	if len(found) == 0 {
		return Held{}, false
	}
	return slices.MinFunc(found, func(a, b Held) int { return int(a.Kind) - int(b.Kind) }), true
}

// noteStore looks for Go pointers in v, which is stored in C memory.
func (in *interpreter) noteStore(f *frame, st *state, at ssa.Instruction, to atom, v value, t types.Type) {
	s := in.scan(st)
	if isWord(t) && !hasPointers(t) {
		return // a number, whatever it is of
	}
	in.scanStored(s, v, t)
	in.addNeeds(s.needs, "")
	if h, ok := worst(s.found); ok {
		in.addBreach(f, Breach{Kind: Stored, Held: h, Node: in.nodeAt(at), Func: to.mem.Func, inner: at.Pos()})
	}
}

// scanStored checks the words of a stored value as the write barrier of
// GOEXPERIMENT=cgocheck2 does: no unpinned Go pointer, but no further.
func (in *interpreter) scanStored(s *scan, v value, t types.Type) {
	for _, at := range v.sorted() {
		p := in.layout.place(t, at)
		if p.typ == nil {
			continue
		}
		for _, a := range v.words[at] {
			s.word(a, p.typ, p.path, false)
		}
	}
	if !v.unknown {
		return
	}
	in.layout.headers(t, func(at slot, path string, t types.Type) bool {
		if _, known := v.words[at]; !known {
			s.add(Held{Kind: HeldHeader, Path: path, Type: t})
		}
		return true
	})
}

// noteReturn looks at the results of a function that C calls.
func (in *interpreter) noteReturn(f *frame, st *state, ret *ssa.Return) {
	export := in.exportOf[f.fn]
	if export == nil {
		return
	}
	for i, r := range ret.Results {
		s := in.scan(st)
		v := in.get(f, r)
		t := r.Type()
		in.scanReturned(s, v, t)
		h, ok := worst(s.found)
		if !ok {
			continue
		}
		b := Breach{Kind: Returned, Held: h, Node: in.resultNode(export, ret, i, h), Func: export.Name, inner: ret.Pos(), index: i}
		in.addBreach(f, b)
	}
}

// scanReturned is the run time's cgoCheckResult: a result may not be or hold
// an unpinned Go pointer.
func (in *interpreter) scanReturned(s *scan, v value, t types.Type) {
	for _, at := range v.sorted() {
		p := in.layout.place(t, at)
		if _, ok := t.Underlying().(*types.Interface); ok {
			p = place{typ: t}
		}
		if p.typ == nil {
			continue
		}
		for _, a := range v.words[at] {
			s.word(a, p.typ, p.path, true)
		}
	}
	in.layout.headers(t, func(at slot, path string, t types.Type) bool {
		name, _ := header(t)
		if name == "map" || name == "channel" || v.unknown && !v.has(at) {
			s.add(Held{Kind: HeldHeader, Path: path, Type: t})
		}
		return true
	})
}

// addNeeds adds to what the root demands of its parameters.
func (in *interpreter) addNeeds(needs []Need, name string) {
	for _, n := range needs {
		n.Func = name
		if !slices.ContainsFunc(in.needs, n.equal) {
			in.needs = append(in.needs, n)
		}
	}
}
