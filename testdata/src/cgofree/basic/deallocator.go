package basic

/*
#include <stdlib.h>

typedef struct shelf shelf;
static char *line_new(void) { return calloc(1, 80); }
static void line_free(char *line) { free(line); }
//cgolint:contract shelf_text result fresh freed by shelf_free
char *shelf_text(shelf *s);
void shelf_free(void *p);
//cgolint:contract shelf_copy result fresh freed by shelf_destroy
shelf *shelf_copy(shelf *s);
void shelf_destroy(shelf *s);
*/
import "C"

import "unsafe"

// ShelfText frees what the library has another function for.
func ShelfText(s *C.shelf) string {
	text := C.shelf_text(s)
	defer C.free(unsafe.Pointer(text)) // want `C.free frees what C.shelf_text allocates, which C.shelf_free should free: the library may have a heap of its own, which free corrupts then`
	return C.GoString(text)
}

// Copy frees an object as if it were one piece of memory.
func Copy(s *C.shelf) {
	copied := C.shelf_copy(s)
	C.free(unsafe.Pointer(copied)) // want `C.free frees what C.shelf_copy allocates, which C.shelf_destroy should free: what belongs to it is never freed, and the library may have a heap of its own`
}

// Line may do what line_free does.
func Line() string {
	line := C.line_new()
	defer C.free(unsafe.Pointer(line))
	return C.GoString(line)
}
