// Command program is told of more bytes than an int of C can count.
package main

/*
#include <stddef.h>
static void *data(size_t *n) { *n = (size_t)1 << 31; return NULL; }
*/
import "C"

import "fmt"

func main() {
	var n C.size_t
	p := C.data(&n)
	fmt.Println("n:", n)
	fmt.Println(len(C.GoBytes(p, C.int(n)))) // want `n loses bits beyond 32 on its way to C.GoBytes`
}
