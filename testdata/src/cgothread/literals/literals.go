// Package literals uses state of the thread in function literals.
package literals

/*
#include <pthread.h>
static pthread_key_t key;
static int fail(const char *text) { pthread_setspecific(key, text); return -1; }
static int run(int n) { return n < 0 ? fail("negative") : 0; }
static const char *last_error(void) { return pthread_getspecific(key); }

struct widget;
//cgolint:contract widget_label - main thread
void widget_label(struct widget *w, const char *text);
unsigned gtk_events_pending(void);
*/
import "C"

import (
	"errors"
	"net/http"
	"runtime"
	"sync"
	"time"
)

func Start(n int, result chan<- error) {
	go func() {
		if C.run(C.int(n)) != 0 {
			result <- errors.New(C.GoString(C.last_error())) // want `^C.last_error reads the thread's pthread_getspecific\(\), which C.run sets`
			return
		}
		result <- nil
	}()
}

func Handler(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if C.run(C.int(n)) != 0 {
			http.Error(w, C.GoString(C.last_error()), http.StatusInternalServerError) // want `^C.last_error reads the thread's`
		}
	}
}

// The thread is locked, or may be.

func Locked(n int, result chan<- string) {
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if C.run(C.int(n)) != 0 {
			result <- C.GoString(C.last_error())
		}
	}()
}

func onThread(f func()) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	f()
}

func Handed(n int) (text string) {
	onThread(func() {
		if C.run(C.int(n)) != 0 {
			text = C.GoString(C.last_error())
		}
	})
	return text
}

func Each(list func(func(int))) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	list(func(n int) {
		C.run(C.int(n))
		println(C.GoString(C.last_error()))
	})
}

// Functions for the main thread.

type Widget struct{ c *C.struct_widget }

func (w *Widget) Clear() { C.widget_label(w.c, nil) }

func (w *Widget) ClearLater() {
	time.AfterFunc(time.Second, func() { w.Clear() }) // want `^C.widget_label must run on the main thread, and a new goroutine may run on any`
}

func (w *Widget) ClearOften(tick <-chan time.Time) {
	go func() {
		for range tick {
			w.Clear() // want `^C.widget_label must run on the main thread, and a new goroutine may run on any`
		}
	}()
}

func Pending() {
	var group sync.WaitGroup
	group.Go(func() {
		C.gtk_events_pending() // want `^C.gtk_events_pending must run on the main thread, and a new goroutine may run on any`
	})
	group.Wait()
}

// A queue takes it to the main thread.
var queue = make(chan func(), 10)

func (w *Widget) ClearByQueue() {
	go func() {
		queue <- func() { w.Clear() }
	}()
}
