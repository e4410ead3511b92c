// Package bad has the samples of the page of cgokeepalive that are reported.
package bad

/*
#include <stdlib.h>
struct image { int w, h; char *name; };
static struct image *image_new(void) { return calloc(1, sizeof(struct image)); }
static void image_free(struct image *i) { free(i->name); free(i); }
static int image_size(struct image *i) { return i->w * i->h; }
static char *image_name(struct image *i) { return i->name; }
*/
import "C"

import (
	"runtime"
)

type Image struct{ c *C.struct_image }

func New() *Image {
	i := &Image{C.image_new()}
	runtime.SetFinalizer(i, func(i *Image) { C.image_free(i.c) })
	return i
}

func (i *Image) Size() int {
	return int(C.image_size(i.c)) // New().Size() may read freed memory
}

func (i *Image) Name() string {
	name := C.image_name(i.c)
	runtime.KeepAlive(i)
	return C.GoString(name)
}
