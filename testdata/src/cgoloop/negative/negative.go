// Package negative crosses where it does not matter, or not in a loop.
package negative

/*
#include <stdlib.h>

enum { RED, GREEN };

static int put(int x) { return x; }
static int try(void) { return 0; }
static int count(void) { return 3; }
*/
import "C"

import "unsafe"

func handful() {
	for i := range 8 {
		C.put(C.int(i))
	}
	for i := 0; i < 4; i++ {
		C.put(C.int(i))
	}
	for _, c := range [...]C.int{C.RED, C.GREEN} {
		C.put(c)
	}
	for _, c := range []C.int{C.RED, C.GREEN} {
		for range 4 {
			C.put(c)
		}
	}
}

func left(xs []int) {
	for _, x := range xs {
		if x > 0 {
			C.put(C.int(x))
			break
		}
	}
	for _, x := range xs {
		if x > 0 {
			C.put(C.int(x))
			return
		}
	}
	for _, x := range xs {
		if x < 0 {
			panic(C.put(C.int(x)))
		}
	}
}

func once(xs []int) {
	for i := C.count(); i < 100; i++ {
		xs = append(xs, int(i))
	}
	for range int(C.count()) {
		xs = append(xs, 0)
	}
}

func later(xs []int) (stored []func()) {
	for _, x := range xs {
		defer C.put(C.int(x))
		stored = append(stored, func() { C.put(C.int(x)) })
		go func() { C.put(C.int(x)) }()
	}
	return stored
}

func conversions(xs []int) (ys []C.int) {
	for _, x := range xs {
		ys = append(ys, C.int(x)+C.GREEN)
	}
	return ys
}

func arguments(args []string) []*C.char {
	argv := make([]*C.char, len(args))
	for i, arg := range args {
		argv[i] = C.CString(arg)
	}
	return argv
}

func release(argv []*C.char) (strings []string) {
	for _, arg := range argv {
		strings = append(strings, C.GoString(arg))
		C.free(unsafe.Pointer(arg))
	}
	return strings
}

func retry() {
	for C.try() != 0 {
	}
	for {
		rc := C.try()
		if rc == 0 {
			break
		}
	}
	for {
		if rc := C.try(); rc > 0 {
			continue
		}
		return
	}
}

func init() {
	for i := range 100 {
		C.put(C.int(i))
	}
}

// unused is never called in a loop.
func unused() {
	put := func(x int) { C.put(C.int(x)) }
	put(1)
}
