// Command laterpin lets C read a buffer after a collection.
package main

/*
#include <stdint.h>
#include <stdlib.h>

typedef struct { const uint8_t *data[256]; int n; } reader;

static reader *reader_new(void) { return calloc(1, sizeof(reader)); }
static void reader_add(reader *r, const uint8_t *p) { r->data[r->n++] = p; }
static void reader_free(reader *r) { free(r); }

static int reader_wrong(const reader *r, int size) {
	int wrong = 0;
	for (int i = 0; i < r->n; i++)
		for (int j = 0; j < size; j++)
			if (r->data[i][j] != (uint8_t)i) { wrong++; break; }
	return wrong;
}
*/
import "C"

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
)

const size = 512

type reader struct {
	c *C.reader
}

func (r *reader) add(data []byte) {
	C.reader_add(r.c, (*C.uint8_t)(&data[0])) // want `C.reader_add keeps &data\[0\] in what r.c points to`
}

func (r *reader) close() {
	C.reader_free(r.c)
}

// others take the memory that is free after a collection.
var others [][]byte

func main() {
	r := &reader{c: C.reader_new()}
	for i := range 256 {
		r.add(bytes.Repeat([]byte{byte(i)}, size))
	}
	for range 3 {
		runtime.GC()
	}
	for range 1 << 14 {
		others = append(others, bytes.Repeat([]byte{'x'}, size))
	}
	wrong := C.reader_wrong(r.c, size)
	r.close()
	if wrong > 0 {
		fmt.Println("C read", wrong, "buffers that are something else")
		os.Exit(1)
	}
	fmt.Println("all buffers read")
}
