package cgopointer

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

func exprs(pins []ptrcheck.Pin) []string {
	var all []string
	for _, p := range pins {
		all = append(all, p.Expr)
	}
	return all
}

// mayKeep reports whether C may use the argument, or what it leads to, after
// the call: a pin until the function returns would end too early. There is
// evidence of it; or a callback goes along with the pointer, which will get it
// some time; or a field is named as user data is.
func (x *fixer) mayKeep(call *cgosource.Call, b ptrcheck.Violation) bool {
	i := slices.Index(call.Args, b.Node.(ast.Expr))
	fn := x.summary.Func(call.Name)
	if fn != nil && i >= 0 && i < len(fn.Params) {
		p := fn.Params[i]
		if len(p.Retained) > 0 || p.Taken == csummary.Yes {
			return true
		}
		if p.NoEscape && p.DeepNoEscape {
			return false
		}
	}
	for _, arg := range call.Args {
		if t := x.src.Info.TypeOf(arg); t != nil && hasCallback(t, 0) {
			return true
		}
	}
	for _, p := range b.Pins {
		if isUserData(p.Expr) {
			return true
		}
	}
	return false
}

// hasCallback reports whether a value of a C type is a function pointer, or
// points to a struct with one. cgo makes *[0]byte of C function pointers.
func hasCallback(t types.Type, depth int) bool {
	const far = 3
	if depth > far {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		if array, ok := u.Elem().Underlying().(*types.Array); ok && array.Len() == 0 {
			return true
		}
		return hasCallback(u.Elem(), depth+1)
	case *types.Struct:
		for f := range u.Fields() {
			if hasCallback(f.Type(), depth+1) {
				return true
			}
		}
	case *types.Array:
		return hasCallback(u.Elem(), depth+1)
	}
	return false
}

// isUserData reports whether the last field of an expression is named as what a
// library keeps for its callbacks is.
func isUserData(expr string) bool {
	words := cname.Words(expr[strings.LastIndexByte(expr, '.')+1:])
	return slices.ContainsFunc(words, func(w string) bool { return userDataWords[w] })
}

// userDataWords are words in the names of what a library hands back.
var userDataWords = map[string]bool{
	"user": true, "userdata": true, "udata": true, "context": true, "ctx": true, "opaque": true, "closure": true,
	"cookie": true, "baton": true, "handle": true,
}
