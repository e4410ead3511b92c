// Package cgosource gives an analyzer one view of a package that uses cgo,
// the same in every driver: the files as the user wrote them, with C.name
// resolved and everything typed.
//
// # Why it is needed
//
// Drivers disagree about what a cgo package is. The go command, drivers
// built on go/packages, golangci-lint and analysistest hand an analyzer the
// cooked files, cgo's output: C.f has become _Cfunc_f, calls that need a
// pointer check are wrapped in function literals, columns are off, import "C"
// is gone, and a suggested fix has nowhere to go, because the file does not
// exist in the user's tree. gopls hands it the raw files, typed by an
// unexported mode of go/types.
//
// The view is always the raw one. Every position in it is a position in the
// user's file, so diagnostics are exact and fixes apply. A package without
// cgo is its own raw view and costs nothing: Files, Types and Info are the
// pass's own.
//
// # How to use it
//
//	var Analyzer = &analysis.Analyzer{
//		Name:     "example",
//		Requires: []*analysis.Analyzer{cgosource.Analyzer},
//		Run:      run,
//		...
//	}
//
//	func run(pass *analysis.Pass) (any, error) {
//		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
//		for _, call := range src.Calls() {
//			src.Report(pass, analysis.Diagnostic{
//				Pos:     call.Pos(),
//				End:     call.End(),
//				Message: fmt.Sprintf("C.%s is called here", call.Name),
//			})
//		}
//		return nil, nil
//	}
//
// [Package.Report] leaves out what the user's file says to ignore. Use
// src.Files, src.Info and src.Types, never pass.Files, pass.TypesInfo
// and pass.Pkg: positions of the latter are positions in cgo's output. Facts
// are the exception: they attach to objects of pass.Pkg, which
// [Package.Object] finds.
//
// # What the tree looks like
//
// It is the tree of the user's text. In a file that imports "C", a C name is
// the *ast.SelectorExpr C.x, as written. Info knows the type of the
// expression, and Info.Uses of its Sel is the object that cgo declared for
// it: the function _Cfunc_x (or, in v, err := C.x(), _C2func_x, which has the
// additional error result), the type _Ctype_x, or one of the constants
// _Ciconst_x, _Cfconst_x, _Csconst_x.
//
// Three kinds of name cannot stay a selector, because what they mean is an
// operation on what cgo declared. They are an *ast.ParenExpr that covers
// exactly the user's C.x: the variable (*_Cvar_x), the macro that is an
// expression (_Cmacro_x()), and the function used as a value,
// (_Cgo_ptr(_Cfpvar_fp_x)).
//
// No analyzer needs to match any of this: [Package.Refs] lists the C names
// of the package with their kinds, [Package.Ref] looks one up by its
// expression, [Package.Calls] lists the C calls. To print a type use
// [TypeString], to print an expression [Package.Text]: a name that starts
// with _C must never reach a user.
//
// # When things are missing
//
// The view is best effort. A file whose text cannot be read is left out, and
// [Package.Unread] says why; expressions whose types could not be computed
// have none, so Info.TypeOf may return nil or an invalid type, and
// [Ref.Object] may be nil; [Package.SSA] fails when there are type errors.
// An analyzer reports what it is sure of and skips the rest.
package cgosource
