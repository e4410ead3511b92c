// Package plain does not use cgo.
package plain

func put(x int) {}

func all(xs []int) {
	for _, x := range xs {
		put(x)
	}
}
