// Package fix has breaches that can be mended.
package fix

/*
typedef struct { int n; int *p; int *q; } pair;
static pair *kept;
static void look(pair *p) {}
static void keep(pair *p) { kept = p; }
static void take(void *p) {}
static void number(int **p) {}
*/
import "C"

import "unsafe"

type state struct {
	next *state
	data [8]byte
	n    C.int
}

// The address is taken too early, and for nothing else.
func early() {
	s := &state{next: new(state)}
	data := &s.data
	C.take(unsafe.Pointer(data)) // want `^data points into memory that holds the Go pointer next`
}

// The address is used for something else, too.
func usedTwice() {
	var s state
	s.next = new(state)
	data := &s.data
	data[0] = 1
	C.take(unsafe.Pointer(data)) // want `^data points into memory that holds the Go pointer s\.next`
}

// What the address is of changes.
func changed() {
	s := &state{next: new(state)}
	data := &s.data
	s = &state{}
	C.take(unsafe.Pointer(data)) // want `^data points into memory`
	_ = s
}

func pinOne(n *C.int) {
	t := C.pair{p: new(C.int)}
	if n != nil {
		C.look(&t) // want `^&t holds the Go pointer t\.p`
	}
}

func pinTwo() (r int) {
	t := &C.pair{p: new(C.int)}
	t.q = new(C.int)
	pinner := 3
	C.look(t) // want `^t holds the Go pointer t\.p`
	return pinner
}

// In a loop pins would pile up.
func loop() {
	for range 3 {
		t := C.pair{p: new(C.int)}
		C.look(&t) // want `^&t holds the Go pointer t\.p`
	}
}

// C keeps the memory: pins until the return are not enough.
func kept() {
	t := C.pair{p: new(C.int)}
	C.keep(&t) // want `^&t holds the Go pointer t\.p`
}
