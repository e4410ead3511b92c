// Package exact makes room for a text and for no NUL.
package exact

/*
#include <stdio.h>
#include <stdlib.h>
typedef struct { char name[16]; int id; } record;
static void say(const char *s) { printf("%s\n", s); }
static void count(const char *s, size_t n) { (void)s; (void)n; }
static record *open_record(void) { return calloc(1, sizeof(record)); }
*/
import "C"

import (
	"bufio"
	"net/http"
	"os"
	"strings"
	"unsafe"
)

func pointer(b []byte) *C.char { return (*C.char)(C.CBytes(b)) }

func Helper(s string) {
	p := pointer([]byte(s))
	defer C.free(unsafe.Pointer(p))
	C.say(p) // want `^C.say reads s up to a NUL, which a Go string or slice does not have at its end$`
}

func Made(s string) {
	if s == "" {
		return
	}
	buf := make([]byte, len(s))
	copy(buf, s)
	C.say((*C.char)(unsafe.Pointer(&buf[0]))) // want `^C.say reads buf up to a NUL, which a Go string or slice does not have at its end$`
}

func Allocated(s string) *C.char {
	p := (*C.char)(C.malloc(C.size_t(len(s))))
	copy(unsafe.Slice((*byte)(unsafe.Pointer(p)), len(s)), s)
	C.say(p) // want `^C.say reads p up to a NUL, and there is room for s alone: what lies behind is read too$`
	return p
}

func Name(r *C.record) string {
	return C.GoStringN(&r.name[0], 32) // want `^C.GoStringN copies 32 bytes from the field name, which has 16: what lies behind is copied too$`
}

// A text from outside.

func File(path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		return
	}
	p := C.CString(string(text)) // want `^pedantic: text from outside may contain a NUL, where C ends it: C gets less of string\(text\) than Go has$`
	defer C.free(unsafe.Pointer(p))
	C.say(p)
}

func Request(w http.ResponseWriter, r *http.Request) {
	p := C.CString(r.FormValue("name")) // want `^pedantic: text from outside may contain a NUL`
	defer C.free(unsafe.Pointer(p))
	C.say(p)
}

// right

func MadeLonger(s string) {
	buf := make([]byte, len(s)+1)
	copy(buf, s)
	C.say((*C.char)(unsafe.Pointer(&buf[0])))
}

func AllocatedLonger(s string) *C.char {
	p := (*C.char)(C.malloc(C.size_t(len(s) + 1)))
	b := unsafe.Slice((*byte)(unsafe.Pointer(p)), len(s)+1)
	copy(b, s)
	b[len(s)] = 0
	C.say(p)
	return p
}

func Counted(s string) {
	if s == "" {
		return
	}
	buf := make([]byte, len(s))
	copy(buf, s)
	C.count((*C.char)(unsafe.Pointer(&buf[0])), C.size_t(len(buf)))
}

// All of the record.
func Record(r *C.record) string { return C.GoStringN(&r.name[0], 20) }

func Line(scanner *bufio.Scanner) {
	line := scanner.Text()
	if strings.IndexByte(line, 0) >= 0 {
		return
	}
	p := C.CString(line)
	defer C.free(unsafe.Pointer(p))
	C.say(p)
}

func Argument(s string) {
	p := C.CString(s)
	defer C.free(unsafe.Pointer(p))
	C.say(p)
}
