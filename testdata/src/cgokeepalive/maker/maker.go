// Package maker has a type that is finalized, and functions for other
// packages.
package maker

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

type Cell struct{ P unsafe.Pointer }

func New() *Cell {
	c := &Cell{unsafe.Pointer(C.cell_new())}
	runtime.SetFinalizer(c, func(c *Cell) { C.cell_free((*C.int)(c.P)) })
	return c
}

func (c *Cell) Pointer() unsafe.Pointer { return c.P }

// Get reads the cell at p.
func Get(p unsafe.Pointer) int { return int(C.cell_get((*C.int)(p))) }
