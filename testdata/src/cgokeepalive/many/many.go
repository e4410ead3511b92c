// Package many has a type none of whose methods keeps its objects alive: they
// are reported together.
package many

/*
#include <stdlib.h>
static int *cell_new(void) { return calloc(1, sizeof(int)); }
static void cell_free(int *c) { free(c); }
static int cell_get(int *c) { return *c; }
static void cell_set(int *c, int n) { *c = n; }
*/
import "C"
import "runtime"

type Cell struct{ c *C.int }

func New() *Cell {
	c := &Cell{C.cell_new()}
	runtime.SetFinalizer(c, func(c *Cell) { C.cell_free(c.c) })
	return c
}

func (c *Cell) Get() int  { return int(C.cell_get(c.c)) } // want `nothing keeps c alive until it returns, and the finalizer of c frees c.c by C.cell_free, likewise in 12 more functions of this file`
func (c *Cell) Get2() int { return int(C.cell_get(c.c)) }
func (c *Cell) Get3() int { return int(C.cell_get(c.c)) }

func (c *Cell) Set(n int) { C.cell_set(c.c, C.int(n)) }

func (c *Cell) Set2(n int) {
	C.cell_set(c.c, C.int(n)) // as above
}

func (c *Cell) Set3(n int) {
	if n > 0 {
		C.cell_set(c.c, C.int(n))
	}
}

func (c *Cell) Get4() int  { return int(C.cell_get(c.c)) }
func (c *Cell) Get5() int  { return int(C.cell_get(c.c)) }
func (c *Cell) Get6() int  { return int(C.cell_get(c.c)) }
func (c *Cell) Get7() int  { return int(C.cell_get(c.c)) }
func (c *Cell) Get8() int  { return int(C.cell_get(c.c)) }
func (c *Cell) Get9() int  { return int(C.cell_get(c.c)) }
func (c *Cell) Get10() int { return int(C.cell_get(c.c)) }
