// Package basic takes errno and results of C for errors that they are not.
package basic

/*
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int clone_file(const char *from, const char *to) { if (!to) { errno = EEXIST; return -1; } (void)from; return 0; }
static int put(int v) { return v < 0 ? -EINVAL : 0; }
static int check(int v) { return v < 0 ? EINVAL : 0; }
static int get_errno(void) { return errno; }
*/
import "C"

import (
	"errors"
	"syscall"
	"unsafe"
)

func Join(t C.pthread_t) error {
	_, err := C.pthread_join(t, nil) // want `^the error of C.pthread_join is errno, which it does not set: its result is the number of the error, or 0$`
	if err != nil {
		return err
	}
	return nil
}

func Detach(t C.pthread_t) error {
	_, err := C.pthread_detach(t) // want `the error of C.pthread_detach is errno`
	return err
}

func Open(name string) (*C.FILE, error) {
	cs := C.CString(name)
	defer C.free(unsafe.Pointer(cs))
	mode := C.CString("r")
	defer C.free(unsafe.Pointer(mode))
	f, err := C.fopen(cs, mode) // want `the error of C.fopen is errno, which it may leave set when it succeeds: only a result of -1 or nil tells that it failed`
	if err != nil {
		return nil, err
	}
	return f, nil
}

func Clone(from, to *C.char) error {
	if st := C.clone_file(from, to); st < 0 {
		return syscall.Errno(st) // want `the result of C.clone_file is -1 when it failed, not a value of errno: use the error of v, err := C.clone_file`
	}
	return nil
}

func CloneNegated(from, to *C.char) error {
	st := C.clone_file(from, to)
	if st < 0 {
		return syscall.Errno(-st) // want `the result of C.clone_file is -1 when it failed`
	}
	return nil
}

func CloneText(from, to *C.char) error {
	if st := C.clone_file(from, to); st < 0 {
		return errors.New(C.GoString(C.strerror(st))) // want `the result of C.clone_file is -1 when it failed, not a value of errno, for which C.strerror has no text`
	}
	return nil
}

func Put(v int) error {
	if st := C.put(C.int(v)); st != 0 {
		return syscall.Errno(st) // want `the result of C.put is a negated errno when it failed`
	}
	return nil
}

func Check(v int) error {
	if st := C.check(C.int(v)); st != 0 {
		return syscall.Errno(-st) // want `the result of C.check is errno itself, not negated, when it failed`
	}
	return nil
}

func Cancel(t C.pthread_t) bool {
	return C.pthread_cancel(t) != -1 // want `the result of C.pthread_cancel is 0 or an error number, never negative: this test misses all failures`
}

func Kill(t C.pthread_t) error {
	if C.pthread_kill(t, 0) < 0 { // want `the result of C.pthread_kill is 0 or an error number, never negative`
		return errors.New("no such thread")
	}
	return nil
}

func Asked(from, to *C.char) error {
	if C.clone_file(from, to) < 0 {
		return syscall.Errno(C.get_errno()) // want `C.get_errno reads errno in a separate C call: by then this goroutine may run on another thread`
	}
	return nil
}
