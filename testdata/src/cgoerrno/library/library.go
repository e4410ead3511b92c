// Package library takes errno for what functions of libraries say.
package library

/*
#include <pwd.h>
typedef struct doc doc;
long doc_write(doc *d, const void *p, unsigned long n);
void doc_release(doc *d);
int doc_seek(doc *d, long n);
int mq_flush(int q);
int flush(doc *d);
static int doc_reset(doc *d) { return d ? 0 : -1; }
*/
import "C"

import "unsafe"

// Write does not look at the result first.
func Write(d *C.doc, p []byte) (int, error) {
	n, err := C.doc_write(d, unsafe.Pointer(unsafe.SliceData(p)), C.ulong(len(p))) // want `^the error of C.doc_write is errno, which a library may leave set when it succeeds: the result, which alone tells, is ignored$`
	if err != nil {
		return 0, err
	}
	return int(n), nil
}

// Close takes the error of what returns nothing.
func Close(d *C.doc) error {
	_, err := C.doc_release(d) // want `^the error of C.doc_release is errno, which a library may leave set when it succeeds: C.doc_release returns nothing, and so does not tell whether it failed$`
	return err
}

// Home asks for a user; a source of users that is not there leaves ENOENT.
func Home(name *C.char) (string, error) {
	user, err := C.getpwnam(name) // want `^the error of C.getpwnam is errno, which it may leave set when it succeeds: only a result of -1 or nil tells that it failed$`
	if err != nil {
		return "", err
	}
	return C.GoString(user.pw_dir), nil
}

// Seek looks at the result.
func Seek(d *C.doc, n int) error {
	if rc, err := C.doc_seek(d, C.long(n)); rc < 0 {
		return err
	}
	return nil
}

// Flush makes a system call.
func Flush(q int) error {
	_, err := C.mq_flush(C.int(q))
	return err
}

// FlushDoc may be of the C library, for all that its name says.
func FlushDoc(d *C.doc) error {
	_, err := C.flush(d)
	return err
}

// Reset has its code here, which leaves errno alone.
func Reset(d *C.doc) error {
	_, err := C.doc_reset(d)
	return err
}

// Both fails where the library leaves something in errno, whatever n says.
func Both(d *C.doc, p []byte) bool {
	n, err := C.doc_write(d, unsafe.Pointer(unsafe.SliceData(p)), C.ulong(len(p))) // want `^the error of C.doc_write is errno, which it may leave set when it succeeds: its result, which is compared too, tells whether it failed$`
	if err != nil || n < 0 {
		return false
	}
	return true
}
