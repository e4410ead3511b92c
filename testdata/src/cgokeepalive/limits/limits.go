// Package limits has what the check does not see.
package limits

/*
#include <stdlib.h>
static int *cell_new(void) { return calloc(1, sizeof(int)); }
static void cell_free(int *c) { free(c); }
static int cell_get(int *c) { return *c; }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

type Cell struct{ c *C.int }

func New() *Cell {
	c := &Cell{C.cell_new()}
	runtime.SetFinalizer(c, func(c *Cell) { C.cell_free(c.c) })
	return c
}

// A function that is not known may keep what it gets.
func Register(c *Cell, register func(*Cell)) int {
	register(c)
	return int(C.cell_get(c.c))
}

// A literal may run while the function that it is in still uses the object.
func (c *Cell) Each(each func(func() int)) {
	each(func() int { return int(C.cell_get(c.c)) })
}

// Go code that reads the memory of C is not looked at.
func (c *Cell) Read() int { return int(*c.c) }

// Nor is a view of it that is handed on.
func (c *Cell) View() []int32 { return unsafe.Slice((*int32)(unsafe.Pointer(c.c)), 1) }

// Whoever finalizes queues the memory up.
type Queued struct{ c *C.int }

var queue = make(chan *C.int)

func NewQueued() *Queued {
	q := &Queued{C.cell_new()}
	runtime.SetFinalizer(q, func(q *Queued) { queue <- q.c })
	return q
}

func (q *Queued) Get() int { return int(C.cell_get(q.c)) }
