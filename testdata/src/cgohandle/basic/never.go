package basic

/*
#include <stdint.h>
#include <stdlib.h>
extern void goFrame(uintptr_t h, int n);
typedef struct { uintptr_t h; void *priv; } player;
static void play(player *p, uintptr_t h) { p->h = h; goFrame(h, 1); }
static void keep_if(player *p, void *priv, int flag) { if (flag) p->priv = priv; }
static int visit(uintptr_t h, int n) { for (int i = 0; i < n; i++) goFrame(h, i); return n; }
extern void set_callback(uintptr_t h);
*/
import "C"

import (
	"runtime/cgo"
	"sync"
	"unsafe"
)

//export goFrame
func goFrame(h C.uintptr_t, n C.int) { cgo.Handle(h).Value().(func(int))(int(n)) }

// ToC gives the handle to a library, from where nothing takes it back.
func ToC(f func(int)) { C.set_callback(C.uintptr_t(cgo.NewHandle(f))) } // want `the handle that cgo.NewHandle returns goes only to C, and nothing in the package deletes a handle that C gives back: its value stays reachable for good`

// InC stores it in a struct of C.
func InC(p *C.player, f func(int)) { p.h = C.uintptr_t(cgo.NewHandle(f)) } // want `the handle that cgo.NewHandle returns goes only to C, and nothing in the package deletes a handle that C gives back: its value stays reachable for good`

// A Player plays with callbacks.
type Player struct {
	c     *C.player
	frame cgo.Handle
}

// OnFrame loses the handle of the callback before.
func (p *Player) OnFrame(f func(int)) {
	p.frame = cgo.NewHandle(f) // want `the handle that cgo.NewHandle returns replaces the one in the field frame, which is never deleted: its value stays reachable for good`
	C.play(p.c, C.uintptr_t(p.frame))
}

// OnFirst deletes it first.
func (p *Player) OnFirst(f func(int)) {
	if p.frame != 0 {
		p.frame.Delete()
	}
	p.frame = cgo.NewHandle(f)
	C.play(p.c, C.uintptr_t(p.frame))
}

// Close deletes the last.
func (p *Player) Close() { p.frame.Delete() }

// A Walker has a handle that nothing deletes.
type Walker struct{ h cgo.Handle }

// NewWalker makes one.
func NewWalker(f func(int)) *Walker { return &Walker{cgo.NewHandle(f)} } // want `the handle that cgo.NewHandle returns is stored in the field h, and nothing in the package deletes it from there: its value stays reachable for good`

// Walk walks.
func (w *Walker) Walk() int { return int(C.visit(C.uintptr_t(w.h), 3)) }

func number(f func(int)) C.uintptr_t { return C.uintptr_t(cgo.NewHandle(f)) }

// Visit gets it from a function, as a number.
func Visit(f func(int)) int { return int(C.visit(number(f), 3)) } // want `the handle that number returns is never deleted: its value stays reachable for good`

// VisitAndDelete deletes it.
func VisitAndDelete(f func(int)) int {
	h := number(f)
	defer cgo.Handle(h).Delete()
	return int(C.visit(h, 3))
}

// KeptIf has C keep the address, depending on a number.
func KeptIf(p *C.player, f func(int), flag int) {
	h := cgo.NewHandle(f)
	C.keep_if(p, unsafe.Pointer(&h), C.int(flag)) // want `C.keep_if may keep the address of the variable h: the collector frees the variable when the function returns, and C reads another handle there, or none`
}

var (
	mu        sync.Mutex
	last      int
	callbacks = map[int]func(int){}
	listeners []func(int)
	jobs      = map[int]func(int){}
	lastJob   int
)

//export goCallback
func goCallback(id C.int) {
	mu.Lock()
	f := callbacks[int(id)]
	mu.Unlock()
	f(1)
}

// Register adds an entry that stays.
func Register(f func(int)) int {
	mu.Lock()
	defer mu.Unlock()
	last++
	callbacks[last] = f // want `callbacks grows with each call of Register, and nothing removes an entry: all values stay reachable for good`
	return last
}

//export goListener
func goListener(i C.int) { listeners[i](1) }

// Listen adds one to a slice.
func Listen(f func(int)) int {
	listeners = append(listeners, f) // want `listeners grows with each call of Listen, and nothing removes an entry: all values stay reachable for good`
	return len(listeners) - 1
}

//export goJob
func goJob(id C.int) { jobs[int(id)](1) }

// Run removes the entry when the job is done.
func Run(f func(int)) {
	lastJob++
	jobs[lastJob] = f
	defer delete(jobs, lastJob)
	C.visit(0, 0)
}
