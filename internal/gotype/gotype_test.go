package gotype_test

import (
	"go/types"
	"testing"

	"github.com/cgolint/cgolint/internal/gotype"
)

func TestKinds(t *testing.T) {
	id := types.NewNamed(types.NewTypeName(0, nil, "ID", nil), types.Typ[types.Uint32], nil)
	for _, test := range []struct {
		name string
		is   func(types.Type) bool
		yes  []types.Type
		no   []types.Type
	}{
		{"IsInteger", gotype.IsInteger, []types.Type{types.Typ[types.Int], id}, []types.Type{nil, types.Typ[types.Float64], types.Typ[types.String]}},
		{"IsUnsigned", gotype.IsUnsigned, []types.Type{id}, []types.Type{nil, types.Typ[types.Int]}},
		{"IsNumber", gotype.IsNumber, []types.Type{types.Typ[types.Float64], id}, []types.Type{nil, types.Typ[types.Bool]}},
		{"IsFloat", gotype.IsFloat, []types.Type{types.Typ[types.Float32]}, []types.Type{nil, id}},
		{"IsBoolean", gotype.IsBoolean, []types.Type{types.Typ[types.Bool]}, []types.Type{nil, id}},
		{"IsUintptr", gotype.IsUintptr, []types.Type{types.Typ[types.Uintptr]}, []types.Type{nil, id}},
		{"IsAnyPointer", gotype.IsAnyPointer, []types.Type{types.NewPointer(id), types.Typ[types.UnsafePointer]}, []types.Type{nil, types.NewSlice(id)}},
		{"HasPointers", gotype.HasPointers, []types.Type{nil, types.NewArray(types.Typ[types.String], 2)}, []types.Type{id, types.NewStruct(nil, nil)}},
		{"IsSlice", gotype.IsSlice, []types.Type{types.NewSlice(id)}, []types.Type{nil, types.NewArray(id, 2)}},
		{"IsFunc", gotype.IsFunc, []types.Type{types.NewSignatureType(nil, nil, nil, nil, nil, false)}, []types.Type{nil, id}},
		{"IsString", gotype.IsString, []types.Type{types.Typ[types.String]}, []types.Type{nil, id}},
		{"IsByte", gotype.IsByte, []types.Type{types.Typ[types.Byte]}, []types.Type{nil, types.Typ[types.Int8]}},
		{"IsUnsafePointer", gotype.IsUnsafePointer, []types.Type{types.Typ[types.UnsafePointer]}, []types.Type{nil, types.NewPointer(id)}},
		{"IsPointer", gotype.IsPointer, []types.Type{types.NewPointer(id)}, []types.Type{nil, types.Typ[types.UnsafePointer]}},
		{"IsError", gotype.IsError, []types.Type{types.Universe.Lookup("error").Type()}, []types.Type{nil, id}},
	} {
		for _, typ := range test.yes {
			if !test.is(typ) {
				t.Errorf("%s(%v) is false", test.name, typ)
			}
		}
		for _, typ := range test.no {
			if test.is(typ) {
				t.Errorf("%s(%v) is true", test.name, typ)
			}
		}
	}
}

func TestElement(t *testing.T) {
	id := types.Typ[types.Uint32]
	array := types.NewArray(id, 4)
	for _, typ := range []types.Type{types.NewSlice(id), array, types.NewPointer(array)} {
		if got := gotype.Element(typ); got != id {
			t.Errorf("Element(%v) = %v", typ, got)
		}
	}
	for _, typ := range []types.Type{nil, id, types.NewMap(id, id)} {
		if got := gotype.Element(typ); got != nil {
			t.Errorf("Element(%v) = %v", typ, got)
		}
	}
}

func TestPointee(t *testing.T) {
	id := types.Typ[types.Uint32]
	if got := gotype.Pointee(types.NewPointer(id)); got != id {
		t.Errorf("Pointee(*uint32) = %v", got)
	}
	for _, typ := range []types.Type{nil, id, types.NewSlice(id)} {
		if got := gotype.Pointee(typ); got != nil {
			t.Errorf("Pointee(%v) = %v", typ, got)
		}
	}
}

func TestHasSize(t *testing.T) {
	id := types.Typ[types.Uint32]
	param := types.NewTypeParam(types.NewTypeName(0, nil, "T", nil), types.NewInterfaceType(nil, nil))
	structOf := func(t types.Type) types.Type {
		return types.NewStruct([]*types.Var{types.NewField(0, nil, "n", id, false), types.NewField(0, nil, "v", t, false)}, nil)
	}
	for _, typ := range []types.Type{id, types.NewPointer(param), types.NewSlice(param), structOf(types.NewPointer(param)), types.NewArray(structOf(id), 2)} {
		if !gotype.HasSize(typ) {
			t.Errorf("HasSize(%v) is false", typ)
		}
	}
	for _, typ := range []types.Type{nil, param, types.NewArray(param, 2), structOf(param), types.NewArray(structOf(param), 2)} {
		if gotype.HasSize(typ) {
			t.Errorf("HasSize(%v) is true", typ)
		}
	}
}
