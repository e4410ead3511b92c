// Package negative has lengths that cannot be larger.
package negative

/*
#include <stddef.h>
#include <stdint.h>
#include <string.h>
static size_t size(void) { return 3; }
static int send(const void *p, unsigned char n) { return n > 0 ? *(const char *)p : 0; }
static int stream_seek(void *s, int offset) { return s != 0 ? offset : 0; }
*/
import "C"

import (
	"errors"
	"math"
	"unsafe"
)

var last []byte

//export onData
func onData(p unsafe.Pointer, n C.size_t) C.int {
	if n > math.MaxInt32 {
		return -1
	}
	last = C.GoBytes(p, C.int(n))
	return 0
}

//export onShort
func onShort(p unsafe.Pointer, n C.uint16_t) { last = C.GoBytes(p, C.int(n)) }

//export onMasked
func onMasked(p unsafe.Pointer, n C.size_t) { last = C.GoBytes(p, C.int(n&0xffff)) }

//export onCut
func onCut(p unsafe.Pointer, n C.size_t) { last = C.GoBytes(p, C.int(min(n, 1<<20))) }

//export onBlock
func onBlock(p unsafe.Pointer, n C.size_t) {
	switch {
	case n == 0:
		return
	case n >= 4096:
		n = 4096
	}
	last = C.GoBytes(p, C.int(n))
}

// Nobody has a string of such a length.
func Text(p *C.char) string { return C.GoStringN(p, C.int(C.strlen(p))) }

func Send(b []byte) (int, error) {
	if len(b) > 255 {
		return 0, errors.New("too long")
	}
	return int(C.send(unsafe.Pointer(unsafe.SliceData(b)), C.uchar(len(b)))), nil
}

func SendConstant(p unsafe.Pointer) int { return int(C.send(p, C.uchar(C.sizeof_int))) }

func Seek(s unsafe.Pointer, offset int64) int {
	if offset < 0 || offset > math.MaxInt32 {
		return -1
	}
	return int(C.stream_seek(s, C.int(offset)))
}

// Go alone gets the number.
func Size() int32 { return int32(C.size()) }

// An offset is not negative.
func SeekBelow(s unsafe.Pointer, offset int64) int {
	if offset > math.MaxInt32 {
		return -1
	}
	return int(C.stream_seek(s, C.int(offset)))
}
