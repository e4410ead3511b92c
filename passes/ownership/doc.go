// Package ownership follows resources that somebody must give back, such as C
// memory: along each path of the function that acquires one, it finds where
// the resource is used, freed, handed on, and lost. It knows no rule and
// reports nothing.
//
// # How it knows
//
// A function is explored path by path, once for each call in it that acquires
// or frees something. Values are symbols: what is certainly equal has the same
// symbol, through variables, fields of structs, conversions by unsafe.Pointer
// and uintptr, interfaces and captured variables. What a branch has said of a
// symbol holds for the rest of the path, so a flag that guards a free, or a
// test of the error that came with an out-parameter, leaves out the paths that
// cannot be. Paths join where they differ in nothing that matters. A block is
// run at most three times on one path, and the work for one resource is
// bounded; [Trace.Complete] tells whether it was enough.
//
// The arguments of a deferred call are those at the defer statement; the call
// runs where the function returns. Paths that panic, or end the program, are
// not judged.
//
// Function literals and small functions of the package are explored where
// they are called. Of larger ones, and of those of other packages, there are
// effects on what a parameter leads to: see [PartEffect]. What happens in a
// function that is not known may be anything: it may take the
// resource, so that nothing is lost.
//
// # How to use it
//
//	owned := pass.ResultOf[ownership.Analyzer].(*ownership.Package)
//	for _, r := range owned.Resources {
//		if r.Kind == ownership.CMemory && len(r.Lost) > 0 {
//			… r.At acquires it, r.Lost[0].At is where the path ends that loses it
//		}
//	}
//
// [Package.Resources] has what each function acquires, whatever becomes of
// it: Lost are the paths on which it is lost, Events what happens to it.
// [Package.Releases] has each call that frees something, whoever acquired it,
// with what happens afterwards: events whose After isn't nil come after a
// free, a second free among them.
//
// # A new kind of resource
//
// A [Kind] says what calls acquire, and what functions without a body do with
// the resource. One of handles needs no more than
//
//	var Handles = &Kind{Name: "handle", Acquires: acquiresHandle, Effect: handleEffect}
//
//	func acquiresHandle(p *Package, call ssa.CallInstruction) []Acquisition {
//		if calls(call, "runtime/cgo.NewHandle") {
//			return []Acquisition{{By: "cgo.NewHandle", Certain: true}}
//		}
//		return goAcquires(p, Handles, call.Common().StaticCallee())
//	}
//
//	func handleEffect(p *Package, call *ssa.CallCommon, i int) Effect {
//		switch calleeOf(call) {
//		case "(runtime/cgo.Handle).Delete":
//			return Effect{Does: Frees, By: "Delete"}
//		case "(runtime/cgo.Handle).Value":
//			return Effect{Does: Borrows, By: "Value"}
//		}
//		return Effect{} // it may take it
//	}
//
// and a place in [Kinds]. A resource that is an object, and not a value, such
// as a runtime.Pinner, is acquired [InArgument]: the address of the variable
// is the resource, and Pin acquires it. The kind's functions goAcquires and
// the facts take care of Go functions that hand resources on.
package ownership
