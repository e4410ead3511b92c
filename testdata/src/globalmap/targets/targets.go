// Package targets has maps that can become more than one thing.
package targets

/*
#include <stdint.h>
typedef struct window { int id; } window;
*/
import "C"

import (
	"sync"
	"unsafe"
)

type job struct {
	done     bool
	priority int
}

// Numbered values that are there whenever C asks for them.
var (
	jobsMu  sync.Mutex
	jobs    = make(map[uintptr]*job) // want "map jobs and its ID counter lastJob share one lock"
	lastJob uintptr
)

func start(j *job) C.uintptr_t {
	jobsMu.Lock()
	defer jobsMu.Unlock()
	lastJob++
	jobs[lastJob] = j
	return C.uintptr_t(lastJob)
}

//export goDone
func goDone(id C.uintptr_t) {
	jobsMu.Lock()
	j := jobs[uintptr(id)]
	delete(jobs, uintptr(id))
	jobsMu.Unlock()
	j.done = true
}

//export goPriority
func goPriority(id C.uintptr_t) C.int {
	jobsMu.Lock()
	defer jobsMu.Unlock()
	return C.int(jobs[uintptr(id)].priority)
}

// Values by the memory that C has of them.
var windows = struct {
	sync.RWMutex
	byAddr map[*C.window]*view // want "map byAddr has one lock"
}{byAddr: make(map[*C.window]*view)}

type view struct{ width int }

func open(w *C.window, v *view) {
	windows.Lock()
	windows.byAddr[w] = v
	windows.Unlock()
}

func take(w *C.window) (v *view) {
	windows.Lock()
	defer windows.Unlock()
	v = windows.byAddr[w]
	delete(windows.byAddr, w)
	return v
}

func find(w *C.window) (*view, bool) {
	windows.RLock()
	v, ok := windows.byAddr[w]
	windows.RUnlock()
	return v, ok
}

//export goResize
func goResize(p unsafe.Pointer, width C.int) {
	windows.RLock()
	defer windows.RUnlock()
	if v, ok := windows.byAddr[(*C.window)(p)]; ok {
		println(v)
	}
}

func widest() (most *view) {
	windows.RLock()
	defer windows.RUnlock()
	for w, v := range windows.byAddr {
		if most == nil || w == nil {
			most = v
		}
	}
	return most
}
