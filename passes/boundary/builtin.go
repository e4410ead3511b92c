package boundary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// builtin calls a function of the language or of package unsafe.
func (in *interpreter) builtin(f *frame, st *state, instr ssa.CallInstruction, b *ssa.Builtin, args []value) value {
	operands := instr.Common().Args
	switch b.Name() {
	case "append":
		return in.appended(f, st, instr, args)
	case "copy":
		in.copied(f, st, instr, args)
	case "clear":
		if _, ok := operands[0].Type().Underlying().(*types.Slice); ok {
			for _, a := range args[0].first() {
				if a.kind == pointer && a.mem.Origin == Go {
					st.store(atom{kind: pointer, mem: a.mem, off: a.off}, zero, -1, len(args[0].first()) > 1)
				}
			}
		}
	case "Slice", "String", "SliceData", "StringData", "ssa:wrapnilchk": // of unsafe, the first four
		return word(args[0].first())
	case "Add":
		if n, ok := constantInt(operands[1]); ok {
			return word(args[0].first().move(n, 0))
		}
		return word(args[0].first().move(0, 1))
	}
	return nothing
}

// appended returns the slice that append makes: in new memory, as far as can
// be known, with the elements of both.
func (in *interpreter) appended(f *frame, st *state, instr ssa.CallInstruction, args []value) value {
	t, ok := instr.Common().Args[0].Type().Underlying().(*types.Slice)
	if !ok || len(args) < 2 {
		return nothing
	}
	size := in.layout.size(t.Elem())
	if size <= 0 {
		return nothing
	}
	m := in.memory(site{f.id, instr}, func(m *Memory) {
		m.Origin, m.pos, m.repeated, m.Type = Go, instr.Pos(), true, t.Elem()
	})
	if _, ok := st.contents[m]; !ok {
		st.contents[m] = zero
	}
	result := atoms{{kind: pointer, mem: m}}
	for i, arg := range args[:2] {
		for _, a := range arg.first() {
			switch {
			case a.kind == null:
			case a.kind == pointer && a.mem.Origin == C:
				if i == 0 { // it stays there while there is room
					result = result.union(atoms{a})
					in.assign(f, st, instr, atoms{a}, in.element(st, args[1], size), t.Elem())
				}
			case a.kind == pointer:
				elem := in.element(st, word(atoms{a}), size)
				st.store(atom{kind: pointer, mem: m, step: size}, elem, size, true)
			default:
				st.store(atom{kind: pointer, mem: m, step: size}, nothing, size, true)
			}
		}
	}
	return word(result)
}

// element returns what an element of the slice may be.
func (in *interpreter) element(st *state, slice value, size int64) value {
	var result value
	for i, a := range slice.first() {
		v := nothing
		if a.kind == pointer {
			v = st.load(atom{kind: pointer, mem: a.mem, off: a.off, step: gcd(a.step, size)}, size)
			v = in.onlyElements(st, a, size, v)
		}
		if i == 0 {
			result = v
		} else {
			result = result.join(v)
		}
	}
	return result
}

// onlyElements leaves zero out of an element of a literal, as append's
// arguments are: all of them were written.
func (in *interpreter) onlyElements(st *state, a atom, size int64, v value) value {
	array, ok := a.mem.Type.(*types.Array)
	if !ok || array.Len() > 64 || a.step != 0 {
		return v
	}
	whole := st.load(atom{kind: pointer, mem: a.mem, off: a.off}, -1)
	for s := range whole.words {
		if s.step != 0 {
			return v
		}
	}
	result := whole.part(slot{}, size)
	for i := int64(1); i < array.Len()-a.off/size; i++ {
		result = result.join(whole.part(slot{i * size, 0}, size))
	}
	return result
}

// copied copies elements, or the bytes of a string.
func (in *interpreter) copied(f *frame, st *state, instr ssa.CallInstruction, args []value) {
	t, ok := instr.Common().Args[0].Type().Underlying().(*types.Slice)
	if !ok {
		return
	}
	size := in.layout.size(t.Elem())
	if size <= 0 || !hasPointers(t.Elem()) && !isWord(t.Elem()) {
		return
	}
	elem := in.element(st, args[1], size)
	for _, a := range args[0].first() {
		if a.kind == pointer {
			a.step = gcd(a.step, size)
			in.assign(f, st, instr, atoms{a}, elem, t.Elem())
		}
	}
}
