// Package cgocallback defines an analyzer that reports C code which calls back
// into Go once per element.
//
// # Analyzer cgocallback
//
// cgocallback: find C loops that call back into Go once per element
//
// A call from C to Go costs more than one from Go to C: the thread looks up
// its goroutine, enters the Go scheduler and leaves it again. A C loop that
// calls an exported Go function for each of many elements spends its time on
// that:
//
//	static inline void each(const double *xs, int n) {
//		for (int i = 0; i < n; i++)
//			goAdd(xs[i]); // crosses n times
//	}
//
// It costs a fraction when C hands over all elements at once, or collects
// them in a buffer and calls Go when the buffer is full:
//
//	goAddAll(xs, n);
//
// The check reports the call in C when it stands in a preamble of the package,
// and otherwise the call in Go that starts the loop. The loop may be in the C
// code of the package, which calls the Go function itself, through other C
// functions, through a function pointer that it passes on, or through one that
// the package, in Go or C, keeps in a global variable of C or in a field, such
// as an allocator, a visitor or a table of operations; or in a library that
// calls a function once per element, such as qsort, bsearch, nftw or
// sqlite3_exec.
//
// # When not to care
//
// What the Go function does may take so much longer that the crossing does not
// matter. The check does not report
//
//   - loops that wait in each iteration, for input, a lock or time: event loops;
//   - calls that always end the loop;
//   - loops of at most eight iterations, when the number is constant;
//   - tests and generated files.
//
// # Limits
//
// How often other loops run is not known. Loops that reach the Go function only
// through several others, or only to report an error, have low confidence. So
// have loops in a library, which the user cannot change, unless Go does the
// same as well, as for qsort. A field is taken for the same in all objects, and
// nothing is reported where C stores functions of its own there too.
//
// Since: v0.1.0.
package cgocallback
