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

// InInterface returns the value that was put into an interface.
func InInterface(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return v
		}
	}
}
