package header

// #include <stddef.h>
// #include <stdint.h>
import "C"

import "unsafe"

//export goRead
func goRead(file unsafe.Pointer, offset C.int, buf *C.char, n C.size_t) C.int { // want `^goRead takes offset as C.int, of 4 bytes, but the type read_fn through which C calls it passes int64_t, of 8$`
	return 0
}

// It is right.
//
//export goDone
func goDone(id C.int64_t, seconds C.double) {}

//export goSeek
func goSeek(file unsafe.Pointer, offset int32, whence C.int) C.int { // want `^goSeek takes offset as Go's int32, of 4 bytes, but the function pointer type through which C calls it passes int64_t, of 8$`
	return 0
}

//export goFinished
func goFinished(id C.int, seconds C.double) {}

//export goEnded
func goEnded(id C.int64_t, seconds C.double) {}
