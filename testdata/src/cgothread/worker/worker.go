// Package worker has all calls of C made on one thread.
package worker

/*
static __thread const char *last_error;
static int add(int n) { if (n < 0) { last_error = "negative"; return -1; } return 0; }
static const char *get_last_error(void) { return last_error; }
*/
import "C"

import (
	"errors"
	"runtime"
)

var jobs = make(chan func())

func init() {
	go func() {
		runtime.LockOSThread()
		for job := range jobs {
			job()
		}
	}()
}

func do(f func() error) error {
	result := make(chan error)
	jobs <- func() { result <- f() }
	return <-result
}

func Add(n int32) error { return do(func() error { return add(n) }) }

func add(n int32) error {
	if C.add(C.int(n)) != 0 {
		return errors.New(C.GoString(C.get_last_error()))
	}
	return nil
}
