package ctype

// maxSize bounds the sizes that are computed.
const maxSize = 1 << 60

// Size returns the size of a type in bytes, as sizeof has it. ok is false for
// an incomplete type and for one whose size is known at run time only.
func (t *Target) Size(x *Type) (size int64, ok bool) {
	switch x.Kind {
	case Void, Function:
		return 1, true // GNU
	case Pointer:
		return t.PointerSize, true
	case Enum:
		if x.Tag.Type == nil {
			return 0, false
		}
		return t.Size(x.Tag.Type)
	case Complex:
		n, ok := t.Size(x.Elem)
		return 2 * n, ok
	case BitInt:
		return t.Size(x.Elem)
	case Array:
		if x.VLA || x.Len < 0 {
			return 0, false
		}
		n, ok := t.Size(x.Elem)
		if n > 0 && x.Len > maxSize/n {
			return maxSize, ok
		}
		return n * x.Len, ok
	case Vector:
		n, ok := t.Size(x.Elem)
		return n * x.Len, ok
	case Struct, Union:
		return x.Record.Size, x.Record.Complete
	}
	return t.Basic[x.Kind].Size, t.Basic[x.Kind].Size > 0
}

// AlignOf returns the alignment of a type in bytes, as _Alignof has it.
func (t *Target) AlignOf(x *Type) int64 {
	if x.Align > 0 {
		return int64(x.Align)
	}
	n := t.natural(x)
	if x.Qual&Atomic != 0 {
		// It is aligned like an integer of its size.
		if size, ok := t.Size(x); ok && size <= 16 && size&(size-1) == 0 {
			n = max(n, size)
		}
	}
	return n
}

// natural returns the alignment that no attribute or qualifier changes.
func (t *Target) natural(x *Type) int64 {
	switch x.Kind {
	case Pointer:
		return t.PointerSize
	case Enum:
		if x.Tag.Type == nil {
			return 4
		}
		return t.AlignOf(x.Tag.Type)
	case Complex, Array, BitInt:
		return t.AlignOf(x.Elem)
	case Vector:
		n, _ := t.Size(x)
		if t.VectorAlign > 0 {
			n = min(n, t.VectorAlign)
		}
		return max(1, n)
	case Struct, Union:
		return max(1, x.Record.Align)
	}
	return max(1, t.Basic[x.Kind].Align)
}

// FieldAlign returns the alignment that a type has as a member, which for
// numbers of 8 bytes is less on 32-bit x86.
func (t *Target) FieldAlign(x *Type) int64 {
	n := t.AlignOf(x)
	if t.MaxField == 0 || n <= t.MaxField || x.Align > 0 || x.Qual&Atomic != 0 {
		return n
	}
	inner := x
	for inner.Kind == Array && inner.Align == 0 {
		inner = inner.Elem
	}
	if inner.Align > 0 {
		return n
	}
	switch inner.Kind {
	case LongLong, ULongLong, Double, Enum:
		return min(n, t.MaxField)
	case Complex:
		if inner.Elem.Kind == Double {
			return min(n, t.MaxField)
		}
	}
	return n
}

// Alignof returns what _Alignof gives, of a type: on 32-bit x86, as a member
// has it.
func (t *Target) Alignof(x *Type) int64 { return t.FieldAlign(x) }
