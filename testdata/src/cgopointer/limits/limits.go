// Package limits has what is not seen.
package limits

/*
typedef struct { int *p; } box;
static void look(box *b) {}
static void take(void *p) {}
*/
import "C"

import "unsafe"

type tree struct {
	left, right *tree
	n           int
}

var table = map[string]*C.box{}

// In a map, memory gets out of sight.
func mapped() {
	table["x"] = &C.box{new(C.int)}
	C.look(table["x"])
}

// So it does in a channel.
func sent() {
	c := make(chan *C.box, 1)
	c <- &C.box{new(C.int)}
	C.look(<-c)
}

// What a caller outside the package passes may be C memory.
func Exported(t *tree) { C.take(unsafe.Pointer(t)) }

// A slice is cleared element by element, which is not understood.
func cleared(n C.int) {
	v := make([]unsafe.Pointer, 4)
	for i := range v {
		v[i] = unsafe.Pointer(&n)
	}
	for i := range v {
		v[i] = nil
	}
	C.take(unsafe.Pointer(&v[0])) // want `^&v\[0\] holds the Go pointer v\[i\]`
}
