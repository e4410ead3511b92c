// Package cgosuppress defines an analyzer that reports directives that ignore
// no finding.
//
// # Analyzer cgosuppress
//
// cgosuppress: find suppression comments that suppress nothing
//
// To suppress a finding, put a directive on its line or the line above it,
// with the name of the check and the reason:
//
//	//cgolint:ignore cgoloop the device takes a millisecond for each
//	for _, p := range pages {
//		C.write_page(p)
//	}
//
// docs/cli.md lists all forms. The check reports directives
//
//   - without a reason, which ignore nothing: whoever reads the code next has to
//     know whether it still holds;
//   - that name a check that does not exist;
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
// An unused directive is reported only when all checks that it names have run
// and all C code of the package was read; so gopls never reports one. Names in
// //lint:ignore and //nolint that are not cgolint's are left to other tools,
// and golangci-lint's nolintlint checks //nolint where it runs.
//
// # Fix
//
// The fix corrects a misspelt name, and removes a directive that ignores
// nothing. It changes comments only.
//
// Since: v0.1.0.
package cgosuppress
