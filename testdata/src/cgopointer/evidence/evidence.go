// Package evidence has Go pointers that get into what is passed to C in one
// place of the source, which a comment "put here" marks.
package evidence

// typedef struct { unsigned char *pixels; int n; } image;
// static int sum(image *i) { return i->n; }
// static int all(void **p, int n) { return p[0] != 0; }
// static int look(void *p) { return p != 0; }
import "C"

import "unsafe"

type picture struct{ c C.image }

func load(pix []byte) *picture {
	p := &picture{}
	if len(pix) > 0 {
		p.c.pixels = (*C.uchar)(unsafe.Pointer(&pix[0])) // put here
	}
	return p
}

func (p *picture) sum() int { return int(C.sum(&p.c)) } // want "holds the Go pointer p.c.pixels"

func literal() {
	data := make([]byte, 4)
	i := C.image{n: 4, pixels: (*C.uchar)(unsafe.Pointer(&data[0]))} // put here
	C.sum(&i)                                                        // want "holds the Go pointer i.pixels"
}

func elements(n int) {
	ptrs := make([]unsafe.Pointer, 4)
	for i := range ptrs {
		ptrs[i] = nil
		ptrs[i] = unsafe.Pointer(new(int)) // put here
	}
	C.all(&ptrs[0], 4) // want "holds the Go pointer ptrs.i."
}

type node struct{ next *int }
type leaf struct{ next *int }

func nodes(l *leaf) {
	l.next = new(int)
	n := &node{}
	n.next = new(int)         // put here
	C.look(unsafe.Pointer(n)) // want "holds the Go pointer n.next"
	n.next = new(int)
}
