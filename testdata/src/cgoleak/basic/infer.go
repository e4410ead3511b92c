package basic

/*
#include <stdlib.h>
#include <fcntl.h>
#include <mqueue.h>
static int open_queue(const char *name, int flags) { return mq_open(name, flags); }
struct resolver;
struct answer { char *name; int code; };
int resolve(struct resolver *r, const char *name, struct answer **out);
void answer_free(struct answer *a);
int resolver_option(struct resolver *r, const char *name, char **value);
typedef struct scan scan;
scan *scan_new(const char *path);
int scan_step(scan *s, int n);
void scan_destroy(scan *s);
struct event { int type; };
int event_encode(const char *name, void *event);
size_t disassemble(const unsigned char *code, size_t n, struct answer **out);
struct scan { int n; };
struct resolver { int n; };
*/
import "C"

import (
	"errors"
	"unsafe"
)

// Resolved frees the answer, so that it is the program's.
func Resolved(r *C.struct_resolver, name string) (string, error) {
	cn := C.CString(name)
	defer C.free(unsafe.Pointer(cn))
	var a *C.struct_answer
	if C.resolve(r, cn, &a) != 0 {
		return "", errors.New("no answer")
	}
	defer C.answer_free(a)
	return C.GoString(a.name), nil
}

// ResolvedOnPath frees it on one path.
func ResolvedOnPath(r *C.struct_resolver, name string) (string, error) {
	cn := C.CString(name)
	defer C.free(unsafe.Pointer(cn))
	var a *C.struct_answer
	if C.resolve(r, cn, &a) != 0 { // want `a, which C.resolve sets to new memory, is not freed on a path to “return "", errors.New\("no name"\)”`
		return "", errors.New("no answer")
	}
	if a.code != 0 {
		return "", errors.New("no name")
	}
	s := C.GoString(a.name)
	C.answer_free(a)
	return s, nil
}

// Scan destroys the scan on one path.
func Scan(path string, n int) error {
	cp := C.CString(path)
	defer C.free(unsafe.Pointer(cp))
	s := C.scan_new(cp) // want `s, which C.scan_new allocates, is not freed on a path to “return errors.New\("step"\)”`
	if s == nil {
		return errors.New("no scan")
	}
	if C.scan_step(s, C.int(n)) < 0 {
		return errors.New("step")
	}
	C.scan_destroy(s)
	return nil
}

// Disassembled has nothing where the number is 0.
func Disassembled(code []byte) string {
	var a *C.struct_answer
	n := C.disassemble((*C.uchar)(unsafe.SliceData(code)), C.size_t(len(code)), &a)
	if n == 0 {
		return ""
	}
	defer C.answer_free(a)
	return C.GoString(a.name)
}

// EncodedEvent returns what a function got which may have taken it.
func EncodedEvent(name string) (*C.struct_event, error) {
	cn := C.CString(name)
	defer C.free(unsafe.Pointer(cn))
	e := C.malloc(C.sizeof_struct_event) // want `e, which C.malloc allocates, is lost on a path to “return nil, errors.New\("encode"\)”`
	if C.event_encode(cn, e) != 0 {
		return nil, errors.New("encode")
	}
	return (*C.struct_event)(e), nil
}

// Option frees what the variable held before.
func Option(r *C.struct_resolver, name string) string {
	cn := C.CString(name)
	defer C.free(unsafe.Pointer(cn))
	value := C.CString("")
	defer C.free(unsafe.Pointer(value)) // want `the deferred call of C.free frees the value of value at the defer statement, not what C.resolver_option stores in value afterwards`
	C.resolver_option(r, cn, &value)
	return C.GoString(value)
}

// OpenQueue gives the name to a function of the preamble that passes it on as a
// pointer to const, to one of which the tables know something else.
func OpenQueue(name string) int {
	return int(C.open_queue(C.CString(name), 0)) // want `the C string that C.CString makes here is never freed`
}
