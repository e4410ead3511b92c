package cgostring

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// A memory is what a pointer argument points to the start of.
type memory struct {
	kind kind
	root ssa.Value // the slice, string, array's address or allocation
	size int64     // of an array, in elements
	at   ssa.Value // the pointer to it
}

type kind uint8

const (
	goBytes   kind = iota + 1 // of a slice
	goText                    // of a string
	copied                    // of a slice, copied by C.CBytes
	array                     // a char array, in a struct or a variable
	allocated                 // by malloc or calloc
	given                     // the result of another C function
)

// memoryOf returns what an argument points to, or nil when it is not known.
func memoryOf(arg ssa.Value) *memory {
	switch v := govalue.Unconverted(arg).(type) {
	case *ssa.IndexAddr:
		if n, ok := v.Index.(*ssa.Const); !ok || n.Int64() != 0 {
			return nil
		}
		return ofElement(v.X, v)
	case *ssa.Call:
		return ofCall(v)
	case *ssa.Alloc, *ssa.FieldAddr:
		return ofElement(v, v)
	}
	return nil
}

// ofElement returns the slice or array whose first element is pointed to.
func ofElement(x, at ssa.Value) *memory {
	switch t := x.Type().Underlying().(type) {
	case *types.Slice:
		if !isChar(t.Elem()) {
			return nil
		}
		return &memory{kind: goBytes, root: x, at: at}
	case *types.Pointer:
		if a, ok := t.Elem().Underlying().(*types.Array); ok && isChar(a.Elem()) {
			return &memory{kind: array, root: x, size: a.Len(), at: at}
		}
	}
	return nil
}

// ofCall returns the memory that a call makes or gives.
func ofCall(call *ssa.Call) *memory {
	if b, ok := call.Call.Value.(*ssa.Builtin); ok {
		switch b.Name() {
		case "SliceData":
			return &memory{kind: goBytes, root: call.Call.Args[0], at: call}
		case "StringData":
			return &memory{kind: goText, root: call.Call.Args[0], at: call}
		}
		return nil
	}
	switch name := cFunction(&call.Call); name {
	case "CBytes":
		return &memory{kind: copied, root: call.Call.Args[0], at: call}
	case "malloc", "calloc":
		return &memory{kind: allocated, root: call, at: call}
	case "":
		return ofHelper(call)
	}
	return &memory{kind: given, root: call, at: call}
}

// ofHelper returns the memory that a function of the package returns, which
// makes it of an argument and does nothing else.
func ofHelper(call *ssa.Call) *memory {
	fn := call.Call.StaticCallee()
	if fn == nil || len(fn.Blocks) != 1 {
		return nil
	}
	ret, ok := fn.Blocks[0].Instrs[len(fn.Blocks[0].Instrs)-1].(*ssa.Return)
	if !ok || len(ret.Results) != 1 {
		return nil
	}
	kind, from := copied, ssa.Value(nil)
	switch made := govalue.Unconverted(ret.Results[0]).(type) {
	case *ssa.Call:
		if cFunction(&made.Call) == "CBytes" {
			from = made.Call.Args[0]
		}
	case *ssa.IndexAddr: // of the bytes of a string
		if n, ok := made.Index.(*ssa.Const); ok && n.Int64() == 0 && gotype.IsString(govalue.Unconverted(made.X).Type()) {
			kind, from = goText, made.X
		}
	}
	if from == nil {
		return nil
	}
	param, ok := govalue.Unconverted(from).(*ssa.Parameter)
	if i := slices.Index(fn.Params, param); ok && i >= 0 {
		return &memory{kind: kind, root: call.Call.Args[i], at: call}
	}
	return nil
}

// cFunction returns x of the C.x that a call runs, or "".
func cFunction(call *ssa.CallCommon) string {
	name, _ := cgosource.CFunc(call.StaticCallee())
	return name
}

func isChar(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Int8 || b.Kind() == types.Uint8)
}

// key returns what tells one memory from others, though each use in the source
// is another value: the slice, or the variable and field.
func (m *memory) key() place { return placeOf(m.root) }

// A place is a variable, or a field of one.
type place struct {
	root  ssa.Value
	field int
}

func placeOf(v ssa.Value) place {
	switch v := v.(type) {
	case *ssa.FieldAddr:
		return place{placeOf(v.X).root, v.Field}
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return placeOf(v.X)
		}
	}
	return place{v, -1}
}
