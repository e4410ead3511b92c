// Package plain does not use cgo; a variable called C is not cgo's.
package plain

type library struct{ N int }

var C library

func n() int { return C.N }
