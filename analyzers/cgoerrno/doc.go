// Package cgoerrno defines an analyzer that reports wrong uses of errno and of
// the results of C functions.
//
// # Analyzer cgoerrno
//
// cgoerrno: find errno and results of C functions taken for errors that they are not
//
// v, err := C.f() sets errno to 0, calls f and makes an error of errno. That
// does not tell whether f failed: only functions that document it set errno,
// and many leave something in it when they succeed.
//
//	_, err := C.pthread_create(&t, nil, start, nil) // the result is the error
//	if err != nil { ... }
//
// Test the result, as the function's documentation says, and use the error for
// the reason:
//
//	if n := C.pthread_create(&t, nil, start, nil); n != 0 {
//		return syscall.Errno(n)
//	}
//	if fd, err := C.open(path, 0); fd < 0 {
//		return err
//	}
//
// The check reports an error of this form that alone decides whether the
// function failed, where the function does not set errno, or is one of the C
// library that may leave something in it, or calls such a function by its
// code. Of functions of other libraries that is not known; as the documentation
// of cgo says, errno may be set after a call that succeeded, so the error is
// suspicious where the result is not looked at, or there is none:
//
//	_, err := C.doc_write(d.c, p, n) // what tells is the result: n, err := ...
//
// # status
//
// The check also reports a result that is taken for another kind of result. A
// function may return -1 and leave the reason in errno, return the number of
// the error itself, as the pthread functions do, or return minus that number,
// as the kernel does:
//
//	if st := C.clone_file(from, to, 0); st != 0 {
//		return syscall.Errno(st) // "errno -1"
//	}
//
// # asked
//
// errno belongs to a thread. A C function that only returns errno, called
// after the one that set it, reads the errno of whatever thread the goroutine
// runs on by then, and the Go run time makes system calls in between:
//
//	if C.f() < 0 {
//		return syscall.Errno(C.get_errno())
//	}
//
// # When not to care
//
// A goroutine that has called runtime.LockOSThread in the same function is not
// reported for that.
//
// # Limits
//
// What a result tells is known of functions whose code is in view and of those
// in the tables of libraries. Of others only an error that is taken in place of
// the result is reported, and nothing of those that make system calls, by their
// prefix.
//
// Since: v0.2.0.
package cgoerrno
