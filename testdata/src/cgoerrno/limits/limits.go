// Package limits has what the check does not see.
package limits

/*
#include <errno.h>
extern int librarycall(int v);
#define ERRNO errno
static int last(int unused) { (void)unused; return ERRNO; }
*/
import "C"

import "syscall"

// How a function of a library fails is not known.
func Call(v int) error {
	_, err := C.librarycall(C.int(v))
	return err
}

// A function that does more than to return errno is not known for it.
func Last() error { return syscall.Errno(C.last(0)) }
