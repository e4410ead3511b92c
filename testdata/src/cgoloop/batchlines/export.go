package batchlines

/* #include <stdint.h>
static inline int32_t twice(int32_t x) { return 2 * x; } */
import "C"

//export Report
func Report(x int32) {}

func twiceHere(in, out []int32) {
	for i, x := range in {
		out[i] = int32(C.twice(C.int32_t(x))) // want `C.twice crosses`
	}
}
