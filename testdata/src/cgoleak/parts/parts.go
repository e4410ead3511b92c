// Package parts frees a part together with the object that has it.
package parts

/*
#include <stdlib.h>
typedef struct item item;
item *item_new(const char *name);
const char *item_name(item *i);
char *item_path(item *i);
void item_free(item *i);
*/
import "C"

import "unsafe"

// An Item is an object of C.
type Item struct{ c *C.item }

// Free frees the name that New made, and the item. The name was the item's
// until then.
func (i *Item) Free() {
	C.free(unsafe.Pointer(C.item_name(i.c)))
	C.item_free(i.c)
}

// Name is silent: the item lives.
func (i *Item) Name() string { return C.GoString(C.item_name(i.c)) }

// Path frees what C made for it.
func (i *Item) Path() string {
	p := C.item_path(i.c)
	defer C.free(unsafe.Pointer(p))
	return C.GoString(p)
}

// Copy loses it.
func (i *Item) Copy() string {
	return C.GoString(C.item_path(i.c)) // want "the memory that C.item_path returns is only copied and never freed"
}
