package cgostring

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// copiedTo returns the string or slice that is copied to memory which is
// exactly as long, so that there is no room for a NUL, or nil.
//
//	buf := make([]byte, len(name))
//	copy(buf, name)
func copiedTo(memory, size ssa.Value) ssa.Value {
	text := lengthOf(size)
	if text == nil {
		return nil
	}
	copied := false
	for _, v := range slicesOf(memory, 6) {
		for _, ref := range govalue.Referrers(v) {
			switch ref := ref.(type) {
			case *ssa.IndexAddr:
				if _, read := ref.Index.(*ssa.Const); !read {
					return nil // something else may be stored there
				}
			case *ssa.Call:
				copied = copied || govalue.Builtin(&ref.Call) == "copy" && ref.Call.Args[0] == v && govalue.Unconverted(ref.Call.Args[1]) == govalue.Unconverted(text)
			}
		}
	}
	if !copied {
		return nil
	}
	return text
}

// lengthOf returns what a number is the length of, or nil.
func lengthOf(n ssa.Value) ssa.Value {
	call, ok := govalue.Unconverted(n).(*ssa.Call)
	if !ok || govalue.Builtin(&call.Call) != "len" {
		return nil
	}
	return call.Call.Args[0]
}

// slicesOf returns memory, if it is a slice, and the slices that are made over
// the whole of it by conversions and unsafe.Slice.
func slicesOf(v ssa.Value, depth int) (all []ssa.Value) {
	if _, ok := v.Type().Underlying().(*types.Slice); ok {
		all = append(all, v)
	}
	if depth == 0 {
		return all
	}
	for _, ref := range govalue.Referrers(v) {
		switch ref := ref.(type) {
		case *ssa.Convert, *ssa.ChangeType:
			all = append(all, slicesOf(ref.(ssa.Value), depth-1)...)
		case *ssa.Call:
			if govalue.Builtin(&ref.Call) == "Slice" {
				all = append(all, ref)
			}
		}
	}
	return all
}
