// Package bench compares package registry with what else Go programs use for
// the same. Its results are in docs/benchmarks.md; cmd/benchpage makes that
// page. The module is apart from the registry's because it needs cgo and the
// modules it compares with.
package bench

//go:generate go run ./cmd/benchpage
