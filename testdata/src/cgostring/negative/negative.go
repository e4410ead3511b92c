// Package negative has strings that end in a NUL, or are not read up to one.
package negative

/*
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utmpx.h>
struct record { int id; char name[16]; };
static char last[64];
static void set_last(const char *s) { strncpy(last, s, sizeof last - 1); last[sizeof last - 1] = 0; }
static const char *get_last(void) { return last; }
static int count_spaces(const char *s, int n) { int c = 0; while (n-- > 0) if (*s++ == ' ') c++; return c; }
struct packet { int n; char data[1]; };
*/
import "C"

import (
	"strings"
	"unsafe"
)

func Print(s string) {
	p := C.CString(s)
	defer C.free(unsafe.Pointer(p))
	C.puts(p)
}

func PrintAppended(s string) {
	b := append([]byte(s), 0)
	C.puts((*C.char)(unsafe.Pointer(&b[0])))
}

func PrintAdded(s string) {
	s += "\x00"
	C.puts((*C.char)(unsafe.Pointer(unsafe.StringData(s))))
}

func PrintConstant() {
	b := []byte("hello\x00")
	C.puts((*C.char)(unsafe.Pointer(&b[0])))
}

func PrintCopied(s string) {
	b := make([]byte, len(s)+1)
	copy(b, s)
	C.puts((*C.char)(unsafe.Pointer(&b[0])))
}

// PrintDocumented prints s, which must be null-terminated.
func PrintDocumented(s string) {
	C.puts((*C.char)(unsafe.Pointer(unsafe.StringData(s))))
}

func PrintEnsured(s string) {
	if !strings.HasSuffix(s, "\x00") {
		s += "\x00"
	}
	C.puts((*C.char)(unsafe.Pointer(unsafe.StringData(s))))
}

func PrintLooked(b []byte) {
	if b[len(b)-1] != 0 {
		return
	}
	C.puts((*C.char)(unsafe.Pointer(&b[0])))
}

func print(s string) { C.puts((*C.char)(unsafe.Pointer(unsafe.StringData(s)))) }

func Hello() { print("hello\x00") }

// The length goes along, and C reads no farther.
func Write(b []byte) { C.write(1, unsafe.Pointer(&b[0]), C.size_t(len(b))) }

func User(u *C.struct_utmpx) string {
	return C.GoStringN(&u.ut_user[0], C.int(C.strnlen(&u.ut_user[0], 32)))
}

// There is a NUL behind what readlink fills.
func Link(path *C.char) string {
	buf := make([]byte, 256)
	C.readlink(path, (*C.char)(unsafe.Pointer(&buf[0])), C.size_t(len(buf)-1))
	return C.GoString((*C.char)(unsafe.Pointer(&buf[0])))
}

func LinkEnded(path *C.char) string {
	buf := make([]byte, 256)
	n := C.readlink(path, (*C.char)(unsafe.Pointer(&buf[0])), C.size_t(len(buf)))
	if n < 0 || int(n) == len(buf) {
		return ""
	}
	buf[n] = 0
	return C.GoString((*C.char)(unsafe.Pointer(&buf[0])))
}

func Directory() string {
	buf := make([]byte, 256)
	C.getcwd((*C.char)(unsafe.Pointer(&buf[0])), C.size_t(len(buf)))
	return C.GoString((*C.char)(unsafe.Pointer(&buf[0])))
}

func Rename(r *C.struct_record, name *C.char) string {
	C.strncpy(&r.name[0], name, C.size_t(len(r.name))-1)
	r.name[15] = 0
	return C.GoString(&r.name[0])
}

func Name(r *C.struct_record) string { return C.GoStringN(&r.name[0], 16) }

// The array has as many bytes as n says.
func Data(p *C.struct_packet) string { return C.GoStringN(&p.data[0], 32) }

func SetLast(s *C.char) { C.set_last(s) }

func Last() string { return C.GoString(C.get_last()) }

func Spaces(s string) int {
	return int(C.count_spaces((*C.char)(unsafe.Pointer(unsafe.StringData(s))), C.int(len(s))))
}
