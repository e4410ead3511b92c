// Package collected shows that the object is collected while C runs, as long
// as nothing keeps it alive.
package collected

/*
#include <stdlib.h>
static int live;
static int *cell_new(void) { live++; return calloc(1, sizeof(int)); }
static void cell_free(int *c) { live--; free(c); }
extern void pause(void);
static int cell_live(int *c) { pause(); return live; }
*/
import "C"

import (
	"runtime"
	"time"
)

type Cell struct{ c *C.int }

func New() *Cell {
	c := &Cell{C.cell_new()}
	runtime.SetFinalizer(c, func(c *Cell) { C.cell_free(c.c) })
	return c
}

// pause gives the collector and the finalizer time.
//
//export pause
func pause() {
	for range 3 {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}

// Live returns how many cells there are while C uses this one.
func (c *Cell) Live() int {
	return int(C.cell_live(c.c)) // want `C.cell_live may use freed memory: nothing keeps c alive`
}
