// Package batchlines has preambles of other forms.
package batchlines

// #include <stdint.h>
//
// static int32_t twice(int32_t x) { return 2 * x; }
// static int32_t third(int32_t x) { return x / 3; }
//
// /* It does something else. */
// static int twice_map(void) { return 1; }
// #define xs 1
import "C"

import "unsafe"

func twice(in, out []int32) {
	for i, x := range in {
		out[i] = int32(C.twice(C.int32_t(x))) // want `C.twice crosses`
	}
}

func twiceAgain(in, out []int32) {
	for i, x := range in {
		out[i] = int32(C.twice(C.int32_t(x))) // want `C.twice crosses`
	}
}

func third(in, out []int32) {
	for i, x := range in {
		out[i] = int32(C.third(C.int32_t(x))) // want `C.third crosses`
	}
}

func word() uintptr { return unsafe.Sizeof(C.twice_map()) }
