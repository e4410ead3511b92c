// Command program reports an error of C.
package main

/*
#include <errno.h>
static int create(const char *name) { if (name == 0) { errno = EEXIST; return -1; } return 0; }
*/
import "C"

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

func main() {
	if st := C.create(nil); st != 0 {
		err := syscall.Errno(st) // want `the result of C.create is -1 when it failed, not a value of errno`
		fmt.Println("of the result:", errors.Is(err, fs.ErrExist))
	}
	if st, err := C.create(nil); st != 0 {
		fmt.Println("of errno:", errors.Is(err, fs.ErrExist))
	}
}
