// Package bad has the samples of the page of cgoerrno that are reported.
package bad

/*
#include <errno.h>
#include <pthread.h>
static int clone_file(int from, int to, int flags) {
	if (from < 0) {
		errno = EBADF;
		return -1;
	}
	return 0;
}
static int f(void) {
	errno = EINVAL;
	return -1;
}
static int get_errno(void) { return errno; }
static void *run(void *arg) { return arg; }
typedef struct doc doc;
int doc_write(doc *d, const char *p, int n);
*/
import "C"

import (
	"syscall"
)

func Start() error {
	var t C.pthread_t
	start := (*[0]byte)(C.run)
	_, err := C.pthread_create(&t, nil, start, nil) // the result is the error
	if err != nil {
		return err
	}
	return nil
}

func Clone(from, to C.int) error {
	if st := C.clone_file(from, to, 0); st != 0 {
		return syscall.Errno(st) // "errno -1"
	}
	return nil
}

func Do() error {
	if C.f() < 0 {
		return syscall.Errno(C.get_errno())
	}
	return nil
}

type Doc struct{ c *C.doc }

func (d *Doc) Write(p *C.char, n C.int) error {
	_, err := C.doc_write(d.c, p, n) // what tells is the result: n, err := ...
	return err
}
