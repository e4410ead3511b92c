// Package rawtypes type-checks a package that uses cgo in the form that gopls
// gives to analyzers: the files of the user, with cgo's declarations beside
// them.
package rawtypes

import (
	"go/ast"
	"go/types"
	"reflect"
	"unsafe"

	"golang.org/x/tools/go/packages"

	"github.com/cgolint/cgolint/internal/gotype"
)

// Check sets Types and TypesInfo of pkg, whose Syntax is the files of the
// user and, when it uses cgo, the file _cgo_gotypes.go. Errors go to report,
// each a [types.Error].
func Check(pkg *packages.Package, importer types.Importer, goVersion string, report func(error)) {
	conf := &types.Config{Importer: importer, Sizes: pkg.TypesSizes, GoVersion: goVersion, Error: report}
	// The mode in which C.f is cgo's _Cfunc_f is for x/tools and cmd/vet
	// alone; they set it the same way (x/tools/internal/typesinternal,
	// SetUsesCgo).
	field := reflect.ValueOf(conf).Elem().FieldByName("go115UsesCgo")
	*(*bool)(unsafe.Pointer(field.UnsafeAddr())) = true
	pkg.TypesInfo = gotype.NewInfo()
	pkg.Types, _ = conf.Check(pkg.PkgPath, pkg.Fset, pkg.Syntax, pkg.TypesInfo) // errors were reported
}

// IsDeclarations reports whether a file is cgo's _cgo_gotypes.go: it alone
// imports runtime/cgo by the name _cgopackage. Some drivers have it under
// another name.
func IsDeclarations(f *ast.File) bool {
	for _, spec := range f.Imports {
		if spec.Name != nil && spec.Name.Name == "_cgopackage" {
			return true
		}
	}
	return false
}
