package ctype

// A Packing is what bears on how a record is laid out beside its members.
type Packing struct {
	Packed bool  // __attribute__((packed)) on the record
	Pack   int64 // of #pragma pack, or 0
	Align  int64 // of __attribute__((aligned)), or 0
	MS     bool  // bit-fields as Microsoft's compiler has them
}

// A layouter lays out one record. Offsets are in bits.
type layouter struct {
	t    *Target
	r    *Record
	how  Packing
	at   int64 // of the next member
	size int64 // of a union: of the largest member

	// Of Microsoft's bit-fields: the unit that is being filled.
	unit     int64 // its size in bits, or 0
	unitLeft int64
}

// Layout computes the offsets of a record's members, its size and alignment,
// and completes it. The rules are those of gcc (stor-layout.c).
func (t *Target) Layout(r *Record, how Packing) {
	l := &layouter{t: t, r: r, how: how}
	r.Align = 1
	for i := range r.Fields {
		f := &r.Fields[i]
		if f.Bits >= 0 && how.MS {
			l.msBitField(f)
		} else if f.Bits >= 0 {
			l.bitField(f)
		} else {
			l.field(f)
		}
		if r.Union {
			l.closeUnit()
			l.size = max(l.size, l.at)
			l.at = 0
		}
	}
	l.closeUnit()
	if r.Union {
		l.at = l.size
	}
	r.Align = max(r.Align, how.Align)
	r.Size = roundUp(roundUp(l.at, 8)/8, r.Align)
	r.Complete = true
	r.index = nil
}

func roundUp(n, to int64) int64 {
	if to <= 1 {
		return n
	}
	return (n + to - 1) / to * to
}

// align returns the alignment of a member in bytes, which is no bit-field.
func (l *layouter) align(f *Field) int64 {
	a := l.t.FieldAlign(f.Type)
	if l.how.MS && l.t.Clang && (f.Type.IsInteger() || f.Type.IsFloat()) {
		if size, _ := l.t.Size(f.Type); size&(size-1) == 0 {
			a = max(a, size) // also where a typedef says less
		}
	}
	if l.how.Packed || f.Packed {
		a = 1
	}
	a = max(a, int64(f.Align))
	if l.how.Pack > 0 {
		a = min(a, l.how.Pack)
	}
	return a
}

func (l *layouter) field(f *Field) {
	l.closeUnit()
	a := l.align(f)
	l.at = roundUp(l.at, a*8)
	f.Offset = l.at / 8
	size, _ := l.t.Size(f.Type)
	l.at += min(size, maxSize/16) * 8
	l.r.Align = max(l.r.Align, a)
}

// bitField places a bit-field as gcc and clang do but on Windows.
func (l *layouter) bitField(f *Field) {
	size, _ := l.t.Size(f.Type)
	width, unit := int64(f.Bits), size*8
	a := l.t.FieldAlign(f.Type)
	packed := l.how.Packed || f.Packed
	switch {
	case width == 0:
		l.at = roundUp(l.at, max(a, int64(f.Align))*8)
	case f.Align > 0:
		l.at = roundUp(l.at, int64(f.Align)*8)
	}
	if width > 0 && !packed && l.how.Pack == 0 && unit > 0 {
		// It may not span more units of its type's alignment than the type.
		if (l.at%(a*8)+width+a*8-1)/(a*8) > unit/(a*8) {
			l.at = roundUp(l.at, a*8)
		}
	}
	f.Offset, f.Bit = l.at/8, uint8(l.at%8)
	l.at += width
	if f.Name == 0 && !l.t.AnonBits {
		return
	}
	own := a
	if l.how.Pack > 0 {
		own = min(own, l.how.Pack)
	} else if packed && width > 0 {
		own = 1
	}
	l.r.Align = max(l.r.Align, own, int64(f.Align))
}

// msBitField places a bit-field as Microsoft's compiler does: in units of its
// type, with a new one for each change of size.
func (l *layouter) msBitField(f *Field) {
	size, _ := l.t.Size(f.Type)
	width, unit := int64(f.Bits), size*8
	a := max(l.t.FieldAlign(f.Type), int64(f.Align))
	switch {
	case l.t.Clang:
		a = max(size, int64(f.Align)) // packed or not
	case l.how.Packed || f.Packed:
		a = max(1, int64(f.Align))
	}
	if l.how.Pack > 0 {
		a = min(a, l.how.Pack)
	}
	if width == 0 {
		if l.closeUnit() {
			l.at = roundUp(l.at, a*8)
			l.r.Align = max(l.r.Align, a)
		}
		f.Offset = l.at / 8
		return
	}
	if l.unit != unit || l.unitLeft < width {
		l.closeUnit()
		l.at = roundUp(l.at, a*8)
		l.unit, l.unitLeft = unit, unit
		if !l.r.Union || !l.t.Clang {
			l.r.Align = max(l.r.Align, a)
		}
	}
	f.Offset, f.Bit = l.at/8, uint8(l.at%8)
	l.at += width
	l.unitLeft -= width
}

// closeUnit goes on after the unit that is being filled, if there is one.
func (l *layouter) closeUnit() bool {
	open := l.unit > 0
	if open {
		l.at += l.unitLeft
	}
	l.unit, l.unitLeft = 0, 0
	return open
}
