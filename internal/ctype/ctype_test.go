package ctype_test

import (
	"testing"

	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

func kind(k ctype.Kind) *ctype.Type { return &ctype.Type{Kind: k} }

// record lays out a struct of the members, which are named 1, 2, ….
func record(t *ctype.Target, how ctype.Packing, fields ...ctype.Field) *ctype.Record {
	r := &ctype.Record{Fields: fields}
	for i := range r.Fields {
		r.Fields[i].Name = ctoken.Name(i + 1)
	}
	t.Layout(r, how)
	return r
}

func member(k ctype.Kind) ctype.Field { return ctype.Field{Type: kind(k), Bits: -1} }

func bits(k ctype.Kind, n int16) ctype.Field { return ctype.Field{Type: kind(k), Bits: n} }

// A struct with a char, a long and a long double, by platform. That the rules
// are those of the compilers is held by the tests of cparse.
func TestLayout(t *testing.T) {
	for platform, want := range map[[2]string][3]int64{ // offsets of the last two, size
		{"linux", "amd64"}:   {8, 16, 32},
		{"linux", "386"}:     {4, 8, 20},
		{"linux", "arm64"}:   {8, 16, 32},
		{"darwin", "arm64"}:  {8, 16, 24},
		{"windows", "amd64"}: {4, 16, 32},
		{"linux", "arm"}:     {4, 8, 16},
	} {
		target := ctype.NewTarget(platform[0], platform[1], "")
		r := record(target, ctype.Packing{}, member(ctype.Char), member(ctype.Long), member(ctype.LongDouble))
		if got := [3]int64{r.Fields[1].Offset, r.Fields[2].Offset, r.Size}; got != want {
			t.Errorf("%v: %v, want %v", platform, got, want)
		}
	}
}

func TestPacking(t *testing.T) {
	target := ctype.NewTarget("linux", "amd64", "")
	for _, test := range []struct {
		how         ctype.Packing
		fields      []ctype.Field
		size, align int64
	}{
		{ctype.Packing{}, []ctype.Field{member(ctype.Char), member(ctype.Int)}, 8, 4},
		{ctype.Packing{Packed: true}, []ctype.Field{member(ctype.Char), member(ctype.Int)}, 5, 1},
		{ctype.Packing{Pack: 2}, []ctype.Field{member(ctype.Char), member(ctype.Int)}, 6, 2},
		{ctype.Packing{Align: 16}, []ctype.Field{member(ctype.Char)}, 16, 16},
		{ctype.Packing{}, []ctype.Field{bits(ctype.Int, 30), bits(ctype.Int, 3)}, 8, 4},
		{ctype.Packing{Packed: true}, []ctype.Field{bits(ctype.Int, 30), bits(ctype.Int, 3)}, 5, 1},
		{ctype.Packing{MS: true}, []ctype.Field{bits(ctype.Char, 3), bits(ctype.Int, 3)}, 8, 4},
		{ctype.Packing{}, []ctype.Field{bits(ctype.Char, 3), bits(ctype.Int, 3)}, 4, 4},
	} {
		if r := record(target, test.how, test.fields...); r.Size != test.size || r.Align != test.align {
			t.Errorf("%+v %v: size %d, alignment %d, want %d, %d", test.how, test.fields, r.Size, r.Align, test.size, test.align)
		}
	}
}

// What the compiler predefines counts more than the platform.
func TestTargetOfMacros(t *testing.T) {
	target := ctype.NewTarget("linux", "amd64", "#define __SIZEOF_LONG__ 4\n#define __SIZE_TYPE__ unsigned int\n#define __CHAR_UNSIGNED__ 1\n#define __SIZEOF_POINTER__ 4\n")
	size, _ := target.Size(kind(ctype.Long))
	if size != 4 || target.SizeT != ctype.UInt || !target.CharUnsigned || target.PointerSize != 4 {
		t.Errorf("%+v", target)
	}
}

func TestSame(t *testing.T) {
	node := &ctype.Record{}
	self := &ctype.Type{Kind: ctype.Struct, Record: node}
	node.Fields = []ctype.Field{{Name: 1, Type: ctype.PointerTo(self), Bits: -1}}
	for _, test := range []struct {
		a, b *ctype.Type
		same bool
	}{
		{self, &ctype.Type{Kind: ctype.Struct, Record: node, Typedef: 5}, true},
		{self, &ctype.Type{Kind: ctype.Struct, Record: &ctype.Record{}}, false},
		{ctype.PointerTo(kind(ctype.Int)), ctype.PointerTo(kind(ctype.Int)), true},
		{ctype.PointerTo(kind(ctype.Int)), ctype.PointerTo(kind(ctype.Int).With(ctype.Const)), false},
		{ctype.ArrayOf(kind(ctype.Int), 3), ctype.ArrayOf(kind(ctype.Int), -1), true},
		{ctype.ArrayOf(kind(ctype.Int), 3), ctype.ArrayOf(kind(ctype.Int), 4), false},
		{kind(ctype.Char), kind(ctype.SChar), false},
	} {
		if got := ctype.Same(test.a, test.b); got != test.same {
			t.Errorf("Same(%+v, %+v) is %v", test.a, test.b, got)
		}
	}
}
