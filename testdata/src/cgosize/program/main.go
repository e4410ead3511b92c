// Command program adds up four numbers, and gets the sum of two.
package main

// static int sum(const int *p, int n) { int s = 0; while (n-- > 0) s += *p++; return s; }
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	xs := []int{1, 2, 3, 4}
	fmt.Println("as int:", C.sum((*C.int)(unsafe.Pointer(&xs[0])), C.int(len(xs)))) // want `each element is taken for several`
	ys := []int32{1, 2, 3, 4}
	fmt.Println("as int32:", C.sum((*C.int)(&ys[0]), C.int(len(ys))))
}
