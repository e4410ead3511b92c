// Package basic has objects whose finalizers may run while C uses their
// memory.
package basic

/*
#include <stdlib.h>
#include <string.h>
typedef struct { int refs, n; char name[16]; } item;
static item *item_new(int n) { item *i = calloc(1, sizeof *i); i->refs = 1; i->n = n; return i; }
static item *item_ref(item *i) { i->refs++; return i; }
static void item_unref(item *i) { if (--i->refs == 0) free(i); }
static int item_len(item *i) { return i->n; }
static int item_add(item *i, item *j) { return i->n += j->n; }
static int item_check(item *i) { return i->n < 0 ? -1 : 0; }
static char *item_name(item *i) { return i->name; }
static void item_set(item *i, int n) { i->n = n; }
typedef struct opaque opaque;
extern opaque *opaque_new(void);
extern void opaque_finish(opaque *o);
extern int opaque_size(opaque *o);
*/
import "C"

import (
	"errors"
	"runtime"
)

// Item is finalized by a method.
type Item struct{ c *C.item }

func NewItem(n int) *Item {
	i := &Item{C.item_new(C.int(n))}
	runtime.SetFinalizer(i, (*Item).free)
	return i
}

func (i *Item) free() { C.item_unref(i.c) }

func (i *Item) Len() int {
	return int(C.item_len(i.c)) // want `C.item_len may use freed memory: nothing keeps i alive until it returns, and the finalizer of i frees i.c by C.item_unref`
}

func (i *Item) Name() string {
	return C.GoString(C.item_name(i.c)) // want `may use freed memory`
}

func (i *Item) Set(n int) {
	C.item_set(i.c, C.int(n)) // want `C.item_set may use freed memory`
}

func (i *Thing) OneLine() int { return int(C.item_len(i.c)) } // want `C.item_len may use freed memory`

func (i *Thing) Check() error {
	if C.item_check(i.c) != 0 { // want `C.item_check may use freed memory`
		return errors.New("negative")
	}
	return nil
}

// Two exits, one mistake.
func (i *Thing) Sign(double bool) int {
	if double {
		return 2 * int(C.item_len(i.c)) // want `C.item_len may use freed memory`
	}
	return int(C.item_len(i.c))
}

// Each of two objects is lost.
func Sum(a, b *Item) int {
	return int(C.item_add(a.c, b.c)) // want `nothing keeps a and b alive until it returns`
}

// KeepAlive comes before the last use of the memory.
func (i *Part) Early() string {
	name := C.item_name(i.c)
	runtime.KeepAlive(i)
	return C.GoString(name) // want `C.GoString may use freed memory: runtime.KeepAlive comes before it`
}

// The pointer is taken out before the loop.
func (i *Part) Loop(n int) {
	c := i.c
	for range n {
		C.item_set(c, C.int(n)) // want `C.item_set may use freed memory`
	}
}

// By an accessor.
func (i *Part) native() *C.item { return i.c }

func Copy(i *Part) int {
	n := C.item_len(i.native()) // want `C.item_len may use freed memory`
	return int(n)
}

// A helper gets the memory.
func length(c *C.item) int { return int(C.item_len(c)) }

func (i *Cell) Length() int {
	return length(i.c) // want `length, which calls C.item_len, may use freed memory`
}

// A temporary has no name.
func Fresh() int {
	return int(C.item_len(NewItem(1).c)) // want `nothing keeps the \*basic.Item alive`
}

// A field of an object without a finalizer.
type Box struct{ item *Item }

func (b *Box) Len() int {
	return int(C.item_len(b.item.c)) // want `nothing keeps the \*basic.Item alive`
}

// Thing, Part and Cell are finalized too.
type (
	Thing struct{ c *C.item }
	Part  struct{ c *C.item }
	Cell  struct{ c *C.item }
)

func NewThing() *Thing {
	t := &Thing{C.item_new(1)}
	runtime.SetFinalizer(t, func(t *Thing) { C.item_unref(t.c) })
	return t
}

func NewPart() (*Part, error) {
	p := &Part{C.item_new(1)}
	if p.c == nil {
		return nil, errors.New("no memory")
	}
	runtime.SetFinalizer(p, func(p *Part) { C.item_unref(p.c) })
	return p, nil
}

func NewCell() (c *Cell) {
	c = &Cell{C.item_new(1)}
	defer func() { println("made") }()
	runtime.SetFinalizer(c, freeCell)
	return
}

func freeCell(c *Cell) { C.item_unref(c.c) }

// Opaque is finalized by a literal that calls a function without a body, and
// is made by a generic helper.
type Opaque struct{ c *C.opaque }

func track[T any](x *T, free func(*T)) *T {
	runtime.SetFinalizer(x, free)
	return x
}

func NewOpaque() *Opaque {
	return track(&Opaque{C.opaque_new()}, func(o *Opaque) { C.opaque_finish(o.c) })
}

func (o *Opaque) Size() int {
	n := C.opaque_size(o.c) // want `C.opaque_size may use freed memory: nothing keeps o alive until it returns, and the finalizer of o frees o.c by C.opaque_finish`
	return int(n)
}

// Cleaned has a cleanup, which gets the memory.
type Cleaned struct{ c *C.item }

func NewCleaned() *Cleaned {
	c := C.item_new(1)
	o := &Cleaned{c}
	runtime.AddCleanup(o, func(c *C.item) { C.item_unref(c) }, c)
	return o
}

func (o *Cleaned) Len() int {
	return int(C.item_len(o.c)) // want `the cleanup of o frees o.c by C.item_unref`
}

// Embedding embeds what has the memory.
type Embedding struct {
	base
	n int
}

type base struct{ c *C.item }

func NewEmbedding() *Embedding {
	e := &Embedding{base: base{C.item_new(1)}}
	runtime.SetFinalizer(e, func(e *Embedding) { C.item_unref(e.c) })
	return e
}

func (b *base) Len() int {
	return int(C.item_len(b.c)) // want `C.item_len may use freed memory: nothing keeps b alive`
}

// An unexported function with a caller that needs the object no longer.
func (i *Cell) check() C.int {
	return C.item_check(i.c) // want `C.item_check may use freed memory`
}

func (i *Cell) Valid() bool { return i.check() == 0 }
