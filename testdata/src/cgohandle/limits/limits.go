// Package limits has what the check does not see.
package limits

/*
#include <stdint.h>
extern void set_callback(uintptr_t h);
extern uintptr_t callback(void);
extern void stop(void);
*/
import "C"

import "runtime/cgo"

// A library of which nothing is known keeps the handle, and the next call puts
// another in its place: the first is lost, unless somebody takes it back before.
func SetCallback(f func()) { C.set_callback(C.uintptr_t(cgo.NewHandle(f))) }

func DeleteCallback() { cgo.Handle(C.callback()).Delete() }

// Nor is it known that the library still calls until it is stopped.
type Listener struct{ handle cgo.Handle }

func (l *Listener) Close() {
	l.handle.Delete()
	C.stop()
}
