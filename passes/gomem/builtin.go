package gomem

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// builtin calls a function of the language or of package unsafe.
func (c callSite) builtin(b *ssa.Builtin) heap.Value {
	operands, args := c.instr.Common().Args, c.args
	switch b.Name() {
	case "append":
		return c.appended()
	case "copy":
		c.copied()
	case "clear":
		c.clear()
	case "Slice", "String", "SliceData", "StringData", "ssa:wrapnilchk": // of unsafe, the first four
		return heap.Word(args[0].First())
	case "Add":
		if n, ok := constantInt(operands[1]); ok {
			return heap.Word(args[0].First().Move(n, 0))
		}
		return heap.Word(args[0].First().Move(0, 1))
	}
	return heap.Top
}

// clear sets the elements of a slice to zero.
func (c callSite) clear() {
	if _, ok := c.instr.Common().Args[0].Type().Underlying().(*types.Slice); !ok {
		return
	}
	targets := c.args[0].First()
	for _, a := range targets {
		if a.Kind == heap.Pointer && a.Mem.Origin == heap.Go {
			a.Step = 0
			c.State.Store(a, heap.Zero, -1, len(targets) > 1)
		}
	}
}

// appended returns the slice that append makes: in new memory, as far as can
// be known, with the elements of both.
func (c callSite) appended() heap.Value {
	t, ok := c.instr.Common().Args[0].Type().Underlying().(*types.Slice)
	if !ok || len(c.args) < 2 {
		return heap.Top
	}
	size := c.in.layout.Size(t.Elem())
	if size <= 0 {
		return heap.Top
	}
	m := c.in.memory(site{c.id, c.instr}, func(m *heap.Memory) {
		m.Origin, m.Pos, m.Repeated, m.Type = heap.Go, c.instr.Pos(), true, t.Elem()
	})
	if !c.State.Knows(m) {
		c.State.Contents.Set(m, heap.Zero)
	}
	result := heap.Atoms{heap.PointerTo(m)}
	for i, arg := range c.args[:2] {
		for _, a := range arg.First() {
			switch {
			case a.Kind == heap.Null:
			case a.Kind == heap.Pointer && a.Mem.Origin == heap.C:
				if i == 0 { // it stays there while there is room
					result = result.Union(heap.Atoms{a})
					c.assign(c.instr, heap.Atoms{a}, c.element(c.args[1], size), t.Elem())
				}
			case a.Kind == heap.Pointer:
				elem := c.element(heap.Word(heap.Atoms{a}), size)
				c.State.Store(heap.PointerTo(m).Any(size), elem, size, true)
			default:
				c.State.Store(heap.PointerTo(m).Any(size), heap.Top, size, true)
			}
		}
	}
	return heap.Word(result)
}

// element returns what an element of the slice may be.
func (p Point) element(slice heap.Value, size int64) heap.Value {
	var result heap.Value
	for i, a := range slice.First() {
		v := heap.Top
		if a.Kind == heap.Pointer {
			v = p.State.Load(a.Any(size), size)
			v = p.onlyElements(a, size, v)
		}
		if i == 0 {
			result = v
		} else {
			result = result.Join(v)
		}
	}
	return result
}

// onlyElements leaves zero out of an element of a literal, as append's
// arguments are: all of them were written.
func (p Point) onlyElements(a heap.Atom, size int64, v heap.Value) heap.Value {
	array, ok := a.Mem.Type.(*types.Array)
	if !ok || array.Len() > 64 || a.Step != 0 {
		return v
	}
	whole := p.State.Load(heap.Atom{Kind: heap.Pointer, Mem: a.Mem, Off: a.Off}, -1)
	for _, c := range whole.Words {
		if c.Slot.Step != 0 {
			return v
		}
	}
	result := whole.Part(heap.Slot{}, size)
	for i := int64(1); i < array.Len()-a.Off/size; i++ {
		result = result.Join(whole.Part(heap.Slot{Off: i * size}, size))
	}
	return result
}

// copied copies elements, or the bytes of a string.
func (c callSite) copied() {
	t, ok := c.instr.Common().Args[0].Type().Underlying().(*types.Slice)
	if !ok {
		return
	}
	size := c.in.layout.Size(t.Elem())
	if size <= 0 || !gotype.HasPointers(t.Elem()) && !heap.IsWord(t.Elem()) {
		return
	}
	elem := c.element(c.args[1], size)
	for _, a := range c.args[0].First() {
		if a.Kind == heap.Pointer {
			c.assign(c.instr, heap.Atoms{a.Any(size)}, elem, t.Elem())
		}
	}
}
