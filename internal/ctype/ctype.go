// Package ctype has the types of C and how they are laid out in memory on the
// platforms that Go programs are built for.
package ctype

import "github.com/cgolint/cgolint/internal/ctoken"

// A Kind tells types apart.
type Kind uint8

// The kinds of types. The integers are in the order of their ranks.
const (
	Invalid Kind = iota
	Void
	Bool
	Char // which is neither SChar nor UChar
	SChar
	UChar
	Short
	UShort
	Int
	UInt
	Long
	ULong
	LongLong
	ULongLong
	Int128
	UInt128
	BitInt // Len is the width; Elem the type it is stored as
	Float16
	Float
	Double
	LongDouble
	Float128
	Decimal32
	Decimal64
	Decimal128
	Enum // Elem is the integer type behind it, nil while it is incomplete
	Complex
	Pointer
	Array
	Function
	Struct
	Union
	Vector
)

// A Qual is a set of qualifiers.
type Qual uint8

// The qualifiers.
const (
	Const Qual = 1 << iota
	Volatile
	Restrict
	Atomic
)

// A Type is a type of C. Types are not unique: compare them with Same.
type Type struct {
	Kind     Kind
	Qual     Qual
	VLA      bool  // an array whose length is computed at run time
	NoReturn bool  // a function that does not come back
	Align    int32 // what an attribute or typedef says, in bytes, or 0

	Elem    *Type       // of a pointer, an array, a vector; the result of a function
	Len     int64       // of an array, -1 when it is not known; of a vector
	Sig     *Signature  // of a function
	Record  *Record     // of a struct or union
	Tag     *EnumTag    // of an enumeration
	Typedef ctoken.Name // the name that a typedef gives it, or 0
}

// A Signature has the parameters of a function.
type Signature struct {
	Params   []Param
	Variadic bool
	Unknown  bool // declared with ()
}

// A Param is a parameter of a function. Pos is of its name.
type Param struct {
	Name ctoken.Name // or 0
	Type *Type
	Pos  ctoken.Pos
}

// A Record is what a struct or union has.
type Record struct {
	Tag      ctoken.Name // or 0
	Union    bool
	Complete bool
	Fields   []Field
	Size     int64 // in bytes, when it is complete
	Align    int64
	Pos      ctoken.Pos // of its definition

	index map[ctoken.Name]int // of fields, in large records
}

// A Field is a member of a record.
type Field struct {
	Name   ctoken.Name // 0 for an anonymous member
	Type   *Type
	Offset int64 // in bytes; of a bit-field, of the byte in which it begins
	Bits   int16 // the width of a bit-field, or -1
	Bit    uint8 // of a bit-field, where it begins in that byte
	Packed bool
	Align  int32 // what an attribute says, or 0
}

// An EnumTag is an enumeration.
type EnumTag struct {
	Tag  ctoken.Name
	Type *Type // integer, nil while it is incomplete
}

// With returns the type with more qualifiers. Those of an array are those of
// its elements.
func (t *Type) With(q Qual) *Type {
	if t.Qual&q == q || t.Kind == Invalid {
		return t
	}
	c := *t
	if t.Kind == Array {
		c.Elem = t.Elem.With(q)
		return &c
	}
	c.Qual |= q
	return &c
}

// Unqualified returns the type without its qualifiers.
func (t *Type) Unqualified() *Type {
	if t.Qual == 0 {
		return t
	}
	c := *t
	c.Qual = 0
	return &c
}

// Aligned returns the type with an alignment of its own.
func (t *Type) Aligned(n int32) *Type {
	c := *t
	c.Align = n
	return &c
}

// PointerTo returns the type of pointers to t.
func PointerTo(t *Type) *Type { return &Type{Kind: Pointer, Elem: t} }

// ArrayOf returns the type of arrays of t. n is -1 when it is not known.
func ArrayOf(t *Type, n int64) *Type { return &Type{Kind: Array, Elem: t, Len: n} }

// Decay returns the type that a value of type t has in most expressions: a
// pointer for an array and a function.
func (t *Type) Decay() *Type {
	switch t.Kind {
	case Array:
		return PointerTo(t.Elem)
	case Function:
		return PointerTo(t)
	}
	return t
}

// IsInteger reports whether t is an integer type, an enumeration or a bool.
func (t *Type) IsInteger() bool { return t.Kind >= Bool && t.Kind <= BitInt || t.Kind == Enum }

// IsFloat reports whether t is a real floating type.
func (t *Type) IsFloat() bool { return t.Kind >= Float16 && t.Kind <= Decimal128 }

// IsArithmetic reports whether t is a number.
func (t *Type) IsArithmetic() bool { return t.IsInteger() || t.IsFloat() || t.Kind == Complex }

// IsScalar reports whether t is a number or a pointer.
func (t *Type) IsScalar() bool { return t.IsArithmetic() || t.Kind == Pointer }

// IsRecord reports whether t is a struct or a union.
func (t *Type) IsRecord() bool { return t.Kind == Struct || t.Kind == Union }

// Incomplete reports whether the size of t is not known yet.
func (t *Type) Incomplete() bool {
	switch t.Kind {
	case Void, Function, Invalid:
		return true
	case Array:
		return t.Len < 0 || t.Elem.Incomplete()
	case Struct, Union:
		return !t.Record.Complete
	case Enum:
		return t.Tag.Type == nil
	}
	return false
}

// largeRecord is how many fields a record has whose fields are looked up in a
// map.
const largeRecord = 16

// Find returns the fields on the way to a member, which may be one of an
// anonymous member, and its offset. It returns nil for a member that is not
// there.
func (r *Record) Find(name ctoken.Name) (way []*Field, offset int64) {
	if len(r.Fields) > largeRecord {
		if len(r.index) == 0 {
			r.index = make(map[ctoken.Name]int, len(r.Fields))
			for i := range r.Fields {
				if r.Fields[i].Name != 0 {
					r.index[r.Fields[i].Name] = i
				}
			}
		}
		if i, ok := r.index[name]; ok {
			return []*Field{&r.Fields[i]}, r.Fields[i].Offset
		}
	}
	for i := range r.Fields {
		f := &r.Fields[i]
		if f.Name == name && name != 0 {
			return []*Field{f}, f.Offset
		}
		if f.Name == 0 && f.Type.IsRecord() {
			if inner, at := f.Type.Record.Find(name); inner != nil {
				return append([]*Field{f}, inner...), f.Offset + at
			}
		}
	}
	return nil, 0
}
