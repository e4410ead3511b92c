// Package cgodirective defines an analyzer that compares #cgo noescape and #cgo
// nocallback lines with the C code.
//
// # Analyzer cgodirective
//
// cgodirective: find #cgo noescape and nocallback lines that the C code contradicts
//
// Since Go 1.24, two lines in the preamble promise something about a C
// function:
//
//	#cgo noescape sum    // sum keeps none of the Go pointers that it is given
//	#cgo nocallback sum  // sum does not come back to Go
//
// cgo believes them. With both, what is passed to the function may stay on
// the goroutine's stack, which saves an allocation. When a promise is wrong,
// the program panics (nocallback), or C writes to a stack that has moved
// (noescape). The check reads the C code and reports
//
//   - a nocallback for a function that calls an exported Go function;
//   - a noescape for a function that keeps an argument after the call, in a
//     global variable, in the object of another argument, or in a new object;
//   - a noescape without nocallback, which does nothing: cgo heeds noescape
//     only together with nocallback. Where it is proven that the function
//     does not call back, the fix adds the line;
//   - a line for a function that the package does not call. cgo refuses it, so
//     only editors show this, before the build fails. The fix removes the
//     line.
//
// It also reports //cgolint:contract comments that cannot be read (see
// docs/contracts.md).
//
// With the flag -cgodirective.suggest it also reports functions whose
// two promises are proven and that are called with the address of a local
// variable. The fix adds the lines.
//
// # When not to care
//
// A noescape is safe for a function that keeps an argument, when that
// argument is always C memory. The line then does nothing either.
//
// # Limits
//
// Findings are certain: each shows a chain of calls and assignments. Calls
// through function pointers in structures, and C functions whose bodies are in
// a library, are not followed, so a wrong promise about them is not found.
//
// Since: v0.1.0.
package cgodirective
