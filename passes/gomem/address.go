package gomem

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

func (f *Frame) phi(v *ssa.Phi) heap.Value {
	var result heap.Value
	first := true
	for _, e := range v.Edges {
		known, ok := f.env[e]
		if !ok {
			switch e.(type) {
			case *ssa.Const, *ssa.Global, *ssa.Function:
				known = f.Value(e)
			default:
				continue // its block has not been reached
			}
		}
		if first {
			result, first = known, false
		} else {
			result = result.Join(known)
		}
	}
	if first {
		return heap.Top
	}
	return result
}

func (f *Frame) fieldAddr(v *ssa.FieldAddr) heap.Value {
	p, ok := v.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return heap.Top
	}
	s, ok := p.Elem().Underlying().(*types.Struct)
	if !ok {
		return heap.Top
	}
	return moved(f.Value(v.X), f.in.layout.Offset(s, v.Field), 0)
}

// moved returns a pointer moved by n bytes; n is -1 when that is unknown.
func moved(v heap.Value, n, step int64) heap.Value {
	if n < 0 && step == 0 {
		return heap.Top
	}
	return heap.Word(v.First().Move(n, step))
}

// indexed returns the address of an element of x, a slice or the address of
// an array.
func (f *Frame) indexed(x, index ssa.Value, size int64) heap.Value {
	i, ok := constantInt(index)
	if ok && i == 0 {
		return heap.Word(f.Value(x).First())
	}
	if size < 0 {
		return heap.Top
	}
	if ok {
		return moved(f.Value(x), i*size, 0)
	}
	return moved(f.Value(x), 0, size)
}

func (f *Frame) sliced(v *ssa.Slice) heap.Value {
	var elem types.Type
	switch t := v.X.Type().Underlying().(type) {
	case *types.Slice:
		elem = t.Elem()
	case *types.Pointer:
		array, ok := t.Elem().Underlying().(*types.Array)
		if !ok {
			return heap.Top
		}
		elem = array.Elem()
	case *types.Basic:
		elem = types.Typ[types.Byte]
	default:
		return heap.Top
	}
	if v.Low == nil {
		return heap.Word(f.Value(v.X).First())
	}
	return f.indexed(v.X, v.Low, f.in.layout.Size(elem))
}

func constantInt(v ssa.Value) (int64, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(c.Value)
}

// convert follows pointers through unsafe.Pointer and uintptr. A string made
// of bytes, or the reverse, is new Go memory.
func (f *Frame) convert(v *ssa.Convert) heap.Value {
	from, to := v.X.Type().Underlying(), v.Type().Underlying()
	_, fromSlice := from.(*types.Slice)
	_, toSlice := to.(*types.Slice)
	if b, ok := to.(*types.Basic); toSlice && !fromSlice || fromSlice && ok && b.Info()&types.IsString != 0 {
		return f.newBytes(v)
	}
	if f.in.layout.Size(to) < f.in.layout.WordSize() {
		return heap.Top // a pointer does not survive
	}
	if heap.IsWord(from) && heap.IsWord(to) {
		return f.Value(v.X)
	}
	return heap.Top
}

// binary follows pointer arithmetic on uintptr. Concatenated strings are new
// Go memory.
func (f *Frame) binary(v *ssa.BinOp) heap.Value {
	b, ok := v.Type().Underlying().(*types.Basic)
	if !ok {
		return heap.Top
	}
	if b.Info()&types.IsString != 0 {
		return f.newBytes(v)
	}
	x, y := f.Value(v.X).First(), f.Value(v.Y).First()
	switch {
	case v.Op != token.ADD && v.Op != token.SUB:
		return heap.Top
	case x.Points() && !y.Points():
		if n, ok := constantInt(v.Y); ok {
			if v.Op == token.SUB {
				n = -n
			}
			return heap.Word(x.Move(n, 0))
		}
		return heap.Word(x.Move(0, 1))
	case y.Points() && !x.Points() && v.Op == token.ADD:
		return heap.Word(y.Move(0, 1))
	}
	return heap.Top
}
