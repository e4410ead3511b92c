// Package good has the samples of the page of cgoerrno that are right.
package good

/*
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
static void *run(void *arg) { return arg; }
static int open_file(const char *path, int flags) { return open(path, flags); }
#define open open_file
*/
import "C"

import (
	"syscall"
)

func Start(path *C.char) error {
	var t C.pthread_t
	start := (*[0]byte)(C.run)
	if n := C.pthread_create(&t, nil, start, nil); n != 0 {
		return syscall.Errno(n)
	}
	if fd, err := C.open(path, 0); fd < 0 {
		return err
	}
	return nil
}
