// Package kept deletes handles that C keeps.
package kept

/*
#include <stdint.h>
#include <stdlib.h>

typedef void (*finished_fn)(uintptr_t h, int status);
typedef struct task { uintptr_t h; finished_fn f; } task;
static task *waiting;
static void task_start(uintptr_t h, finished_fn f) { waiting = malloc(sizeof *waiting); waiting->h = h; waiting->f = f; }
static void task_cancel(void) { waiting = NULL; }
static uintptr_t current;
void goFinished(uintptr_t h, int status);
static void task_run(uintptr_t h) { current = h; goFinished(current, 0); }
static void task_user(void *user) { (void)user; }
static void task_init(task *t, uintptr_t h) { t->h = h; }
*/
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

//export goFinished
func goFinished(h C.uintptr_t, status C.int) {
	cgo.Handle(h).Value().(chan int) <- int(status)
}

// Start deletes what C comes back with.
func Start() chan int {
	ch := make(chan int, 1)
	h := cgo.NewHandle(ch)
	defer h.Delete() // want `C.task_start keeps the handle h, which is deleted when the function returns: whoever looks it up for C afterwards panics`
	C.task_start(C.uintptr_t(h), C.finished_fn(C.goFinished))
	return ch
}

// StartNow deletes it at once.
func StartNow(ch chan int) {
	h := cgo.NewHandle(ch)
	C.task_start(C.uintptr_t(h), C.finished_fn(C.goFinished))
	h.Delete() // want `C.task_start keeps the handle h, which is deleted then: whoever looks it up for C afterwards panics`
}

// Wait deletes it when C has come back.
func Wait() int {
	ch := make(chan int, 1)
	h := cgo.NewHandle(ch)
	defer h.Delete()
	C.task_start(C.uintptr_t(h), C.finished_fn(C.goFinished))
	return <-ch
}

// Cancelled makes C give it up.
func Cancelled(ch chan int) {
	h := cgo.NewHandle(ch)
	defer h.Delete()
	C.task_start(C.uintptr_t(h), C.finished_fn(C.goFinished))
	C.task_cancel()
}

// None has C keep the zero handle, which is none.
func None() {
	var none cgo.Handle
	C.task_start(C.uintptr_t(none), nil)
}

// Run is over when it returns.
func Run(ch chan int) {
	h := cgo.NewHandle(ch)
	defer h.Delete()
	C.task_run(C.uintptr_t(h))
}

// Local has C keep it in a variable of its own.
func Local(ch chan int) {
	var t C.task
	h := cgo.NewHandle(ch)
	defer h.Delete()
	C.task_init(&t, C.uintptr_t(h))
}

// A token is a handle under a name of the package.
type token cgo.Handle

func newToken(v any) token { return token(cgo.NewHandle(v)) }

// User makes a pointer of it.
func User(ch chan int) {
	t := newToken(ch)
	C.task_user(unsafe.Pointer(t)) // want `unsafe.Pointer\(t\) makes a pointer of a handle, which is a number: the run time stops the program when it finds such a pointer`
	cgo.Handle(t).Delete()
}

// A number is none.
type number uintptr

// Address makes a pointer of a number.
func Address(n number) { C.task_user(unsafe.Pointer(n)) }
