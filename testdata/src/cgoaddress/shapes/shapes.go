// Package shapes takes addresses before statements that may run later or more
// than once.
package shapes

/*
static int first(void *p) { return *(char *)p; }
*/
import "C"

import us "unsafe"

type state struct {
	next *state
	data [4]byte
}

func Named(s *state) int {
	d := &s.data
	return int(C.first(us.Pointer(d))) // want `the address of s.data was taken before the call of C.first`
}

// The list goes on while the address stays.
func Loop(s *state) (n int) {
	d := &s.data
	for ; s != nil; s = s.next {
		n += int(C.first(us.Pointer(d))) // want `the address of s.data was taken before the call of C.first`
	}
	return n
}

func Later(s *state) {
	d := &s.data
	defer func() { C.first(us.Pointer(d)) }() // want `the address of s.data was taken before the call of C.first`
	s = s.next
}

// What is called first may set s.
func Order(s *state, forward func() C.int) C.int {
	d := &s.data
	return forward() + C.first(us.Pointer(d)) // want `the address of s.data was taken before the call of C.first`
}

func Condition(s *state) bool {
	d := us.Pointer(&s.data)
	if C.first(d) > 0 { // want `the address of s.data was taken before the call of C.first`
		return true
	}
	return false
}
