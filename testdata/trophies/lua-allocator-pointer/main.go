// NewStateAlloc gives C the address of a func value, which is a Go pointer.
package main

import (
	"fmt"
	"unsafe"

	"github.com/aarzilli/golua/lua"
)

// #include <stdlib.h>
import "C"

func main() {
	var calls int
	lua.NewStateAlloc(func(p unsafe.Pointer, _, size uint) unsafe.Pointer {
		calls++
		return C.realloc(p, C.size_t(size))
	})
	fmt.Println(calls, "allocations")
}
