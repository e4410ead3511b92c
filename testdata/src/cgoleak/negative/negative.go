// Package negative loses no C memory, or none that matters.
package negative

/*
#include <stdlib.h>
#include <string.h>
#include <stdio.h>

typedef struct { char *name; int n; } config;
typedef struct { int threads; } info;

static int encode(const char *name, unsigned long *code) { if (!strcmp(name, "bad")) return -4; *code = strlen(name); return 0; }
static int query(int pid, info *t) { if (pid < 0) return -1; t->threads = 1; return 0; }
//cgolint:contract dup_name result fresh freed by free
char *dup_name(int n);
//cgolint:contract name_of 2 out fresh freed by free if result == 0
int name_of(int n, char **out);
static void names_take(char **names, int n) { for (int i = 0; i < n; i++) free(names[i]); free(names); }
static char *current;
static void set_current(char *s) { free(current); current = s; }
static void drop(void *p) { free(p); }
void unknown_takes(char *s);
int external_set(const char *value, void (*destroy)(void *));
int external_print(char *line);
int external_run(int argc, const char **argv);
void external_take(int argc, char **argv);
void external_add(void *list, char *name);
int external_show(void *list);
int external_label(const char *s);
*/
import "C"

import (
	"errors"
	"log"
	"os"
	"runtime"
	"sync"
	"unsafe"
)

// Deferred is right.
func Deferred(name string) int {
	cn := C.CString(name)
	defer C.free(unsafe.Pointer(cn))
	var code C.ulong
	if C.encode(cn, &code) != 0 {
		return -1
	}
	return int(code)
}

// DeferredLiteral is right too.
func DeferredLiteral(name string) int {
	cn := C.CString(name)
	defer func() {
		C.free(unsafe.Pointer(cn))
	}()
	var code C.ulong
	C.encode(cn, &code)
	return int(code)
}

// DeferredIf frees it unless it is handed on.
func DeferredIf(name string) (_ *C.char, err error) {
	p := C.CString(name)
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

// Flag frees it where it was made.
func Flag(name string) int {
	var cn *C.char
	made := false
	if name != "" {
		cn = C.CString(name)
		made = true
	}
	var code C.ulong
	if cn != nil {
		C.encode(cn, &code)
	}
	if made {
		C.free(unsafe.Pointer(cn))
	}
	return int(code)
}

// SameCondition asks twice.
func SameCondition(name string, quiet bool) int {
	var cn *C.char
	if !quiet {
		cn = C.CString(name)
	}
	var code C.ulong
	code = 1
	if !quiet {
		C.encode(cn, &code)
		C.free(unsafe.Pointer(cn))
	}
	return int(code)
}

// Failed has nothing where C says that it failed.
func Failed(n int) (string, error) {
	var p *C.char
	if rc := C.name_of(C.int(n), &p); rc != 0 {
		return "", errors.New("no name")
	}
	defer C.free(unsafe.Pointer(p))
	return C.GoString(p), nil
}

func check(rc C.int) error {
	if rc != 0 {
		return errors.New("failed")
	}
	return nil
}

// FailedByHelper asks a function.
func FailedByHelper(n int) (string, error) {
	var p *C.char
	if err := check(C.name_of(C.int(n), &p)); err != nil {
		return "", err
	}
	defer C.free(unsafe.Pointer(p))
	return C.GoString(p), nil
}

// Nil has nothing where the result is nil.
func Nil(n int) string {
	p := C.dup_name(C.int(n))
	if p == nil {
		return ""
	}
	defer C.free(unsafe.Pointer(p))
	return C.GoString(p)
}

// An Object keeps what it owns.
type Object struct {
	name *C.char
	info *C.info
}

// NewObject stores the memory.
func NewObject(name string) *Object {
	o := &Object{name: C.CString(name)}
	o.info = (*C.info)(C.malloc(C.sizeof_info))
	runtime.SetFinalizer(o, (*Object).Close)
	return o
}

// Close frees it.
func (o *Object) Close() {
	C.free(unsafe.Pointer(o.name))
	C.free(unsafe.Pointer(o.info))
}

var cache = map[string]*C.char{}

// Cached keeps it in a map.
func Cached(name string) *C.char {
	if c, ok := cache[name]; ok {
		return c
	}
	c := C.CString(name)
	cache[name] = c
	return c
}

// Taken hands it to C.
func Taken(name string) {
	C.set_current(C.CString(name))
}

// TakenPerhaps hands it to C, of which nothing is known.
func TakenPerhaps(name string) {
	C.unknown_takes(C.CString(name))
}

// WithDestructor hands a function to C that frees it.
func WithDestructor(name string) {
	C.external_set(C.CString(name), (*[0]byte)(C.drop))
}

// Array hands an array and its strings to C.
func Array(a, b string) {
	arr := (**C.char)(C.malloc(2 * C.size_t(unsafe.Sizeof((*C.char)(nil)))))
	view := unsafe.Slice(arr, 2)
	view[0] = C.CString(a)
	view[1] = C.CString(b)
	C.names_take(arr, 2)
}

// Elements are freed one by one.
func Elements(names []string) int {
	cs := make([]*C.char, len(names))
	for i, name := range names {
		cs[i] = C.CString(name)
	}
	defer func() {
		for _, c := range cs {
			C.free(unsafe.Pointer(c))
		}
	}()
	return int(C.strlen(cs[0]))
}

// Struct keeps it in a local struct.
func Struct(name string) int {
	var c C.config
	c.name = C.CString(name)
	defer C.free(unsafe.Pointer(c.name))
	return int(C.strlen(c.name))
}

func free(p *C.char) { C.free(unsafe.Pointer(p)) }

// Helper is freed by another function.
func Helper(name string) int {
	cn := C.CString(name)
	defer free(cn)
	var code C.ulong
	C.encode(cn, &code)
	return int(code)
}

func release(ps ...unsafe.Pointer) {
	for _, p := range ps {
		C.free(p)
	}
}

// Variadic is freed with others.
func Variadic(a, b string) int {
	ca, cb := C.CString(a), C.CString(b)
	defer release(unsafe.Pointer(ca), unsafe.Pointer(cb))
	return int(C.strcmp(ca, cb))
}

// Ends does not come back.
func Ends(name string) {
	cn := C.CString(name)
	var code C.ulong
	if C.encode(cn, &code) != 0 {
		log.Fatalf("bad name %s", name)
	}
	if code == 0 {
		os.Exit(1)
	}
	if code == 1 {
		panic("one")
	}
	C.free(unsafe.Pointer(cn))
}

var (
	once   sync.Once
	prefix = C.CString("prefix")
)

// Once allocates once.
func Once() {
	once.Do(func() {
		setup(C.CString("once"))
	})
}

func setup(c *C.char) { C.strlen(c) }

func init() {
	C.strlen(C.CString("init"))
}

// Sent hands it to a goroutine.
func Sent(name string, c chan<- *C.char) {
	cn := C.CString(name)
	go func() {
		c <- cn
	}()
}

// Switch frees it on each way.
func Switch(name string, n int) int {
	cn := C.CString(name)
	var code C.ulong
	switch n {
	case 0:
		C.free(unsafe.Pointer(cn))
		return 0
	case 1, 2:
		C.encode(cn, &code)
	default:
		code = 7
	}
	C.free(unsafe.Pointer(cn))
	return int(code)
}

// Retry frees it in each turn.
func Retry(names []string) int {
	for _, name := range names {
		cn := C.CString(name)
		var code C.ulong
		rc := C.encode(cn, &code)
		C.free(unsafe.Pointer(cn))
		if rc == 0 {
			return int(code)
		}
	}
	return 0
}

// Last frees the one before.
func Last(names []string) int {
	var last *C.char
	for _, name := range names {
		if last != nil {
			C.free(unsafe.Pointer(last))
		}
		last = C.CString(name)
	}
	if last == nil {
		return 0
	}
	n := C.strlen(last)
	C.free(unsafe.Pointer(last))
	return int(n)
}

// Grow reallocates.
func Grow(n int) {
	p := C.malloc(1)
	p = C.realloc(p, C.size_t(n))
	C.free(p)
}

// A Releaser can be released.
type Releaser interface{ release() }

type buffer struct{ p unsafe.Pointer }

func (b *buffer) release() { C.free(b.p) }

// Interface is released through an interface.
func Interface(n int) {
	var r Releaser = &buffer{C.malloc(C.size_t(n))}
	defer r.release()
	C.memset(r.(*buffer).p, 0, C.size_t(n))
}

// Allocate is generic.
func Allocate[T any](n int) *T {
	return (*T)(C.calloc(C.size_t(n), 8))
}

// Generic frees what Allocate returns.
func Generic(n int) int {
	p := Allocate[C.info](n)
	defer C.free(unsafe.Pointer(p))
	C.query(C.int(n), p)
	return int(p.threads)
}

// UsedAfter needs them until the end.
func UsedAfter(args []string) int {
	argv := make([]*C.char, len(args))
	for i, arg := range args {
		c := C.CString(arg)
		defer C.free(unsafe.Pointer(c))
		argv[i] = c
	}
	return int(C.external_run(C.int(len(argv)), &argv[0]))
}

// FewTurns defers two calls.
func FewTurns(name string) (sum int) {
	for range 2 {
		cn := C.CString(name)
		defer C.free(unsafe.Pointer(cn))
		sum += int(C.strlen(cn))
	}
	return sum
}

// MayTake hands an array to C, which may take what is in it.
func MayTake(args []string) {
	argv := make([]*C.char, len(args))
	for i, arg := range args {
		argv[i] = C.CString(arg)
	}
	C.external_take(C.int(len(argv)), &argv[0])
}

// FreedByC hands an array to C to be freed with what is in it.
func FreedByC(args []string) {
	arr := (**C.char)(C.malloc(C.size_t(len(args)) * 8))
	for i, arg := range args {
		unsafe.Slice(arr, len(args))[i] = C.CString(arg)
	}
	C.names_take(arr, C.int(len(args)))
}

// Header returns the memory as a slice, made from its header.
func Header(n int) []byte {
	header := struct {
		data uintptr
		n, c int
	}{uintptr(C.malloc(C.size_t(n))), n, n}
	return *(*[]byte)(unsafe.Pointer(&header))
}

// Listed needs them until the end, perhaps.
func Listed(list unsafe.Pointer, names []string) int {
	for _, name := range names {
		cn := C.CString(name)
		defer C.free(unsafe.Pointer(cn))
		C.external_add(list, cn)
	}
	return int(C.external_show(list))
}

// Sum hands the memory on, unless it is empty: which numbers say the same is
// not followed.
func Sum(c *C.config, value, key []byte) {
	var p unsafe.Pointer
	n, k := len(value), len(key)
	if n+k > 0 {
		p = C.malloc(C.size_t(n + k))
		if n > 0 {
			c.name = (*C.char)(p)
		}
		if k > 0 {
			c.name = (*C.char)(unsafe.Add(p, n))
		}
	}
	c.n = C.int(n + k)
}

// Initialize loses a constant string, once.
func Initialize() {
	C.strlen(C.CString("library"))
}

// Label passes a string of its own.
func Label(s string) int {
	// This one must NOT be freed: the library keeps it.
	return int(C.external_label(C.CString(s)))
}
