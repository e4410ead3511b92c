// Package events hands memory to C in the ways that an event tells apart.
package events

/*
#include <stdlib.h>

typedef struct { void *data; int n; } desc;

static void look(void *p) {}
static void show(desc *d) {}
static void *make(void) { return malloc(8); }
static int count(int n) { return n; }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

func local() {
	var x int
	C.look(unsafe.Pointer(&x)) // want `^C.look\(Go x\)$`
}

func number(n int) {
	C.count(C.int(n)) // want `^C.count\(anything\)$`
}

func branch(b bool) {
	var p *int
	if b {
		p = new(int)
	}
	C.look(unsafe.Pointer(p)) // want `^C.look\(Go or no pointer\)$`
}

func inside(b bool) {
	x := 1
	d := C.desc{data: unsafe.Pointer(&x)}
	C.show(&d) // want `^C.show\(Go d with Go x\)$`
	d.data = nil
	C.show(&d) // want `^C.show\(Go d\)$`
}

func fromC() {
	p := C.make() // want `^C.make\(\)$`
	C.look(p)     // want `^C.look\(C make\)$`
	C.free(p)     // want `^C.free\(C make\)$`
}

func pinned(keep *runtime.Pinner) {
	x, y := 1, 2
	var pinner runtime.Pinner
	defer pinner.Unpin()
	pinner.Pin(&x)
	C.look(unsafe.Pointer(&x)) // want `^C.look\(Go x pinned until return\)$`
	keep.Pin(&y)
	C.look(unsafe.Pointer(&y)) // want `^C.look\(Go y pinned\)$`
}

func keptAlive() {
	x := new([8]byte)
	C.count(C.int(uintptr(unsafe.Pointer(x)))) // want `^C.count\(anything\)$`
	C.look(unsafe.Pointer(x))                  // want `^C.look\(Go kept alive\)$`
	runtime.KeepAlive(x)
}

// pass is an event of its own, and one of each caller.
func pass(p unsafe.Pointer) {
	C.look(p) // want `^C.look\(parameter 0\)$` `^C.look\(Go x\) in pass of caller$`
}

func caller() {
	var x int
	pass(unsafe.Pointer(&x))
}

type view struct {
	n    int
	data unsafe.Pointer
}

func (v *view) look() {
	C.look(v.data) // want `^C.look\(parameter 0→8\)$`
}

func store(p *int) {
	d := (*C.desc)(C.malloc(16)) // want `^C.malloc\(no pointer\)$`
	d.data = unsafe.Pointer(p)   // want `^store of parameter 0 in memory of malloc$`
}

//export give
func give() unsafe.Pointer {
	return unsafe.Pointer(new(int)) // want `^give returns Go$`
}

// loop publishes its call once, as it is when the loop has come to rest.
func loop(n int) {
	var p *int
	for range n {
		C.look(unsafe.Pointer(p)) // want `^C.look\(Go or no pointer\)$`
		p = new(int)
	}
}
