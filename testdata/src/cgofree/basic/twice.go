package basic

/*
#include <stdlib.h>
#include <gnu/libc-version.h>
typedef struct cell { int id; char *label; } cell;
static cell *cell_new(void) { return calloc(1, sizeof(cell)); }
static void cell_free(cell *c) { free(c->label); free(c); }
static int cell_look(const cell *c) { return c->id; }
static void *box_new(void) { return malloc(8); }
static void box_free(void *p) { free(p); }
*/
import "C"

import (
	"errors"
	"unsafe"
)

// A Cat has a box.
type Cat struct {
	b, lid unsafe.Pointer
	closed bool
}

// NewCat makes one.
func NewCat() *Cat { return &Cat{b: C.box_new(), lid: C.box_new()} }

// Close asks for the box, and leaves it.
func (c *Cat) Close() {
	if c.b != nil {
		C.box_free(c.b) // want `Close frees c.b and does not set it to nil: a second call of Close frees it again`
	}
	if c.lid != nil {
		C.box_free(c.lid)
		c.lid = nil
	}
}

// A Dog has a flag.
type Dog struct {
	b      unsafe.Pointer
	closed bool
}

// NewDog makes one.
func NewDog() *Dog { return &Dog{b: C.box_new()} }

// Close frees once.
func (d *Dog) Close() {
	if d.closed || d.b == nil {
		return
	}
	d.closed = true
	C.box_free(d.b)
}

// Version frees what the library has.
func Version() error {
	s := C.gnu_get_libc_version()
	err := errors.New(C.GoString(s))
	C.free(unsafe.Pointer(s)) // want `C.free frees what C.gnu_get_libc_version returns, which C declares as const: it belongs to C`
	return err
}

// Label reads what was freed with the cell.
func Label(c *C.cell) string {
	label := c.label
	C.cell_free(c)
	return C.GoString(label) // want `C.GoString uses .* after C.cell_free has freed it`
}

// LabelKept takes the label out first.
func LabelKept(c *C.cell) string {
	label := c.label
	c.label = nil
	C.cell_free(c)
	defer C.free(unsafe.Pointer(label))
	return C.GoString(label)
}
