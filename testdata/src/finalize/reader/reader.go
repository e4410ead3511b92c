// Package reader has objects whose memory of C a finalizer or a cleanup frees,
// and functions that have to do with them.
package reader

/*
#include <stdlib.h>
typedef struct { int rows; } reader;
static reader *reader_open(void) { return malloc(sizeof(reader)); }
static int reader_rows(reader *r) { return r->rows; }
static void reader_close(reader *r) { free(r); }
*/
import "C"

import "runtime"

// A Reader is freed by its finalizer.
type Reader struct { // want Reader:`^frees \[1\] by reader_close$`
	name string
	c    *C.reader
}

// Open makes a reader.
func Open(name string) *Reader { // want Open:"^result 0 is new$"
	r := &Reader{name, C.reader_open()}
	runtime.SetFinalizer(r, (*Reader).close)
	return r
}

func (r *Reader) close() { C.reader_close(r.c) }

// Rows hands the memory of its receiver to C.
func (r *Reader) Rows() int { return int(C.reader_rows(r.c)) } // want Rows:"^parameter 0\\[1\\] goes to reader_rows$"

// Memory returns it.
func (r *Reader) Memory() *C.reader { return r.c } // want Memory:"^result 0 is parameter 0\\[1\\]$"

// A Table has a reader that a cleanup closes.
type Table struct { // want Table:"^frees \\[0\\] by reader_close$"
	reader *C.reader
}

// NewTable makes a table.
func NewTable() *Table { // want NewTable:"^result 0 is new$"
	t := &Table{C.reader_open()}
	runtime.AddCleanup(t, func(c *C.reader) { C.reader_close(c) }, t.reader)
	return t
}

// A Plain has no finalizer.
type Plain struct{ c *C.reader }

// Name has nothing to do with C.
func (r *Reader) Name() string { return r.name }

var all []*Reader

// Keep stores a reader.
func Keep(r *Reader) { all = append(all, r) } // want Keep:"^parameter 0 is stored$"
