package govalue

import "golang.org/x/tools/go/ssa"

// A Finalizer is what a call of runtime.SetFinalizer or runtime.AddCleanup sets.
type Finalizer struct {
	Object  ssa.Value // the pointer to the object
	Func    ssa.Value // what runs; nil is a constant
	Arg     ssa.Value // of a cleanup: what the function gets
	Cleanup bool
}

// FinalizerOf returns what a call sets, or nil.
func FinalizerOf(common *ssa.CallCommon) *Finalizer {
	switch Runtime(common) {
	case "SetFinalizer":
		return &Finalizer{Object: InInterface(common.Args[0]), Func: InInterface(common.Args[1])}
	case "AddCleanup":
		return &Finalizer{Object: common.Args[0], Func: common.Args[1], Arg: common.Args[2], Cleanup: true}
	}
	return nil
}

// InInterface returns the value that was put into an interface, also into one
// of fewer methods or, by reflect.ValueOf(x).Interface(), through reflect.
func InInterface(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.Call:
			reflected := reflectedIn(x)
			if reflected == nil {
				return v
			}
			v = reflected
		default:
			return v
		}
	}
}

// reflectedIn returns what a call of package reflect wraps or unwraps, or nil:
// the methods Elem and Addr lead from a pointer to what it points to, and back.
func reflectedIn(call *ssa.Call) ssa.Value {
	fn := call.Common().StaticCallee()
	if fn == nil || fn.Pkg == nil || fn.Pkg.Pkg.Path() != "reflect" || len(call.Call.Args) != 1 {
		return nil
	}
	switch fn.Name() {
	case "ValueOf", "Elem", "Addr", "Interface":
		return call.Call.Args[0]
	}
	return nil
}
