// Package basic asks a library for its last error, which it keeps for each
// thread.
package basic

/*
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

static __thread const char *last_error;
static int add(int n) { if (n < 0) { last_error = "negative"; return -1; } return 0; }
static const char *get_last_error(void) { return last_error; }

//cgolint:contract db_open - writes thread state db error
//cgolint:contract db_error - reads thread state db error
int db_open(const char *name);
const char *db_error(void);

//cgolint:contract ui_show - main thread
void ui_show(int n);

typedef struct Surface Surface;
int eglMakeCurrent(Surface *s);
void glClear(unsigned mask);
*/
import "C"

import (
	"errors"
	"runtime"
	"unsafe"
)

func lastError() error { return errors.New(C.GoString(C.get_last_error())) }

func Add(n int32) error {
	if C.add(C.int(n)) != 0 {
		return lastError() // want "^C.get_last_error reads the thread's last_error, which C.add sets: the goroutine may move to another thread in between, and read what another call left there$"
	}
	return nil
}

func AddInline(n int32) string {
	if C.add(C.int(n)) == 0 {
		return ""
	}
	return C.GoString(C.get_last_error()) // want "^C.get_last_error reads the thread's last_error, which C.add sets"
}

func Open(name string) error {
	c := C.CString(name)
	defer C.free(unsafe.Pointer(c))
	if C.db_open(c) == 0 {
		return nil
	}
	return errors.New(C.GoString(C.db_error())) // want "^C.db_error reads the thread's db error, which C.db_open sets: "
}

func Symbol(handle unsafe.Pointer, name *C.char) (unsafe.Pointer, error) {
	p := C.dlsym(handle, name)
	if e := C.dlerror(); e != nil { // want "^C.dlerror reads the thread's dlerror, which C.dlsym sets: "
		return nil, errors.New(C.GoString(e))
	}
	return p, nil
}

// A context that is made current.
func Draw(s *C.Surface) {
	C.eglMakeCurrent(s)
	C.glClear(1) // want "^C.glClear reads the thread's OpenGL context, which C.eglMakeCurrent sets: "
}

// The thread stays locked when there is nothing to do.
func Kept(n int32) string {
	runtime.LockOSThread() // want "^the thread stays locked on some paths out of the function: no other goroutine gets it, and it ends with this one$"
	if n == 0 {
		return ""
	}
	C.add(C.int(n))
	text := C.GoString(C.get_last_error())
	runtime.UnlockOSThread()
	return text
}

// Functions for the main thread.
func Show() {
	go func() {
		C.ui_show(1) // want "^C.ui_show must run on the main thread, and a new goroutine may run on any$"
	}()
	go show() // want "^C.ui_show must run on the main thread, and a new goroutine may run on any"
}

func show() {
	C.ui_show(2)
}
