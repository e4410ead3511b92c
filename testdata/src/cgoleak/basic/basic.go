// Package basic loses C memory.
package basic

/*
#include <stdlib.h>
#include <string.h>
#include <errno.h>
#include <stdio.h>

typedef struct { int threads; } info;
typedef struct item item;

static int encode(const char *name, unsigned long *code) { if (!strcmp(name, "bad")) return -4; *code = strlen(name); return 0; }
static int query(int pid, info *t) { if (pid < 0) return -1; t->threads = 1; return 0; }
//cgolint:contract dup_name result fresh freed by free
char *dup_name(int n);
//cgolint:contract name_of 2 out fresh freed by free if result == 0
int name_of(int n, char **out);
int outside(const char *name);
int external_open(const char *path, int flags);
int external_run(int argc, const char **argv);
*/
import "C"

import (
	"errors"
	"unsafe"
)

// InArguments has no name for the string.
func InArguments(name string) int {
	var code C.ulong
	C.encode(C.CString(name), &code) // want `the C string that C.CString makes here is never freed: the garbage collector does not free C memory`
	return int(code)
}

// NeverFreed forgets it.
func NeverFreed(pid int) int {
	ti := (*C.info)(C.malloc(C.sizeof_info)) // want `ti, which C.malloc allocates, is never freed`
	if C.query(C.int(pid), ti) != 0 {
		return -1
	}
	return int(ti.threads)
}

// EarlyReturn forgets it where the query fails.
func EarlyReturn(pid int) (int, error) {
	p := C.malloc(C.size_t(unsafe.Sizeof(C.info{}))) // want `p, which C.malloc allocates, is not freed on a path to “return 0, errors.New\("no such process"\)”`
	ti := (*C.info)(p)
	if C.query(C.int(pid), ti) != 0 {
		return 0, errors.New("no such process")
	}
	threads := int(ti.threads)
	C.free(p)
	return threads, nil
}

// Continue goes on with the next name.
func Continue(names []string) (codes []int) {
	for _, name := range names {
		cn := C.CString(name) // want `cn, which C.CString allocates, is not freed where the loop continues early`
		var code C.ulong
		if C.encode(cn, &code) != 0 {
			continue
		}
		C.free(unsafe.Pointer(cn))
		codes = append(codes, int(code))
	}
	return codes
}

// EachTurn allocates another one.
func EachTurn(names []string) (sum int) {
	for _, name := range names {
		cn := C.CString(name) // want `cn, which C.CString allocates, is never freed`
		var code C.ulong
		C.encode(cn, &code)
		sum += int(code)
	}
	return sum
}

// Overwritten loses the first.
func Overwritten(a, b string) int {
	var code C.ulong
	cs := C.CString(a) // want `cs, which C.CString allocates, is never freed`
	C.encode(cs, &code)
	cs = C.CString(b)
	C.encode(cs, &code)
	C.free(unsafe.Pointer(cs))
	return int(code)
}

// DeferredNil frees nil.
func DeferredNil(n int) string {
	var p *C.char
	defer C.free(unsafe.Pointer(p)) // want `the deferred call of C.free frees nil, the value of p at the defer statement, not what C.name_of stores in p afterwards`
	if C.name_of(C.int(n), &p) != 0 {
		return ""
	}
	return C.GoString(p)
}

// Copied only copies what C allocates.
func Copied(n int) string {
	return C.GoString(C.dup_name(C.int(n))) // want `the memory that C.dup_name returns is only copied and never freed`
}

// Out is not freed where it is there.
func Out(n int) (string, error) {
	var p *C.char
	if rc := C.name_of(C.int(n), &p); rc != 0 { // want `p, which C.name_of sets to new memory, is only copied and never freed`
		return "", errors.New("no name")
	}
	return C.GoString(p), nil
}

func cstring(s string) *C.char {
	return C.CString(s)
}

// Wrapped gets it from a function of the package.
func Wrapped(s string) int {
	cs := cstring(s) // want `cs, which cstring allocates, is never freed`
	var code C.ulong
	C.encode(cs, &code)
	return int(code)
}

// Prototype calls a function that is elsewhere, and declared to take a const.
func Prototype(path string) int {
	return int(C.external_open(C.CString(path), 0)) // want `the C string that C.CString makes here is never freed`
}

// FlagNotSet frees only with the flag.
func FlagNotSet(s string, verbose bool) int {
	cs := C.CString(s) // want `cs, which C.CString allocates, is not freed on a path to “return int\(code\)”`
	owned := true
	if verbose {
		owned = false
	}
	var code C.ulong
	C.encode(cs, &code)
	if owned {
		C.free(unsafe.Pointer(cs))
	}
	return int(code)
}

// Literal loses it in a function literal.
func Literal(names []string, each func(func(string) int)) {
	each(func(name string) int {
		var code C.ulong
		cn := C.CString(name) // want `cn, which C.CString allocates, is never freed`
		C.encode(cn, &code)
		return int(code)
	})
}

// DeferredIf frees nil, which the return statement stores in p.
func DeferredIf(name string) (p *C.char, err error) {
	p = C.CString(name) // want `p, which C.CString allocates, is lost on a path to “return nil, errors.New\("bad"\)”`
	defer func() {
		if err != nil {
			C.free(unsafe.Pointer(p))
		}
	}()
	var code C.ulong
	if C.encode(p, &code) != 0 {
		return nil, errors.New("bad")
	}
	return p, nil
}

// Piled frees all of them when the channel is closed.
func Piled(names <-chan string, codes chan<- int) {
	for name := range names {
		cn := C.CString(name) // want `cn, which C.CString allocates, is freed only when the function returns: each iteration defers another call of C.free`
		defer C.free(unsafe.Pointer(cn))
		var code C.ulong
		C.encode(cn, &code)
		codes <- int(code)
	}
}

// PiledShortly frees them when a list has been gone through.
func PiledShortly(names []string) (sum int) {
	for _, name := range names {
		cn := C.CString(name) // want `pedantic: cn, which C.CString allocates, is freed only when the function returns`
		defer C.free(unsafe.Pointer(cn))
		sum += int(C.strlen(cn))
	}
	return sum
}

// Elements frees the array and not the strings in it.
func Elements(args []string) int {
	argv := C.malloc(C.size_t(len(args)) * C.size_t(unsafe.Sizeof(uintptr(0))))
	defer C.free(argv)
	view := unsafe.Slice((**C.char)(argv), len(args))
	for i, arg := range args {
		view[i] = C.CString(arg) // want `the C string that C.CString allocates is stored in view\[i\], and nothing frees its elements`
	}
	return int(C.external_run(C.int(len(args)), (**C.char)(argv)))
}

// GoElements has them in a slice.
func GoElements(args []string) int {
	argv := make([]*C.char, len(args))
	for i, arg := range args {
		argv[i] = C.CString(arg) // want `the C string that C.CString allocates is stored in argv\[i\], and nothing frees its elements`
	}
	return int(C.external_run(C.int(len(argv)), &argv[0]))
}
