package boundary

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// value computes the value of an instruction.
func (in *interpreter) value(f *frame, st *state, v ssa.Value) {
	switch v := v.(type) {
	case *ssa.Call:
		fn, args := in.operands(f, &v.Call)
		in.setResults(f, v, in.call(f, st, v, fn, args))
	case *ssa.Extract:
		f.env[v] = nothing
		if t := f.tuples[v.Tuple]; v.Index < len(t) {
			f.env[v] = t[v.Index]
		}
	case *ssa.TypeAssert:
		in.typeAssert(f, st, v)
	case *ssa.Lookup:
		in.lookup(f, st, v)
	case *ssa.Next:
		f.tuples[v] = in.next(f, st, v)
	case *ssa.Select:
		in.selected(f, st, v)
	default:
		f.env[v] = in.operation(f, st, v)
	}
}

func (in *interpreter) setResults(f *frame, v ssa.Value, results []value) {
	if _, ok := v.Type().(*types.Tuple); ok {
		f.tuples[v] = results
		return
	}
	f.env[v] = nothing
	if len(results) == 1 {
		f.env[v] = results[0]
	}
}

// operation computes the value of an instruction that has one and calls
// nothing.
func (in *interpreter) operation(f *frame, st *state, v ssa.Value) value {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.MakeSlice, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeClosure, *ssa.MakeInterface:
		return in.allocate(f, st, v)
	case *ssa.Phi:
		return in.phi(f, v)
	case *ssa.FieldAddr:
		if p, ok := v.X.Type().Underlying().(*types.Pointer); ok {
			if s, ok := p.Elem().Underlying().(*types.Struct); ok {
				return in.moved(in.get(f, v.X), in.layout.offset(s, v.Field), 0)
			}
		}
	case *ssa.Field:
		if s, ok := v.X.Type().Underlying().(*types.Struct); ok {
			if off := in.layout.offset(s, v.Field); off >= 0 {
				return in.get(f, v.X).part(slot{off, 0}, in.layout.size(v.Type()))
			}
		}
	case *ssa.IndexAddr:
		elem := v.Type().Underlying().(*types.Pointer).Elem()
		return in.indexed(f, v.X, v.Index, in.layout.size(elem))
	case *ssa.Index:
		if size := in.layout.size(v.Type()); size > 0 {
			if i, ok := constantInt(v.Index); ok {
				return in.get(f, v.X).part(slot{i * size, 0}, size)
			}
			return in.get(f, v.X).part(slot{0, size}, size)
		}
	case *ssa.Slice:
		return in.sliced(f, v)
	case *ssa.UnOp:
		switch v.Op {
		case token.MUL:
			return in.load(st, in.get(f, v.X), v.Type())
		case token.ARROW:
			in.receive(f, st, v)
			return f.env[v]
		}
	case *ssa.Convert:
		return in.convert(f, v)
	case *ssa.ChangeType:
		return in.get(f, v.X)
	case *ssa.ChangeInterface:
		return in.get(f, v.X)
	case *ssa.SliceToArrayPointer:
		return in.get(f, v.X)
	case *ssa.BinOp:
		return in.binary(f, v)
	}
	return nothing
}

func (in *interpreter) phi(f *frame, v *ssa.Phi) value {
	var result value
	first := true
	for _, e := range v.Edges {
		known, ok := f.env[e]
		if !ok {
			switch e.(type) {
			case *ssa.Const, *ssa.Global, *ssa.Function:
				known = in.get(f, e)
			default:
				continue // its block has not been reached
			}
		}
		if first {
			result, first = known, false
		} else {
			result = result.join(known)
		}
	}
	if first {
		return nothing
	}
	return result
}

// moved returns a pointer moved by n bytes; n is -1 when that is unknown.
func (in *interpreter) moved(v value, n, step int64) value {
	if n < 0 && step == 0 {
		return nothing
	}
	return word(v.first().move(n, step))
}

// indexed returns the address of an element of x, a slice or the address of
// an array.
func (in *interpreter) indexed(f *frame, x, index ssa.Value, size int64) value {
	i, ok := constantInt(index)
	if ok && i == 0 {
		return word(in.get(f, x).first())
	}
	if size < 0 {
		return nothing
	}
	if ok {
		return in.moved(in.get(f, x), i*size, 0)
	}
	return in.moved(in.get(f, x), 0, size)
}

func (in *interpreter) sliced(f *frame, v *ssa.Slice) value {
	var elem types.Type
	switch t := v.X.Type().Underlying().(type) {
	case *types.Slice:
		elem = t.Elem()
	case *types.Pointer:
		array, ok := t.Elem().Underlying().(*types.Array)
		if !ok {
			return nothing
		}
		elem = array.Elem()
	case *types.Basic:
		elem = types.Typ[types.Byte]
	default:
		return nothing
	}
	if v.Low == nil {
		return word(in.get(f, v.X).first())
	}
	return in.indexed(f, v.X, v.Low, in.layout.size(elem))
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
func (in *interpreter) convert(f *frame, v *ssa.Convert) value {
	from, to := v.X.Type().Underlying(), v.Type().Underlying()
	_, fromSlice := from.(*types.Slice)
	_, toSlice := to.(*types.Slice)
	if b, ok := to.(*types.Basic); toSlice && !fromSlice || fromSlice && ok && b.Info()&types.IsString != 0 {
		return word(atoms{{kind: pointer, mem: in.memory(site{f.id, v}, func(m *Memory) {
			m.Origin, m.pos, m.repeated, m.Type = Go, v.Pos(), true, types.Typ[types.Byte]
		})}})
	}
	if in.layout.size(to) < in.layout.size(types.Typ[types.Uintptr]) {
		return nothing // a pointer does not survive
	}
	if isWord(from) && isWord(to) {
		return in.get(f, v.X)
	}
	return nothing
}

// binary follows pointer arithmetic on uintptr. Concatenated strings are new
// Go memory.
func (in *interpreter) binary(f *frame, v *ssa.BinOp) value {
	b, ok := v.Type().Underlying().(*types.Basic)
	if !ok {
		return nothing
	}
	if b.Info()&types.IsString != 0 {
		return word(atoms{{kind: pointer, mem: in.memory(site{f.id, v}, func(m *Memory) {
			m.Origin, m.pos, m.repeated, m.Type = Go, v.Pos(), true, types.Typ[types.Byte]
		})}})
	}
	x, y := in.get(f, v.X), in.get(f, v.Y)
	switch {
	case v.Op != token.ADD && v.Op != token.SUB:
		return nothing
	case pointsSomewhere(x) && !pointsSomewhere(y):
		if n, ok := constantInt(v.Y); ok {
			if v.Op == token.SUB {
				n = -n
			}
			return word(x.first().move(n, 0))
		}
		return word(x.first().move(0, 1))
	case pointsSomewhere(y) && !pointsSomewhere(x) && v.Op == token.ADD:
		return word(y.first().move(0, 1))
	}
	return nothing
}

func pointsSomewhere(v value) bool {
	for _, a := range v.first() {
		if a.kind == pointer {
			return true
		}
	}
	return false
}

// cName returns the name that the user knows the function by, when it is one
// of cgo's.
func cName(fn *ssa.Function) (string, bool) {
	if fn == nil || fn.Object() == nil || fn.Blocks != nil {
		return "", false
	}
	name, kind, ok := cgosource.CName(fn.Object())
	return name, ok && kind == cgosource.Func
}
