// Package handlenofix gives C pointers that must stay what they are.
package handlenofix

/*
#include <stdint.h>
#include <stdlib.h>

typedef struct { int x, y; } point;

static void *user;
static void set_user(void *p) { user = p; }

static int *counter;
static void set_counter(void *p) { counter = p; *counter = 0; }

static void *total;
static void set_total(void *p) { total = p; }
static void add(int n) { *(int *)total += n; }

void goCount(void *);
void goPoint(void *);
void goAnimal(void *);
*/
import "C"

import "unsafe"

// C writes the counter.
type counter struct{ n int32 }

func count(c *counter) {
	C.set_counter(unsafe.Pointer(c)) // want `C.set_counter keeps c in the global counter`
}

//export goCount
func goCount(user unsafe.Pointer) { (*counter)(user).n++ }

// So it does here, but later.
type total struct{ n int32 }

func sum(t *total) {
	C.set_total(unsafe.Pointer(t)) // want `C.set_total keeps t in the global total`
}

//export goTotal
func goTotal(user unsafe.Pointer) { (*total)(user).n++ }

// The type is C's.
func move() {
	p := &C.point{x: 1}
	C.set_user(unsafe.Pointer(p)) // want `C.set_user keeps p in the global user`
}

//export goPoint
func goPoint(user unsafe.Pointer) { (*C.point)(user).x++ }

// Nothing gets it back.
type lost struct{ s string }

func lose(l *lost) {
	C.set_user(unsafe.Pointer(l)) // want `C.set_user keeps l in the global user`
}

// It is also read as bytes.
type record struct {
	n    int32
	name string
}

func store(r *record) []byte {
	C.set_user(unsafe.Pointer(r)) // want `C.set_user keeps r in the global user`
	return (*[4]byte)(unsafe.Pointer(r))[:]
}

//export goRecord
func goRecord(user unsafe.Pointer) { (*record)(user).n++ }

// It comes back as its first field.
type animal struct{ name string }

type dog struct {
	animal
	tail int
}

func walk(d *dog) {
	C.set_user(unsafe.Pointer(d)) // want `C.set_user keeps d in the global user`
}

//export goAnimal
func goAnimal(user unsafe.Pointer) { (*animal)(user).name = "" }

//export goDog
func goDog(user unsafe.Pointer) { (*dog)(user).tail++ }

// In a loop's head there is no place for a statement.
type turn struct{ next *turn }

func turns(t *turn) {
	for i := 0; keep(unsafe.Pointer(t)) && i < 3; i++ { // want `keep hands t to C.set_user`
	}
}

func keep(p unsafe.Pointer) bool {
	C.set_user(p)
	return true
}

//export goTurn
func goTurn(user unsafe.Pointer) { (*turn)(user).next = nil }
