// Package cgosuppress defines an analyzer that reports directives that do not
// ignore what they are there to ignore.
//
// # Analyzer cgosuppress
//
// cgosuppress: find comments that should have findings ignored and do not
//
// A finding that is to stay is marked by a directive on its line or above it,
// which names the check and gives the reason:
//
//	//cgolint:ignore cgoloop the device takes a millisecond for each
//	for _, p := range pages {
//		C.write_page(p)
//	}
//
// The command line's page tells all forms of it. Reported are directives
//
//   - without a reason, which ignore nothing: whoever reads the code next has to
//     know whether it still holds;
//   - that name a check that there is not;
//   - with white space before cgolint, which makes them comments like others:
//     a directive looks like //go:embed;
//   - that have ignored nothing, so that they hide what comes next.
//
// For instance
//
//	for _, x := range xs {
//		// cgolint:ignore cgolop short
//		C.put(x)
//	}
//
// should be
//
//	for _, x := range xs {
//		//cgolint:ignore cgoloop there are never more than two
//		C.put(x)
//	}
//
// # When not to care
//
// A directive for code that is built with other tags, or on another system, is
// unused elsewhere. Such code is best in a file of its own.
//
// # Limits
//
// What is unused is said only when all checks that the directive names have
// run, with all C code of the package read; so nothing is said of it in gopls.
// Names in //lint:ignore and //nolint that are not ours are left to others, and
// golangci-lint's nolintlint looks after //nolint where it runs.
//
// # Fix
//
// The fix corrects what is misspelt, and removes what ignores nothing. It
// changes comments only.
//
// Since: v0.1.0.
package cgosuppress
