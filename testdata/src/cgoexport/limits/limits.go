// Package limits has exported functions whose panics are not seen.
package limits

/*
#include <stdint.h>
struct state;
void state_raise(struct state *s);
extern void onRaise(struct state *s);
extern void onCall(uintptr_t h);
*/
import "C"

import "runtime/cgo"

// A function of a library that jumps, without a contract that says so.
//
//export onRaise
func onRaise(s *C.struct_state) { C.state_raise(s) }

// Code of the user, when it is not known what C holds.
//
//export onCall
func onCall(h C.uintptr_t) { cgo.Handle(h).Value().(func())() }
