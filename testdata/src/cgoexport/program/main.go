// Command program gets a handle from C that was deleted, and looks at ok.
package main

/*
#include <stdint.h>
extern int length(uintptr_t h);
static int ask(uintptr_t h) { return length(h); }
*/
import "C"

import (
	"fmt"
	"runtime/cgo"
)

//export length
func length(h C.uintptr_t) C.int {
	s, ok := cgo.Handle(h).Value().(string) // want "^Value panics for a handle that is 0 or deleted, so ok never tells: "
	if !ok {
		return -1
	}
	return C.int(len(s))
}

func main() {
	h := cgo.NewHandle("text")
	fmt.Println(C.ask(C.uintptr_t(h)))
	h.Delete()
	fmt.Println("a deleted handle:", C.ask(C.uintptr_t(h)))
}
