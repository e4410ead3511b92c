// Package leaves takes the error of C functions that leave something in errno.
package leaves

/*
#include <errno.h>
#include <stdio.h>
#include <fcntl.h>
#include <unistd.h>

static int setup(int fd)
{
	if (fcntl(fd, F_GETFD) < 0) return -1;
	printf("set up %d\n", fd);
	return 0;
}
static void note(const char *text)
{
	FILE *f = fopen("notes", "a");
	if (f) { fputs(text, f); fclose(f); }
}
static int plain(int fd) { return fcntl(fd, F_GETFD) < 0 ? -1 : 0; }
static void tell(const char *text)
{
	errno = 0;
	if (puts(text) < 0) errno = EIO;
}
static void touch(int fd) { close(fd); }
*/
import "C"

import "syscall"

func Setup(fd int32) error {
	_, err := C.setup(C.int(fd)) // want `^the error of C.setup is errno, which its call of printf may leave set when everything succeeds: only a result of -1 or nil tells that it failed$`
	return err
}

func Note(text *C.char) error {
	if _, err := C.note(text); err != nil { // want `^the error of C.note is errno, which its call of fopen may leave set when everything succeeds: C.note does not tell whether it failed$`
		return err
	}
	return nil
}

func Number(fd int32) error {
	if status := C.plain(C.int(fd)); status != 0 {
		return syscall.Errno(status) // want `^the result of C.plain is -1 when it failed, not a value of errno: use the error of v, err := C.plain$`
	}
	return nil
}

// An error has no method Temporary.
func Temporary(fd int32) interface{ Temporary() bool } {
	if status := C.plain(C.int(fd)); status != 0 {
		return syscall.Errno(status) // want `^the result of C.plain is -1 when it failed`
	}
	return nil
}

// The name err is taken.
func NumberOf(fd int32) (err error) {
	status := C.plain(C.int(fd))
	if status < 0 {
		return syscall.Errno(status) // want `^the result of C.plain is -1 when it failed`
	}
	return err
}

// The error decides though the result tells of no failure.
func Open(path, mode *C.char) (*C.FILE, error) {
	f, err := C.fopen(path, mode) // want `^the error of C.fopen is errno, which it may leave set when it succeeds: only a result of -1 or nil tells that it failed$`
	if f == nil || err != nil {
		return nil, err
	}
	return f, nil
}

// right

func OpenTested(path, mode *C.char) (*C.FILE, error) {
	f, err := C.fopen(path, mode)
	if f == nil && err != nil {
		return nil, err
	}
	return f, nil
}

func OpenBoth(path, mode *C.char) (*C.FILE, error) {
	f, err := C.fopen(path, mode)
	if f == nil {
		if err != nil {
			return nil, err
		}
		return nil, syscall.EINVAL
	}
	return f, nil
}

// It sets errno when it fails, and leaves it alone otherwise.
func Plain(fd int32) error {
	n, err := C.plain(C.int(fd))
	if n != 0 || err != nil {
		return err
	}
	return nil
}

// It tells by errno.
func Tell(text *C.char) error {
	_, err := C.tell(text)
	return err
}

func SetupTested(fd int32) error {
	if status, err := C.setup(C.int(fd)); status != 0 {
		return err
	}
	return nil
}

// Nothing in it leaves errno set.
func Touch(fd int32) error {
	_, err := C.touch(C.int(fd))
	return err
}
