// Package negative has exported functions that look like those that panic.
package negative

/*
#include <pthread.h>
#include <setjmp.h>
#include <stdint.h>

extern int plain(uintptr_t h);
extern int recovered(uintptr_t h);
extern int helped(uintptr_t h);
extern int tested(uintptr_t h);
extern int own(void);
extern void onKind(int kind);
extern void onByte(unsigned char b);
extern void onRegistered(int id);
extern void onFound(int id);
extern void onProcess(int id);
extern void onEvent(uintptr_t h);
extern void onDeferred(int n);
extern void onCall(int id);
extern void onDestroy(int id);

static jmp_buf top;
static int guarded(int n) { if (setjmp(top) == 0) longjmp(top, n); return n; }
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void deliver(uintptr_t h)
{
	pthread_mutex_lock(&lock);
	uintptr_t copy = h;
	pthread_mutex_unlock(&lock);
	onEvent(copy);
}
*/
import "C"

import (
	"log"
	"runtime/cgo"
)

// Nobody expects a wrong handle.
//
//export plain
func plain(h C.uintptr_t) C.int { return C.int(len(cgo.Handle(h).Value().(string))) }

//export recovered
func recovered(h C.uintptr_t) (n C.int) {
	defer func() {
		if recover() != nil {
			n = -1
		}
	}()
	s, ok := cgo.Handle(h).Value().(string)
	if !ok {
		return 0
	}
	return C.int(len(s))
}

// The function that asks recovers, or the one that calls it.
func value(h C.uintptr_t) (v any) {
	defer func() { recover() }()
	return cgo.Handle(h).Value()
}

func text(h C.uintptr_t) string {
	s, ok := cgo.Handle(h).Value().(string)
	if !ok {
		return ""
	}
	return s
}

//export helped
func helped(h C.uintptr_t) C.int {
	defer logPanic()
	if s, ok := value(h).(string); ok {
		return C.int(len(s))
	}
	return C.int(len(text(h)))
}

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

// What is wrong is what this tests.
//
//export tested
func tested(h C.uintptr_t) C.int {
	if h == 0 {
		return 0
	}
	s, ok := cgo.Handle(h).Value().(string)
	if !ok {
		return 0
	}
	return C.int(len(s))
}

// A handle that C never sees.
var defaults = cgo.NewHandle("abc")

//export own
func own() C.int {
	s, ok := defaults.Value().(string)
	if !ok {
		return 0
	}
	return C.int(len(s))
}

var kinds = []string{"open", "close"}

//export onKind
func onKind(kind C.int) {
	if kind < 0 || int(kind) >= len(kinds) {
		return
	}
	log.Print(kinds[kind])
}

var classes [256]bool

//export onByte
func onByte(b C.uchar) { _ = classes[b] }

// C has the number from Go.
var registered []func()

func Register(f func()) int {
	registered = append(registered, f)
	return len(registered) - 1
}

//export onRegistered
func onRegistered(id C.int) { registered[id]() }

var conns = map[int]func(){}

func Forget(id int) { delete(conns, id) }

//export onFound
func onFound(id C.int) {
	if f, ok := conns[int(id)]; ok {
		f()
	}
}

// C has ended the calls when the entry goes.
type client struct{ process func() }

var clients = map[int]*client{}

func Close(id int) {
	C.guarded(C.int(id))
	delete(clients, id)
}

//export onProcess
func onProcess(id C.int) { clients[int(id)].process() }

// C says itself that it asks for the entry no more.
var functions = map[int]*client{}

func Add(id int, f func()) { functions[id] = &client{f} }

//export onCall
func onCall(id C.int) { functions[int(id)].process() }

//export onDestroy
func onDestroy(id C.int) { delete(functions, int(id)) }

// C has given its lock back.
//
//export onEvent
func onEvent(h C.uintptr_t) { cgo.Handle(h).Value().(func())() }

func Deliver(f func()) {
	h := cgo.NewHandle(f)
	defer h.Delete()
	C.deliver(C.uintptr_t(h))
}

// It lands where it jumped.
//
//export onDeferred
func onDeferred(n C.int) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	C.guarded(n)
}
