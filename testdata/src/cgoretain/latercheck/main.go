// Command latercheck gives C memory with Go pointers in it, which the run
// time does not allow.
package main

/*
static void (*callback)(void *, int);
static void *user;
static void on_event(void (*f)(void *, int), void *p) { callback = f; user = p; }
static void fire(int n) { callback(user, n); }

void goEvent(void *, int);
*/
import "C"

import (
	"fmt"
	"runtime"
	"strings"
	"unsafe"
)

type listener struct {
	prefix string
	heard  []string
}

func (l *listener) start() {
	C.on_event((*[0]byte)(C.goEvent), unsafe.Pointer(l)) // want `C.on_event keeps l in the global user`
}

//export goEvent
func goEvent(user unsafe.Pointer, n C.int) {
	l := (*listener)(user)
	l.heard = append(l.heard, fmt.Sprint(l.prefix, n))
}

func main() {
	l := &listener{prefix: strings.ToLower("EVENT ")}
	l.start()
	runtime.GC()
	C.fire(1)
	C.fire(2)
	fmt.Println(strings.Join(l.heard, ", "))
}
