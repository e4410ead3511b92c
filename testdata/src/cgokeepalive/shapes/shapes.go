// Package shapes has calls in places where not every statement can be added.
package shapes

/*
#include <stdlib.h>
typedef struct { int n; } item;
static item *item_new(int n) { item *i = malloc(sizeof *i); i->n = n; return i; }
static void item_free(item *i) { free(i); }
static int item_len(item *i) { return i->n; }
*/
import "C"

import "runtime"

type Item struct{ c *C.item }

func check() {}

func New(n int) *Item {
	i := &Item{C.item_new(C.int(n))}
	runtime.SetFinalizer(i, func(i *Item) { C.item_free(i.c) })
	return i
}

// More than one statement stands on the line.
func (i *Item) Checked() int { check(); return int(C.item_len(i.c)) } // want `C.item_len may use freed memory`

func (i *Item) Commented() int { /* of the list */ return int(C.item_len(i.c)) } // want `C.item_len may use freed memory`

func Shadowed(runtime int) int {
	i := New(runtime)
	return int(C.item_len(i.c)) // want `C.item_len may use freed memory`
}

// The operation of a case takes no other statement.
func Receive(all []chan int) int {
	i := New(1)
	select {
	case n := <-all[C.item_len(i.c)]: // want `C.item_len may use freed memory`
		return n
	}
}

// A variable must not be declared where goto jumps over it.
func Jump(b bool) int {
	n := 0
	if b {
		goto end
	}
	n = int(C.item_len(New(1).c)) // want `C.item_len may use freed memory`
end:
	return n
}
