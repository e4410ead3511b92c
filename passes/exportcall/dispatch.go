package exportcall

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// dispatchWords are words in the names of C functions that are called to run
// the callbacks of an object, one after another.
var dispatchWords = cname.Set("iterate dispatch poll process pump loop mainloop run foreach walk visit tick handle events")

// IsDispatch reports whether a C function says by its name that it runs
// callbacks.
func IsDispatch(name string) bool {
	return cname.HasWord(name, dispatchWords)
}

// IsLikely reports whether a C function whose code is not in view is likely to
// call an exported function before it returns. Its name must say that it runs
// callbacks. The call must also pass the export; or it passes no function, and
// another call of the package passes the export together with an object of the
// same type.
func (p *Package) IsLikely(call *cgosource.Call, export *Func) bool {
	if p.CallsGo(call, export) != csummary.Unknown || !IsDispatch(call.Name) {
		return false
	}
	if slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return p.src.PassedFunc(arg) != "" }) {
		return p.gives(call, export.Export.Name)
	}
	object := p.object(call)
	return object != nil && slices.ContainsFunc(p.src.Calls(), func(other *cgosource.Call) bool {
		t := p.object(other)
		return t != nil && types.Identical(object, t) && p.gives(other, export.Export.Name)
	})
}

// gives reports whether a call passes an exported function to C.
func (p *Package) gives(call *cgosource.Call, name string) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return p.src.PassedFunc(arg) == name })
}

// object returns the type of the object that a C function gets first, or nil.
func (p *Package) object(call *cgosource.Call) types.Type {
	if len(call.Args) == 0 {
		return nil
	}
	pointee := gotype.Pointee(p.src.Info.TypeOf(call.Args[0]))
	if pointee == nil {
		return nil
	}
	if _, ok := pointee.Underlying().(*types.Struct); !ok {
		return nil
	}
	return pointee
}
