// Package limits has what the check does not see.
package limits

/*
#include <errno.h>
extern int librarycall(int v);
#define ERRNO errno
static int last(int unused) { (void)unused; return ERRNO; }
*/
import "C"

import (
	"errors"
	"syscall"
)

// How a function of a library fails is not known.
func Call(v int) error {
	_, err := C.librarycall(C.int(v))
	return err
}

// A function that does more than to return errno is not known for it.
func Last() error { return syscall.Errno(C.last(0)) }

// Nor is it here, but the program takes it from the result too.
func Both(v int) error {
	if n, err := C.librarycall(C.int(v)); err != nil || n < 0 { // want "low: the error of C.librarycall is errno, which it may leave set when it succeeds: its result, which is compared too, tells whether it failed"
		return errors.New("failed")
	}
	return nil
}
