// Package images hands C what packages of Go made, and what was in an
// interface.
package images

/*
#include <stddef.h>
typedef struct { unsigned char *rgba; int stride; size_t size; } plane;
typedef struct {
	int colorspace;
	union { plane rgb; struct { unsigned char *y, *u, *v; } yuv; } u;
} picture;
int picture_decode(const unsigned char *data, size_t size, picture *out);
int picture_encode(const picture *in);
unsigned char *frame_pixels(void);
*/
import "C"

import (
	"bytes"
	"image"
	"unsafe"
)

func decode(data []byte) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 16, 16))
	out := new(C.picture)
	buf := (*C.plane)(unsafe.Pointer(&out.u[0]))
	buf.rgba = (*C.uchar)(&img.Pix[0])
	buf.size = C.size_t(len(img.Pix))
	C.picture_decode((*C.uchar)(&data[0]), C.size_t(len(data)), out) // want "out holds the address of Go memory in out.u.0.: C.picture_decode gets a pointer that the collector does not see"
	return img
}

func encode(img image.Image) {
	in := new(C.picture)
	buf := (*C.plane)(unsafe.Pointer(&in.u[0]))
	switch img := img.(type) {
	case *image.RGBA:
		buf.rgba = (*C.uchar)(&img.Pix[0])
		C.picture_encode(in) // want "in holds the address of Go memory in in.u.0.: C.picture_encode gets a pointer that the collector does not see"
	case *frame:
		buf.rgba = (*C.uchar)(&img.pix[0])
		C.picture_encode(in)
	}
}

func encodeBuffer(n int) {
	var b bytes.Buffer
	b.Write(make([]byte, n))
	in := new(C.picture)
	(*C.plane)(unsafe.Pointer(&in.u[0])).rgba = (*C.uchar)(&b.Bytes()[0])
	C.picture_encode(in) // want "in holds the address of Go memory in in.u.0.: C.picture_encode gets a pointer that the collector does not see"
}

// What a buffer is made of may be C's.
func encodeOfC() {
	b := bytes.NewBuffer(unsafe.Slice((*byte)(C.frame_pixels()), 16))
	in := new(C.picture)
	(*C.plane)(unsafe.Pointer(&in.u[0])).rgba = (*C.uchar)(&b.Bytes()[0])
	C.picture_encode(in)
}

// The pixels of a frame are C's.
type frame struct {
	image.Image
	pix []byte
}

func newFrame() *frame {
	return &frame{pix: unsafe.Slice((*byte)(C.frame_pixels()), 16)}
}

var _ = newFrame
