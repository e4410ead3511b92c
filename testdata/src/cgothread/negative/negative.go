// Package negative uses states of threads as it may.
package negative

/*
static __thread const char *last_error;
static int add(int n) { if (n < 0) { last_error = "negative"; return -1; } return 0; }
static const char *get_last_error(void) { return last_error; }
static int add_msg(int n, const char **msg) { int r = add(n); *msg = r ? last_error : 0; return r; }
static const char *global_error;
static int sub(int n) { if (n > 0) { global_error = "positive"; return -1; } return 0; }
static const char *get_global_error(void) { return global_error; }
static const char *version(void) { return "1"; }
extern void onAdd(int n);

//cgolint:contract ui_show - main thread
void ui_show(int n);
//cgolint:contract end_text - reads thread state locale
int end_text(int n);
//cgolint:contract commit_text - reads thread state locale
int commit_text(int n);
*/
import "C"

import (
	"errors"
	"runtime"
)

func lastError() error { return errors.New(C.GoString(C.get_last_error())) }

func AddLocked(n int32) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if C.add(C.int(n)) != 0 {
		return lastError()
	}
	return nil
}

// The caller locks.
func add(n int32) error {
	if C.add(C.int(n)) != 0 {
		return lastError()
	}
	return nil
}

func AddTwice(n int32) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return errors.Join(add(n), add(n))
}

// The wrapper does both in C.
func AddMsg(n int32) error {
	var msg *C.char
	if C.add_msg(C.int(n), &msg) != 0 {
		return errors.New(C.GoString(msg))
	}
	return nil
}

// A plain global is no state of the thread, and a version is no state.
func Sub(n int32) error {
	if C.sub(C.int(n)) != 0 {
		return errors.New(C.GoString(C.get_global_error()))
	}
	return nil
}

func AddVersion(n int32) string {
	C.add(C.int(n))
	return C.GoString(C.version())
}

// One of the two calls is made.
func Either(n int32) string {
	if n > 0 {
		C.add(C.int(n))
		return ""
	}
	return C.GoString(C.get_last_error())
}

func Switch(n int32) string {
	switch {
	case n > 0:
		C.add(C.int(n))
	default:
		return C.GoString(C.get_last_error())
	}
	return ""
}

// C has called: the thread stays until the return.
//
//export onAdd
func onAdd(n C.int) {
	if C.add(n) != 0 {
		_ = lastError()
	}
}

// What locks the thread calls what it is given there.
func check(call func() bool) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if call() {
		return nil
	}
	return lastError()
}

func AddChecked(n int32) error {
	C.add(0)
	return check(func() bool { return C.add(C.int(n)) == 0 })
}

// All ways unlock.
func Ways(n int32) string {
	runtime.LockOSThread()
	if n == 0 {
		runtime.UnlockOSThread()
		return ""
	}
	C.add(C.int(n))
	text := C.GoString(C.get_last_error())
	runtime.UnlockOSThread()
	return text
}

// The thread is spoiled, and is to end with the goroutine.
func Namespace(setns func() error) error {
	runtime.LockOSThread()
	if err := setns(); err != nil {
		return err
	}
	runtime.UnlockOSThread()
	return nil
}

func Show() { C.ui_show(1) }

// Cleared throws away what the thread had.
func Cleared(n int32) {
	C.add(C.int(n))
	C.get_last_error()
}

// Commit throws the result of what only looks at the locale away: it clears
// nothing.
func Commit(n int32) int {
	if n > 1 {
		C.end_text(C.int(n))
	}
	return int(C.commit_text(C.int(n)))
}
