// Package windows has a type with methods by value of a global variable. It
// is after github.com/go-gl/glfw, window.go.
package windows

/*
#include <stdlib.h>
typedef struct window { int width; } window;
extern int goResized(window *, int);
static window *create(int width) {
	window *w = malloc(sizeof *w);
	w->width = width;
	return w;
}
static int poll(window *w) { return goResized(w, w->width); }
static void destroy(window *w) { free(w); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

// Window is a window of C.
type Window struct {
	data    *C.window
	resized func(w *Window, width int) int
}

// Internal window list stuff
type windowList struct {
	l sync.Mutex
	m map[*C.window]*Window
}

var windows = windowList{m: map[*C.window]*Window{}}

func (w *windowList) put(wnd *Window) {
	w.l.Lock()
	defer w.l.Unlock()
	w.m[wnd.data] = wnd
}

func (w *windowList) remove(wnd *C.window) {
	w.l.Lock()
	defer w.l.Unlock()
	delete(w.m, wnd)
}

func (w *windowList) get(wnd *C.window) *Window {
	w.l.Lock()
	defer w.l.Unlock()
	return w.m[wnd]
}

//export goResized
func goResized(wnd *C.window, width C.int) C.int {
	w := windows.get(wnd)
	return C.int(w.resized(w, int(width)))
}

func open(width int, resized func(w *Window, width int) int) *Window {
	w := &Window{data: C.create(C.int(width)), resized: resized}
	windows.put(w)
	return w
}

func (w *Window) close() {
	windows.remove(w.data)
	C.destroy(w.data)
}

// Run makes windows and lets C resize them.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			w := open(j, func(w *Window, width int) int { return i + width })
			sum += int(C.poll(w.data))
			w.close()
		}
		return sum
	})
}
