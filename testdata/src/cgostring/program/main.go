// Command program has C measure a name that goes on in the same memory.
package main

/*
#include <stdlib.h>
#include <string.h>
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	message := []byte("key=secret\x00")
	key := append(message[:0], "key"...)
	fmt.Println("key:", C.strlen((*C.char)(unsafe.Pointer(&key[0])))) // want `C.strlen reads key up to a NUL, and nothing puts one at its end`
	fmt.Println("end")
}
