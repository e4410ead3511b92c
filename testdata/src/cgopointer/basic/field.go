package basic

/*
typedef struct { float *pixels; int n; } image;
typedef struct { int n; double *d; } record;
static float sum(image *i) { float s = 0; for (int k = 0; k < i->n; k++) s += i->pixels[k]; return s; }
static void put_many(record **v, int n) {}
*/
import "C"

import (
	"runtime"
	"unsafe"
)

// What a constructor stores in a field, a method passes.
type picture struct{ c C.image }

func newPicture(pix []float32) *picture {
	p := &picture{}
	p.c.pixels = (*C.float)(unsafe.Pointer(&pix[0]))
	p.c.n = C.int(len(pix))
	return p
}

func (p *picture) sum() float32 {
	return float32(C.sum(&p.c)) // want `^&p\.c holds the Go pointer p\.c\.pixels: C\.sum gets`
}

func (p *picture) pinnedSum() float32 {
	var pinner runtime.Pinner
	defer pinner.Unpin()
	pinner.Pin(p.c.pixels)
	return float32(C.sum(&p.c))
}

func (p *picture) clear() {
	p.c.pixels = nil
	C.sum(&p.c)
}

// The constructor pins it.
type pinnedPicture struct {
	c      C.image
	pinner runtime.Pinner
}

func newPinnedPicture(pix []float32) *pinnedPicture {
	p := &pinnedPicture{}
	p.pinner.Pin(&pix[0])
	p.c.pixels = (*C.float)(unsafe.Pointer(&pix[0]))
	return p
}

func (p *pinnedPicture) sum() float32 { return float32(C.sum(&p.c)) }

// The pointer may be anybody's.
type anyPicture struct{ c C.image }

func newAnyPicture(pix []float32, pixels *C.float) *anyPicture {
	p := &anyPicture{}
	p.c.pixels = pixels
	if pixels == nil {
		p.c.pixels = (*C.float)(unsafe.Pointer(&pix[0]))
	}
	return p
}

func (p *anyPicture) sum() float32 { return float32(C.sum(&p.c)) }

// Whether t is Go's or C's, it may not hold a Go pointer.
func eitherWay(t *C.image) {
	t.pixels = new(C.float)
	C.sum(t) // want `^t holds the Go pointer t\.pixels: C\.sum gets`
}

// A slice of C structs that nobody makes of C memory is Go's.
func manyRecords(records []C.record) {
	v := make([]*C.record, len(records))
	for i := range records {
		v[i] = &records[i]
	}
	C.put_many(&v[0], C.int(len(v))) // want `^&v\[0\] holds the Go pointer v\[i\]: C\.put_many gets`
}

// The receiver leads to the memory.
type holder struct{ c C.image }

func (h *holder) sum() float32 { return float32(C.sum(&h.c)) }

func useHolder(pixels *C.float, own bool) float32 {
	h := &holder{}
	h.c.pixels = pixels
	if own {
		h.c.pixels = new(C.float)
	}
	return h.sum() // want `^h\.sum passes &h\.c to C\.sum, and h\.c\.pixels is an unpinned Go pointer, which cgo forbids$`
}
