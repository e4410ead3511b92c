// Package names uses C names of every kind in every place.
package names

/*
#include <math.h>
#include <stdlib.h>

#define N 3
#define STR "abc"
#define SUM (add(1, 2))
#define HALF 0.5

typedef struct { int a; } anonymous;
struct point { int x, y; };
enum color { RED, GREEN };
typedef int (*callback)(int);

static int counter;
static struct point origin;
static int add(int a, int b) { return a + b; }
static void nothing(void) {}
static int apply(callback f, int x) { return f(x); }
static int twice(int x) { return 2 * x; }
*/
import "C"

import "unsafe"

type pair struct {
	first C.anonymous     // want "type anonymous: C.anonymous"
	other *C.struct_point // want "type struct_point: C.struct_point"
}

func calls() {
	sum, err := C.add(1, 2)    // want "func add two-valued: func.*error" "call add two-valued"
	var root, err2 = C.sqrt(2) // want "func sqrt two-valued" "call sqrt two-valued"
	_, _, _, _ = sum, err, root, err2
	(C.nothing)()                                      // want `^func nothing: func\(\) .*C.void\)$` "call nothing"
	go C.nothing()                                     // want "func nothing" "call nothing"
	defer C.nothing()                                  // want "func nothing" "call nothing"
	p := C.malloc(C.sizeof_int)                        // want "func malloc" "const sizeof_int" "call malloc"
	C.free(p)                                          // want `^func free: func\(p0 unsafe.Pointer\)` "call free"
	C.free(unsafe.Pointer(C.CString(C.GoString(nil)))) // want "func free" "func CString" `func GoString: func\(p \*C.char\) string` "call free" "call CString" "call GoString stays in Go"
}

func values() {
	C.counter = C.counter + C.N         // want "var counter: C.int" "var counter: C.int" "const N: C.int"
	C.origin.x++                        // want "var origin: C.struct_point"
	p := &C.origin                      // want "var origin"
	_ = C.SUM                           // want "macro SUM: C.int"
	_ = C.HALF * 2                      // want "const HALF: untyped float"
	_ = C.STR + "d"                     // want "const STR: untyped string"
	var c C.enum_color = C.RED          // want "type enum_color: .*" "const RED: C.enum_color"
	_ = C.apply(C.callback(C.twice), 3) // want "func apply" "type callback" "func value twice: unsafe.Pointer" "call apply"
	_ = (C.uint)(3)                     // want "type uint: C.uint"
	_ = C.struct_point{x: 1}            // want "type struct_point"
	_ = []C.int{1}                      // want "type int: C.int"
	_, _ = p, c
}

// Origin is a C type that other packages see.
var Origin C.struct_point // want "type struct_point"

// Limit is initialised by nothing but a C name.
var Limit = C.N // want "const N: int"
