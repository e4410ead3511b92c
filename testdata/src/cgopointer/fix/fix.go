// Package fix has breaches that can be mended.
package fix

/*
typedef struct { int n; int *p; int *q; } pair;
static pair *kept;
static void look(pair *p) {}
static void keep(pair *p) { kept = p; }
static void take(void *p) {}
static void number(int **p) {}

typedef struct { void (*done)(void *arg); void *arg; } task;
static void (*hook)(void *p);
static void post(task *t) { if (hook) hook(t); }
static int test(pair *p) { if (hook) hook(p); return 0; }
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

// On one path t is nil, and t.p cannot be read.
func nilPath(b bool) {
	var t *C.pair
	if b {
		t = &C.pair{p: new(C.int)}
	}
	C.look(t) // want `^t holds the Go pointer t\.p`
}

// On one path t.p is nil, which cannot be pinned.
func nilField(b bool) {
	t := &C.pair{}
	if b {
		t.p = new(C.int)
	}
	C.look(t) // want `^t holds the Go pointer t\.p`
}

// The pointer is read in any case.
func read(t *C.pair) {
	t.p = new(C.int)
	C.look(t) // want `^t holds the Go pointer t\.p`
}

// The library may call done with arg after the call.
func callback() {
	t := C.task{arg: unsafe.Pointer(new(C.int))}
	C.post(&t) // want `^&t holds the Go pointer t\.arg`
}

// The call is not made in any case.
func shortCircuit(t *C.pair, b bool) bool {
	s := C.pair{p: new(C.int)}
	return b && C.test(&s) != 0 // want `^&s holds the Go pointer s\.p`
}

func inCase(b int) {
	s := C.pair{p: new(C.int)}
	switch b {
	case int(C.test(&s)): // want `^&s holds the Go pointer s\.p`
	}
}

func elseIf(b bool) {
	s := C.pair{p: new(C.int)}
	if b {
	} else if C.test(&s) != 0 { // want `^&s holds the Go pointer s\.p`
	}
}

// A slice of the caller's may have no memory.
func ofParameter(data []C.int) {
	t := C.pair{p: unsafe.SliceData(data)}
	C.look(&t) // want `^&t holds the Go pointer t\.p`
}

// A parameter has the name, and one the package's.
func named(pinner int) {
	t := C.pair{p: new(C.int)}
	C.look(&t) // want `^&t holds the Go pointer t\.p`
}

func shadowed(runtime int) {
	t := C.pair{p: new(C.int)}
	C.look(&t) // want `^&t holds the Go pointer t\.p`
}

// A variable must not be declared where goto jumps over it.
func jump(b bool) {
	t := C.pair{p: new(C.int)}
	if b {
		goto end
	}
	C.look(&t) // want `^&t holds the Go pointer t\.p`
end:
}

// The operation of a case takes no other statement.
func send(c chan C.int) {
	t := C.pair{p: new(C.int)}
	select {
	case c <- C.test(&t): // want `^&t holds the Go pointer t\.p`
	}
}

// Other statements are on the line.
func line() {
	t := C.pair{p: new(C.int)}
	func() { C.look(&t) }() // want `^&t holds the Go pointer t\.p`
}

// Before the statement there is no s yet.
func inInit() bool {
	if s := (&C.pair{p: new(C.int)}); C.test(s) != 0 { // want `^s holds the Go pointer s\.p`
		return true
	}
	return false
}
