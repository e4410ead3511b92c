package csummary

import (
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// included matches what a preamble includes.
var included = lazyregexp.New(`(?m)^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]`)

// libraryNames returns what tells in the preambles which libraries a package
// uses: the headers they include, the -l flags of their #cgo lines, and the
// packages of pkg-config.
func libraryNames(preambles []*cgosource.Preamble) []string {
	var names []string
	for _, p := range preambles {
		for _, m := range included.FindAllStringSubmatch(p.C, -1) {
			names = append(names, m[1])
		}
		for _, d := range p.Directives() {
			switch d.Verb {
			case "pkg-config":
				names = append(names, d.Args...)
			case "LDFLAGS":
				for _, arg := range d.Args {
					if strings.HasPrefix(arg, "-l") {
						names = append(names, arg)
					}
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// declared returns how a C function is declared, by the types that cgo has made
// of its parameters, or nil when it is not called.
func declared(src *cgosource.Package, name string) *contract.Declaration {
	signature := signatureOf(src, name)
	if signature == nil {
		return nil
	}
	d := new(contract.Declaration)
	for v := range signature.Params().Variables() {
		d.Params = append(d.Params, classOf(v.Type()))
	}
	if signature.Results().Len() > 0 {
		d.Result = classOf(signature.Results().At(0).Type())
	}
	return d
}

// signatureOf returns the type that cgo has given a C function, or nil.
func signatureOf(src *cgosource.Package, name string) *types.Signature {
	for _, prefix := range []string{"_Cfunc_", "_C2func_"} {
		if fn, ok := src.Types.Scope().Lookup(prefix + name).(*types.Func); ok {
			return fn.Signature()
		}
	}
	return nil
}

// classOf returns the class of a C type by the Go type that cgo makes of it: a
// union is an array of bytes, void one of none.
func classOf(t types.Type) contract.Class {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return contract.Pointer
	case *types.Basic:
		if u.Kind() == types.UnsafePointer {
			return contract.Pointer
		}
	case *types.Struct:
		return contract.Structure
	case *types.Array:
		if u.Len() == 0 {
			return contract.Nothing
		}
		return contract.Structure
	}
	return contract.Number
}
