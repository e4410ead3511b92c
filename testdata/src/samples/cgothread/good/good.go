// Package good has the samples of the page of cgothread that are right.
package good

/*
#include <poll.h>
#include <stddef.h>
static __thread const char *last_error;
static inline int add(int n) {
	if (n < 0) last_error = "negative";
	return n < 0;
}
static inline const char *get_last_error(void) { return last_error; }
static inline void wait_for(int fd) {
	struct pollfd p = {fd, POLLIN, 0};
	poll(&p, 1, -1);
}
*/
import "C"

import (
	"errors"
	"runtime"
)

func Add(n int) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if C.add(C.int(n)) != 0 {
		return errors.New(C.GoString(C.get_last_error()))
	}
	return nil
}
