// Package basic has exported functions that are likely to panic.
package basic

/*
#include <pthread.h>
#include <setjmp.h>
#include <stdint.h>

extern int dictLen(uintptr_t h);
extern int dictSum(void *h);
extern void onKind(int kind);
extern void onClose(int id);
extern void onEvent(uintptr_t h);
extern void onTooDeep(int n);
extern void onBare(int n);
extern void onRaise(int n);

static jmp_buf top;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void raise_error(int n) { longjmp(top, n); }
static void run(int n) { if (setjmp(top) == 0) onRaise(n); }
static void deliver(uintptr_t h)
{
	pthread_mutex_lock(&lock);
	onEvent(h);
	pthread_mutex_unlock(&lock);
}
*/
import "C"

import (
	"log"
	"runtime/cgo"
	"unsafe"
)

//export dictLen
func dictLen(h C.uintptr_t) C.int {
	d, ok := cgo.Handle(h).Value().(map[string]bool) // want "^Value panics for a handle that is 0 or deleted, so ok never tells: a stale handle from C ends the program in dictLen$"
	if !ok {
		return -1
	}
	return C.int(len(d))
}

// The handle is where a pointer of C points, and another function looks.
//
//export dictSum
func dictSum(p unsafe.Pointer) C.int {
	h := *(*cgo.Handle)(p)
	d, ok := ints(h)
	if !ok {
		return -1
	}
	return C.int(len(d))
}

func ints(h cgo.Handle) (map[string]int, bool) {
	d, ok := h.Value().(map[string]int) // want "^Value panics for a handle that is 0 or deleted, so ok never tells: a stale handle from C ends the program in dictSum$"
	return d, ok
}

// A table of what there was when the binding was written.
var kinds = []string{"open", "close", "error"}

//export onKind
func onKind(kind C.int) {
	log.Print(kinds[kind]) // want "^onKind indexes kinds, which has 3 elements, by an unchecked number from C: one out of range ends the program in onKind$"
}

// Entries go while C may still call.
type conn struct{ closed func() }

var conns = map[int]*conn{}

func forget(id int) { delete(conns, id) }

//export onClose
func onClose(id C.int) {
	conns[int(id)].closed() // want "^low: onClose uses the entry of conns without asking whether it exists: a late call from C, after it was deleted, ends the program in onClose$"
}

// C holds a lock while code of the user runs.
type Listener interface{ Event() }

//export onEvent
func onEvent(h C.uintptr_t) {
	l := cgo.Handle(h).Value().(Listener)
	l.Event() // want "^C holds .*lock while onEvent runs user code, l.Event: a panic there, once recovered, leaves it locked$"
}

func Deliver(l Listener) {
	h := cgo.NewHandle(l)
	defer h.Delete()
	C.deliver(C.uintptr_t(h))
}

// recover is a call too deep.
//
//export onTooDeep
func onTooDeep(n C.int) {
	defer func() {
		logPanic() // want "^logPanic recovers nothing here: recover works in the deferred function itself, so a panic of onTooDeep ends the program$"
	}()
	work(int(n))
}

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func work(n int) {}

//export onBare
func onBare(n C.int) {
	defer recover() // want "^recover recovers nothing when it is itself deferred: it works in a deferred function, so a panic of onBare ends the program$"
	work(int(n))
}

// C jumps over the export.
//
//export onRaise
func onRaise(n C.int) {
	C.raise_error(n) // want "^C.raise_error may longjmp over onRaise, which C called: jumping over Go frames breaks the stack$"
}

func Run() { C.run(1) }
