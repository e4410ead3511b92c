package signature

// #include <stdint.h>
import "C"

import "unsafe"

//export onMessage
func onMessage(data unsafe.Pointer, n C.int) {} // want `onMessage takes n as C.int, of 4 bytes, but the prototype through which C calls it passes int64_t, of 8`

//export onMessage64
func onMessage64(data unsafe.Pointer, n C.int64_t) {}

//export onWeight
func onWeight(w C.int) C.int { return w } // want `onWeight takes w as C.int, of 4 bytes, but the prototype through which C calls it passes double, of 8`

//export onClose
func onClose(code C.int) {} // want `onClose returns nothing, but the prototype through which C calls it returns int: C reads what is left in a register`

//export onCount
func onCount() C.int { return 0 } // want `onCount has 0 parameters, but the prototype through which C calls it has 1`

//export onEvent
func onEvent(id C.int, data unsafe.Pointer) {}

//export onStatus
func onStatus(status int) {} // want `onStatus takes status as Go's int, of 8 bytes, but the prototype through which C calls it passes int, of 4`

//export onLog
func onLog(level C.int) {}
