// Package cgopointer defines an analyzer that reports breaches of cgo's rules
// for passing pointers between Go and C.
//
// # Analyzer cgopointer
//
// cgopointer: report Go pointers where C must not see them
package cgopointer
