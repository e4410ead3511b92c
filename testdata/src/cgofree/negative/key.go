package negative

/*
#include <stdlib.h>
typedef struct surface surface;
void surface_destroy(surface *s);
*/
import "C"

import (
	"log"
	"sync"
	"unsafe"
)

// surfaces has the Go objects of surfaces, by their addresses.
var surfaces sync.Map

func forget(key unsafe.Pointer) { surfaces.Delete(key) }

// Drop takes the address, which leads nowhere by then, for a key only.
func Drop(s *C.surface) {
	C.surface_destroy(s)
	forget(unsafe.Pointer(s))
}

// DropHere does so itself.
func DropHere(s *C.surface) {
	C.surface_destroy(s)
	surfaces.Delete(unsafe.Pointer(s))
}

// DropSaid prints the address.
func DropSaid(s *C.surface) {
	C.surface_destroy(s)
	log.Printf("destroyed %p", s)
}
