// Package basic has memory without a NUL that is read up to one.
package basic

/*
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utmpx.h>
struct record { int id; char name[16]; };
static char last[64], tag[4];
static void set_last(const char *s) { strncpy(last, s, sizeof last); }
static const char *get_last(void) { return last; }
static const char *get_tag(void) { memcpy(tag, "RIFF", 4); return tag; }
static void set_name(struct record *r, const char *s) { strncpy(r->name, s, sizeof r->name); }
static int count_words(const char *s) { int n = 0; while (*s) if (*s++ == ' ') n++; return n; }
static struct record *record(void) { static struct record r; return &r; }
*/
import "C"

import (
	"os"
	"unsafe"
)

func Print(s string) {
	p := C.CBytes([]byte(s)) // fixed here
	defer C.free(p)
	C.puts((*C.char)(p)) // want `^C.puts reads s up to a NUL, which a Go string or slice does not have at its end$`
}

func PrintBytes(b []byte) {
	p := C.CBytes(b) // fixed here
	defer C.free(p)
	C.puts((*C.char)(p)) // want `C.puts reads b up to a NUL, which a Go string or slice does not have at its end`
}

func PrintFirst(s string) {
	b := []byte(s)
	C.puts((*C.char)(unsafe.Pointer(&b[0]))) // want `C.puts reads b up to a NUL`
}

func PrintData(s string) {
	C.puts((*C.char)(unsafe.Pointer(unsafe.StringData(s)))) // want `C.puts reads s up to a NUL`
}

type label string

func PrintNamed(s label) {
	p := C.CBytes([]byte(s)) // fixed here
	defer C.free(p)
	C.puts((*C.char)(p)) // want `C.puts reads s up to a NUL`
}

func PrintConstant() {
	b := []byte("hello")
	C.puts((*C.char)(unsafe.Pointer(&b[0]))) // want `C.puts reads b up to a NUL, and nothing puts one at its end: what lies behind is read too`
}

func PrintFile(name string) error {
	data, err := os.ReadFile(name)
	if err != nil || len(data) == 0 {
		return err
	}
	C.puts((*C.char)(unsafe.Pointer(&data[0]))) // want `C.puts reads data up to a NUL, and nothing puts one at its end`
	return nil
}

func length(b []byte) int {
	return int(C.strlen((*C.char)(unsafe.Pointer(&b[0])))) // want `C.strlen reads b up to a NUL`
}

func Length(s string) int { return length([]byte(s)) }

func User(u *C.struct_utmpx) string {
	return C.GoString(&u.ut_user[0]) // want `C.GoString reads the field ut_user up to a NUL, and ut_user of struct utmpx has none when all 32 bytes are in use`
}

func Link(path *C.char) string {
	buf := make([]byte, 256)
	C.readlink(path, (*C.char)(unsafe.Pointer(&buf[0])), C.size_t(len(buf)))
	return C.GoString((*C.char)(unsafe.Pointer(&buf[0]))) // want `C.GoString reads buf up to a NUL, and C.readlink may fill all of it without one`
}

func Host() string {
	const size = 64
	buf := (*C.char)(C.malloc(size))
	defer C.free(unsafe.Pointer(buf))
	C.gethostname(buf, size)
	return C.GoString(buf) // want `C.GoString reads buf up to a NUL, and C.gethostname may fill all of it`
}

func HostArray() string {
	var buf [64]C.char
	C.gethostname(&buf[0], C.size_t(len(buf)))
	return C.GoString(&buf[0]) // want `C.GoString reads buf up to a NUL, and C.gethostname may fill all of it`
}

func Rename(r *C.struct_record, name *C.char) string {
	C.strncpy(&r.name[0], name, C.size_t(len(r.name)))
	return C.GoString(&r.name[0]) // want `C.GoString reads the field name up to a NUL, and C.strncpy may fill all of it without one`
}

func Name() string {
	return C.GoStringN(&C.record().name[0], 32) // want `C.GoStringN copies 32 bytes from the field name, which has 16: what lies behind is copied too`
}

func SetLast(s *C.char) { C.set_last(s) }

func Last() string {
	return C.GoString(C.get_last()) // want `C.GoString reads the result of C.get_last up to a NUL, and C fills its memory to the end without one`
}

func Tag() string {
	t := C.get_tag()
	return C.GoString(t) // want `C.GoString reads the result of C.get_tag up to a NUL`
}

func SetName(s *C.char) string {
	var r C.struct_record
	C.set_name(&r, s)
	return C.GoString(&r.name[0]) // want `C.GoString reads the field name up to a NUL, and C.set_name may fill all of it without one`
}

func Words(s string) int {
	b := []byte(s)
	return int(C.count_words((*C.char)(unsafe.Pointer(unsafe.SliceData(b))))) // want `C.count_words reads b up to a NUL`
}
