package boundary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// callC calls a C function: it notes what it is given, and returns what it
// gives.
func (in *interpreter) callC(f *frame, st *state, instr ssa.CallInstruction, name string, args []value) []value {
	call := in.callAt[instr.Common().Pos()]
	operands := instr.Common().Args
	params := instr.Common().Signature().Params()
	for i, arg := range args {
		if call == nil || i >= len(call.Args) || i >= params.Len() {
			continue
		}
		f1 := in.form(call, i, params.At(i).Type())
		if in.noting {
			in.noteArg(f, st, instr, call, i, f1, arg)
			in.noteKept(f, st, instr, call, i, args)
		}
		in.wroteTo(f, st, f1, operands[i], arg)
	}
	return in.fromC(st, instr, name, args)
}

func (in *interpreter) form(call *cgosource.Call, i int, param types.Type) form {
	arg := call.Args[i]
	f, ok := in.forms[arg]
	if !ok {
		f = in.formOf(arg, param)
		in.forms[arg] = f
	}
	return f
}

// wroteTo makes unknown what C may have written: it may use all that the run
// time has checked.
func (in *interpreter) wroteTo(f *frame, st *state, form form, operand ssa.Value, arg value) {
	size := int64(-1)
	if form.kind == address {
		size = in.layout.size(form.typ)
	}
	for _, a := range arg.first() {
		if a.kind != pointer || a.mem.Origin != Go || a.mem.boxed {
			continue
		}
		if form.kind != address {
			a.off = 0
		}
		old := st.load(atom{mem: a.mem}, -1)
		st.forget(a, size)
		in.keepHeaders(st, a.mem, old)
	}
}

// keepHeaders leaves the strings, slices and so on in m as they were in old: C
// does not write them.
func (in *interpreter) keepHeaders(st *state, m *Memory, old value) {
	if m.Type == nil || m.repeated {
		return
	}
	in.layout.headers(m.Type, func(at slot, _ string, _ types.Type) bool {
		st.contents[m] = st.contents[m].with(at, old.at(at), false)
		return true
	})
}

// fromC returns the results of a C function: C memory, unless it may be an
// argument that comes back.
func (in *interpreter) fromC(st *state, instr ssa.CallInstruction, name string, args []value) []value {
	results := in.unknownResults(instr)
	signature := instr.Common().Signature()
	for i := range results {
		t := signature.Results().At(i).Type()
		switch {
		case name == "GoString" || name == "GoStringN" || name == "GoBytes":
			results[i] = word(atoms{{kind: pointer, mem: in.memory(site{at: instr}, func(m *Memory) {
				m.Origin, m.pos, m.repeated, m.Type = Go, instr.Common().Pos(), true, types.Typ[types.Byte]
			})}})
		case isPointer(t) && (allocators[name] || !in.mayReturn(t, signature, args)):
			results[i] = in.cMemory(instr, name, t)
		}
	}
	return results
}

// cMemory returns a pointer to memory that came from a C function; it may be
// nil.
func (in *interpreter) cMemory(at any, name string, t types.Type) value {
	m := in.memory(site{at: at}, func(m *Memory) {
		m.Origin, m.Func = C, name
		if instr, ok := at.(ssa.CallInstruction); ok {
			m.pos = instr.Common().Pos()
		}
		m.setElem(t)
	})
	return word(atoms{{kind: pointer, mem: m}})
}

// allocators never return an argument.
var allocators = set("malloc calloc CString CBytes strdup strndup mmap")

// mayReturn reports whether a C function with a result of type t may return
// one of its arguments, as memcpy does.
func (in *interpreter) mayReturn(t types.Type, signature *types.Signature, args []value) bool {
	for i, arg := range args {
		if i >= signature.Params().Len() {
			break
		}
		param := signature.Params().At(i).Type()
		if !isPointer(param) || !types.Identical(param, t) && !isUnsafePointer(param) && !isUnsafePointer(t) {
			continue
		}
		for _, a := range arg.first() {
			if a.kind == anything || a.kind == pointer && a.mem.Origin != C {
				return true
			}
		}
	}
	return false
}

func isUnsafePointer(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.UnsafePointer
}

// known calls functions whose meaning is known by their name: those of
// runtime.Pinner, what cgo makes for names that are no calls, and the ways to
// memory that is not Go's.
func (in *interpreter) known(f *frame, st *state, instr ssa.CallInstruction, callee *ssa.Function, args []value) ([]value, bool) {
	obj := callee.Object()
	if obj == nil || obj.Pkg() == nil {
		return nil, false
	}
	if name, kind, ok := cgosource.CName(obj); ok && kind == cgosource.Macro || obj.Name() == "_Cgo_ptr" {
		results := in.unknownResults(instr)
		for i := range results {
			if t := instr.Common().Signature().Results().At(i).Type(); isPointer(t) {
				results[i] = in.cMemory(instr, name, t)
			}
		}
		return results, true
	}
	switch name := obj.(*types.Func).FullName(); {
	case name == "(*runtime.Pinner).Pin":
		in.pin(st, args)
		return nil, true
	case name == "(*runtime.Pinner).Unpin":
		in.unpin(st, args)
		return nil, true
	case name == "sync/atomic.StorePointer" || name == "sync/atomic.SwapPointer":
		in.assign(f, st, instr, args[0].first(), args[1], types.Typ[types.UnsafePointer])
		return in.unknownResults(instr), true
	case mmaps[name]:
		return []value{in.cMemory(instr, "mmap", instr.Common().Signature().Results().At(0).Type()), nothing}, true
	}
	return nil, false
}

// pin notes that x of p.Pin(x) is pinned by p.
func (in *interpreter) pin(st *state, args []value) {
	if len(args) < 2 {
		return
	}
	for _, pinner := range args[0].first() {
		for _, a := range in.data(args[1]) {
			if a.kind != boxed {
				continue
			}
			for _, b := range st.load(a, -1).first() {
				if b.kind == pointer {
					st.pins[pin{b.mem, pinner}] = true
					if !st.knows(b.mem) {
						st.contents[b.mem] = b.mem.initial()
					}
				}
			}
		}
	}
}

func (in *interpreter) unpin(st *state, args []value) {
	if len(args) < 1 {
		return
	}
	for _, pinner := range args[0].first() {
		for p := range st.pins {
			if p.pinner == pinner {
				delete(st.pins, p)
			}
		}
	}
}

// baseOf returns the slice or array that the operand, an address of one of
// its elements, was taken in.
func baseOf(operand ssa.Value) ssa.Value {
	for {
		switch v := operand.(type) {
		case *ssa.Convert:
			operand = v.X
		case *ssa.ChangeType:
			operand = v.X
		case *ssa.IndexAddr:
			return v.X
		default:
			return nil
		}
	}
}
