// Package rebuild has a map that is used in all the ways that a registry.Map
// has a method for.
package rebuild

// #include <stdlib.h>
// static int alive(void *p) { return p != 0; }
import "C"

import (
	"errors"
	"fmt"
	"sync"
	"unsafe"
)

// A Window belongs to memory of C.
type Window struct {
	Title string
	n     int
	data  unsafe.Pointer
}

var errTwice = errors.New("registered twice")

type windowList struct {
	l sync.RWMutex               // guards m
	m map[unsafe.Pointer]*Window // want "^low: map m has one lock, l, so get and find contend on it$"
}

var windows = windowList{m: map[unsafe.Pointer]*Window{}}

func (w *windowList) put(p unsafe.Pointer, win *Window) {
	w.l.Lock()
	defer w.l.Unlock()
	w.m[p] = win
}

func (w *windowList) putOwn(win *Window) {
	w.l.Lock()
	defer w.l.Unlock()
	w.m[win.data] = win
}

func (w *windowList) remove(p unsafe.Pointer) {
	w.l.Lock()
	defer w.l.Unlock()
	delete(w.m, p)
}

func (w *windowList) get(p unsafe.Pointer) *Window {
	w.l.RLock()
	defer w.l.RUnlock()
	return w.m[p]
}

func (w *windowList) find(p unsafe.Pointer) (*Window, bool) {
	w.l.RLock()
	win, ok := w.m[p]
	w.l.RUnlock()
	return win, ok
}

func (w *windowList) has(p unsafe.Pointer) bool {
	w.l.RLock()
	defer w.l.RUnlock()
	_, ok := w.m[p]
	return ok
}

func (w *windowList) title(p unsafe.Pointer) (string, error) {
	w.l.RLock()
	win, ok := w.m[p]
	if !ok {
		w.l.RUnlock()
		return "", fmt.Errorf("no window %p", p)
	}
	w.l.RUnlock()
	return win.Title, nil
}

func (w *windowList) mustFind(p unsafe.Pointer) *Window {
	w.l.RLock()
	defer w.l.RUnlock()
	if win, ok := w.m[p]; ok {
		return win
	}
	panic("no window")
}

func (w *windowList) add(p unsafe.Pointer, win *Window) error {
	w.l.Lock()
	defer w.l.Unlock()
	if _, ok := w.m[p]; ok {
		return errTwice
	}
	w.m[p] = win
	return nil
}

func (w *windowList) addUnlessPresent(p unsafe.Pointer, win *Window) {
	w.l.Lock()
	if _, ok := w.m[p]; !ok {
		w.m[p] = win
	}
	w.l.Unlock()
}

func (w *windowList) take(p unsafe.Pointer) *Window {
	w.l.Lock()
	defer w.l.Unlock()
	win := w.m[p]
	delete(w.m, p)
	return win
}

func (w *windowList) takeIfPresent(p unsafe.Pointer) (*Window, bool) {
	w.l.Lock()
	win, ok := w.m[p]
	if ok {
		delete(w.m, p)
	}
	w.l.Unlock()
	return win, ok
}

func (w *windowList) count() int {
	w.l.RLock()
	defer w.l.RUnlock()
	return len(w.m)
}

func (w *windowList) titles() []string {
	var titles []string
	w.l.RLock()
	for _, win := range w.m {
		titles = append(titles, win.Title)
	}
	w.l.RUnlock()
	return titles
}

func (w *windowList) removeAll(n int) {
	w.l.Lock()
	defer w.l.Unlock()
	for p, win := range w.m {
		if win.n == n {
			delete(w.m, p)
		}
	}
}

// putMemory has the key made under the lock.
func (w *windowList) putMemory(win *Window) unsafe.Pointer {
	w.l.Lock()
	defer w.l.Unlock()
	p := C.malloc(1)
	w.m[p] = win
	return p
}

func (w *windowList) reset() {
	w.l.Lock()
	w.m = make(map[unsafe.Pointer]*Window)
	w.l.Unlock()
}

// Alive asks C.
func Alive(p unsafe.Pointer) bool { return windows.has(p) && C.alive(p) != 0 }
