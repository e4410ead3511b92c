// Package recovers has exported functions that were to recover.
package recovers

/*
#include <stdint.h>
typedef struct lua_State lua_State;
const char *luaL_checkstring(lua_State *L, int n);
void png_error(void *png, const char *message);
*/
import "C"

import (
	"log"
	"runtime/cgo"
	"unsafe"
)

func run(h C.uintptr_t) { cgo.Handle(h).Value().(func())() }

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

// A call too deep.
func atEnd(name string) {
	log.Print("end of ", name)
	logPanic() // want `^logPanic recovers nothing here: recover works in the deferred function itself, so a panic of deep ends the program$`
}

//export deep
func deep(h C.uintptr_t) {
	defer atEnd("deep")
	run(h)
}

//export plainCall
func plainCall(h C.uintptr_t) {
	logPanic() // want `^logPanic recovers nothing here, as it is not deferred: a panic of plainCall ends the program$`
	run(h)
}

//export inner
func inner(h C.uintptr_t) {
	defer func() {
		func() {
			if r := recover(); r != nil { // want `^recover recovers nothing in a function that the deferred function calls: a panic of inner ends the program$`
				log.Print(r)
			}
		}()
	}()
	run(h)
}

// right

//export deferred
func deferred(h C.uintptr_t) {
	defer logPanic()
	run(h)
}

// It ends the work in both ways.
func finish(n *int) {
	if r := recover(); r != nil {
		log.Print(r)
	}
	*n = 0
}

//export finished
func finished(h C.uintptr_t) {
	n := 1
	defer finish(&n)
	run(h)
	finish(&n)
}

// Functions of libraries that jump.

//export onLua
func onLua(l *C.lua_State) C.int {
	log.Print(C.GoString(C.luaL_checkstring(l, 1))) // want `^C.luaL_checkstring may longjmp over onLua, which C called`
	return 0
}

//export onPNG
func onPNG(png unsafe.Pointer, message *C.char) {
	log.Print(C.GoString(message))
	C.png_error(png, message) // want `^C.png_error may longjmp over onPNG`
}
