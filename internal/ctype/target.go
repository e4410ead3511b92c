package ctype

import (
	"strconv"
	"strings"
)

// A Target is what a platform makes of the types.
type Target struct {
	OS, Arch string // as Go names them
	Clang    bool   // the compiler is clang, whose rules are others here and there

	CharUnsigned bool
	Basic        [Vector]Layout // of the arithmetic types
	PointerSize  int64
	SizeT        Kind
	PtrdiffT     Kind
	WcharT       Kind
	MSBitFields  bool // bit-fields as Microsoft's compiler has them
	// TaggedMembers tells that a record with a tag but without a name is a member,
	// too, as -fms-extensions has it, which gcc for Windows has by default.
	TaggedMembers bool
	AnonBits      bool  // a bit-field without a name has an alignment too
	MaxAlign      int64 // what aligned without a number means
	VectorAlign   int64 // the largest alignment of a vector, or 0
	MaxField      int64 // the largest alignment of an integer or a double in a record, or 0
}

// A Layout is a size and an alignment in bytes.
type Layout struct{ Size, Align int64 }

// NewTarget returns the target of a platform. macros are what the compiler
// predefines, as #define lines, which tell what differs.
func NewTarget(goos, goarch, macros string) *Target {
	t := &Target{OS: goos, Arch: goarch, PointerSize: 8, MaxAlign: 16}
	switch goarch {
	case "386", "arm", "mips", "mipsle":
		t.PointerSize = 4
	}
	long := t.PointerSize
	if goos == "windows" {
		long = 4
	}
	for k, size := range map[Kind]int64{
		Bool: 1, Char: 1, SChar: 1, UChar: 1, Short: 2, UShort: 2, Int: 4, UInt: 4, Long: long, ULong: long, LongLong: 8, ULongLong: 8,
		Int128: 16, UInt128: 16, Float16: 2, Float: 4, Double: 8, LongDouble: 16, Float128: 16, Decimal32: 4, Decimal64: 8, Decimal128: 16,
	} {
		t.Basic[k] = Layout{size, size}
	}
	t.platform()
	t.probe(macros)
	t.Clang = strings.Contains(macros, "#define __clang__ ")
	t.TaggedMembers = goos == "windows" && (!t.Clang || strings.Contains(macros, "#define _MSC_VER "))
	t.VectorAlign = t.MaxAlign
	if t.Clang {
		t.clang(macros)
	}
	return t
}

// clang sets how clang aligns vectors, and what is aligned without a number.
func (t *Target) clang(macros string) {
	darwin := t.OS == "darwin" || t.OS == "ios"
	switch t.VectorAlign = 0; {
	case t.Arch == "arm":
		t.VectorAlign = 8
	case t.Arch == "arm64", darwin && !strings.Contains(macros, "#define __AVX__ "):
		t.VectorAlign = 16
	}
	if darwin && t.Arch == "arm64" {
		t.MaxAlign = 16 // for all that __BIGGEST_ALIGNMENT__ says
	}
}

// platform sets what a platform has of its own.
func (t *Target) platform() {
	windows := t.OS == "windows"
	t.MSBitFields = windows
	t.SizeT, t.PtrdiffT, t.WcharT = ULong, Long, Int
	switch {
	case windows && t.PointerSize == 8:
		t.SizeT, t.PtrdiffT, t.WcharT = ULongLong, LongLong, UShort
	case windows:
		t.SizeT, t.PtrdiffT, t.WcharT = UInt, Int, UShort
	case t.PointerSize == 4:
		t.SizeT, t.PtrdiffT = UInt, Int
	}
	switch t.Arch {
	case "386":
		t.Basic[LongDouble] = Layout{12, 4}
		if !windows {
			t.MaxField = 4
		}
	case "arm":
		t.CharUnsigned, t.AnonBits, t.MaxAlign = true, true, 8
		t.Basic[LongDouble] = Layout{8, 8}
		t.WcharT = UInt
	case "arm64":
		darwin := t.OS == "darwin" || t.OS == "ios"
		t.CharUnsigned, t.AnonBits = !darwin && !windows, !darwin && !windows
		if darwin || windows {
			t.Basic[LongDouble] = Layout{8, 8}
		} else {
			t.WcharT = UInt
		}
	case "mips", "mipsle":
		t.Basic[LongDouble], t.MaxAlign = Layout{8, 8}, 8
	case "ppc64", "ppc64le", "s390x":
		t.CharUnsigned = true
		if t.Arch == "s390x" {
			t.Basic[LongDouble], t.Basic[Int128], t.Basic[UInt128] = Layout{16, 8}, Layout{16, 8}, Layout{16, 8}
			t.Basic[Float128] = Layout{16, 8}
			t.MaxAlign = 8
		}
	}
}

// probe sets what the macros of a compiler say.
func (t *Target) probe(macros string) {
	sizes := map[string][]Kind{
		"__SIZEOF_LONG__": {Long, ULong}, "__SIZEOF_LONG_DOUBLE__": {LongDouble}, "__SIZEOF_INT__": {Int, UInt},
		"__SIZEOF_LONG_LONG__": {LongLong, ULongLong},
	}
	types := map[string]*Kind{"__SIZE_TYPE__": &t.SizeT, "__PTRDIFF_TYPE__": &t.PtrdiffT, "__WCHAR_TYPE__": &t.WcharT}
	for line := range strings.Lines(macros) {
		name, value, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "#define ")), " ")
		if into := types[name]; into != nil {
			if k := kindNamed(value); k != Invalid {
				*into = k
			}
			continue
		}
		switch name {
		case "__CHAR_UNSIGNED__":
			t.CharUnsigned = true
		case "__SIZEOF_POINTER__":
			if n, err := strconv.Atoi(value); err == nil && (n == 4 || n == 8) {
				t.PointerSize = int64(n)
			}
		case "__BIGGEST_ALIGNMENT__":
			if n, err := strconv.Atoi(value); err == nil && n > 0 && n <= 64 {
				t.MaxAlign = int64(n)
			}
		}
		for _, k := range sizes[name] {
			if n, err := strconv.Atoi(value); err == nil && n > 0 && n <= 16 && t.Basic[k].Size != int64(n) {
				t.Basic[k] = Layout{int64(n), min(int64(n), 16)}
				if n == 12 {
					t.Basic[k].Align = 4
				}
			}
		}
	}
}

// IsX86 reports whether the processor is an x86 of 32 or 64 bits.
func (t *Target) IsX86() bool { return t.Arch == "amd64" || t.Arch == "386" }

// kindNamed returns the integer type that a predefined macro names.
func kindNamed(text string) Kind {
	unsigned, longs, k := false, 0, Int
	for _, word := range strings.Fields(text) {
		switch word {
		case "unsigned":
			unsigned = true
		case "long":
			longs++
		case "short":
			k = Short
		case "char":
			k = SChar
		case "int":
		default:
			return Invalid
		}
	}
	switch longs {
	case 1:
		k = Long
	case 2:
		k = LongLong
	}
	if unsigned {
		k = k.Unsigned()
	}
	return k
}

// Unsigned returns the unsigned integer type of the same rank.
func (k Kind) Unsigned() Kind {
	switch k {
	case Char, SChar:
		return UChar
	case Short, Int, Long, LongLong, Int128:
		return k + 1
	}
	return k
}

// Signed returns the signed integer type of the same rank.
func (k Kind) Signed() Kind {
	switch k {
	case Char, UChar:
		return SChar
	case UShort, UInt, ULong, ULongLong, UInt128:
		return k - 1
	}
	return k
}

// IsUnsigned reports whether an integer type is unsigned.
func (t *Target) IsUnsigned(x *Type) bool {
	switch x.Kind {
	case Bool, UChar, UShort, UInt, ULong, ULongLong, UInt128:
		return true
	case Char:
		return t.CharUnsigned
	case Enum:
		return x.Tag.Type != nil && t.IsUnsigned(x.Tag.Type)
	case BitInt:
		return t.IsUnsigned(x.Elem)
	case Pointer:
		return true
	}
	return false
}
