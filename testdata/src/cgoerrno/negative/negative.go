// Package negative takes errno and results of C for what they are.
package negative

/*
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int clone_file(const char *from, const char *to) { if (!to) { errno = EEXIST; return -1; } (void)from; return 0; }
static int put(int v) { return v < 0 ? -EINVAL : 0; }
static int check(int v) { return v < 0 ? EINVAL : 0; }
static int get_errno(void) { return errno; }
*/
import "C"

import (
	"errors"
	"log"
	"runtime"
	"syscall"
	"unsafe"
)

func Clone(from, to *C.char) error {
	if st, err := C.clone_file(from, to); st != 0 {
		return err
	}
	return nil
}

func Close(fd int) error {
	_, err := C.close(C.int(fd))
	return err
}

func Open(name, mode *C.char) (*C.FILE, error) {
	f, err := C.fopen(name, mode)
	if f == nil {
		return nil, err
	}
	return f, nil
}

func OpenLogged(name, mode *C.char) *C.FILE {
	f, err := C.fopen(name, mode)
	if f == nil && err != nil {
		log.Print(err)
	}
	return f
}

func failed(n C.int) bool { return n != 0 }

func Join(t C.pthread_t) error {
	n, err := C.pthread_join(t, nil)
	if failed(n) {
		return err
	}
	return nil
}

func Put(v int) error {
	if st := C.put(C.int(v)); st != 0 {
		return syscall.Errno(-st)
	}
	return nil
}

func Check(v int) error {
	if st := C.check(C.int(v)); st != 0 {
		return syscall.Errno(st)
	}
	return nil
}

func Kill(t C.pthread_t) error {
	if n := C.pthread_kill(t, 0); n != 0 {
		return errors.New(C.GoString(C.strerror(n)))
	}
	return nil
}

func Locked(from, to *C.char) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if C.clone_file(from, to) < 0 {
		return syscall.Errno(C.get_errno())
	}
	return nil
}

func Number(p *C.int) error { return syscall.Errno(*p) }

func Alloc(n int) unsafe.Pointer { return C.malloc(C.size_t(n)) }

// Memory is at its end when malloc leaves something in errno.
func Calloc(n int) unsafe.Pointer {
	p, err := C.calloc(C.size_t(n), 1)
	if err != nil {
		panic(err)
	}
	return p
}
