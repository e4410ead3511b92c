package lent

/*
#include <stdlib.h>

typedef struct { unsigned char *data[3]; int stride; } picture;
typedef struct decoder decoder;
int decoder_get(decoder *d, picture *p);
void picture_unref(picture *p);
void picture_move(picture *to, picture *from);
*/
import "C"

import (
	"errors"
	"unsafe"
)

var errNone = errors.New("none")

// Planes are views of a picture.
type Planes struct{ Y, U, V []byte }

// view makes one.
func view(p *C.picture, n int) *Planes {
	return &Planes{Y: unsafe.Slice((*byte)(p.data[0]), n)}
}

// decode gives the picture back before anybody looks at the view.
func decode(d *C.decoder, n int) (*Planes, error) {
	var p C.picture
	if C.decoder_get(d, &p) != 0 {
		return nil, errNone
	}
	defer C.picture_unref(&p)
	return view(&p, n), nil // want `a pointer into p is returned, but the deferred call of C.picture_unref frees it first: the caller gets freed memory`
}

// decodeCopy copies the plane.
func decodeCopy(d *C.decoder, n int) ([]byte, error) {
	var p C.picture
	if C.decoder_get(d, &p) != 0 {
		return nil, errNone
	}
	defer C.picture_unref(&p)
	return C.GoBytes(unsafe.Pointer(p.data[0]), C.int(n)), nil
}

// decodeInto gives the caller the picture, and back what the caller had.
func decodeInto(d *C.decoder, to *C.picture) (int, error) {
	var p C.picture
	if C.decoder_get(d, &p) != 0 {
		return 0, errNone
	}
	defer C.picture_unref(&p)
	C.picture_move(to, &p)
	return int(p.stride), nil
}
