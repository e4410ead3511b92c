package boundary

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// A Breach is a place where the program breaks cgo's rules for passing
// pointers (cmd/cgo, "Passing pointers").
type Breach struct {
	Kind BreachKind
	Held Held

	// Node is what is to blame: the argument, the stored value or its
	// statement, the result.
	Node ast.Node
	Call *ast.CallExpr // whose argument Node is; nil for stores and results

	// Func is the C function that gets the memory, without "C."; of a
	// result the exported Go function; of a store the C function that the
	// C memory came from, or "".
	Func    string
	Through []string // the Go functions that are called on the way to C, outermost first

	// Whole tells that the run time looks at all of the memory that the
	// argument points into, because the address was not taken in the call.
	Whole bool
	// Subject is the argument's text, and Path how to write what it holds,
	// or "" when there is no way to write it.
	Subject, Path string
	Into          bool // the argument points into the memory that holds Path, not to its start

	// Movable tells that the run time would find nothing if the address were
	// taken in the call.
	Movable bool
	// Pins are the pointers to pin, as they can be written at the call, so
	// that nothing forbidden is left; empty when there is no way.
	Pins []string

	inner token.Pos // of the operation that breaks the rules
	index int       // of the argument there
	stack []token.Pos
}

// BreachKind says how a Go pointer gets where C sees it.
type BreachKind uint8

// The ways to break the rules.
const (
	Passed   BreachKind = iota // an argument of a C function
	Stored                     // a store into C memory
	Returned                   // a result of an exported function
)

// noteArg looks for what the argument i of a C call must not hold.
func (in *interpreter) noteArg(f *frame, st *state, instr ssa.CallInstruction, call *cgosource.Call, i int, form form, arg value) {
	s := in.scan(st)
	operand := instr.Common().Args[i]
	path := ""
	switch form.kind {
	case unchecked:
		in.scanNumber(s, form, arg, operand.Type())
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
func (in *interpreter) scanNumber(s *scan, form form, arg value, t types.Type) {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsInteger == 0 {
			return
		}
		for _, a := range arg.first() {
			s.hidden(a, "", place{inC: true})
			if a.kind == pointer && a.mem.Origin == Unknown {
				s.need(a.mem, Need{Kind: NeedNoPointer, Off: a.off})
			}
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
	s.found = slices.DeleteFunc(s.found, func(h Held) bool { return h.Kind != HeldHidden })
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

// addBreach notes b, which the instruction does in the frame f. When that is
// a function that was called, the call is to blame, if the callee alone is
// not; a function literal is part of the function that it is written in.
func (in *interpreter) addBreach(f *frame, b Breach) {
	root := outermost(in.root.fn)
	blamed := outermost(f.fn) == root
	for g := f; g.caller != nil; g = g.caller {
		b.stack = append(b.stack, g.call.Common().Pos())
		if !blamed {
			b.Through = append(b.Through, g.fn.Name())
			if outermost(g.caller.fn) == root {
				in.blameCall(g, &b)
				blamed = true
			}
		}
	}
	slices.Reverse(b.Through)
	slices.Reverse(b.stack)
	if b.Node != nil {
		in.candidates = append(in.candidates, b)
	}
}

func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// blameCall makes b a matter of the call whose frame is f: of the argument
// that leads to the memory.
func (in *interpreter) blameCall(f *frame, b *Breach) {
	b.Node, b.Call, b.Path, b.Subject, b.Whole, b.Into = nil, nil, "", "", false, false
	call := in.goCalls()[f.call.Common().Pos()]
	if call == nil {
		return
	}
	b.Call, b.Node = call, call.Fun
	param := in.argument(f, b.Held)
	i := param
	if f.fn.Signature.Recv() != nil {
		i--
	}
	if i < 0 || i >= len(call.Args) {
		return
	}
	b.Node = call.Args[i]
	form := in.formOfGo(call.Args[i])
	b.Subject = in.subject(form)
	if in.leadsTo(f.env[f.fn.Params[param]], b.Held.in, 0) {
		b.Path, b.Into = in.pathOf(form, b.Held)
	}
}

// argument returns the parameter of f through which the held pointer, or the
// memory that holds it, came; -1 when none did.
func (in *interpreter) argument(f *frame, h Held) int {
	for _, m := range []*Memory{h.in, h.Memory} {
		if m == nil {
			continue
		}
		for depth := range maxPath {
			for i, p := range f.fn.Params {
				if in.leadsTo(f.env[p], m, depth) {
					return i
				}
			}
		}
	}
	return -1
}

// leadsTo reports whether v points to m, directly or over depth pointers.
func (in *interpreter) leadsTo(v value, m *Memory, depth int) bool {
	for _, words := range v.words {
		for _, a := range words {
			if a.mem == nil || a.kind != pointer && a.kind != boxed {
				continue
			}
			if a.mem == m || depth > 0 && in.last != nil && in.leadsTo(in.last.contents[a.mem], m, depth-1) {
				return true
			}
		}
	}
	return false
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
