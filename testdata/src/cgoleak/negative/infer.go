package negative

/*
#include <stdlib.h>
#include <stdint.h>
typedef struct stmt stmt;
typedef struct conn conn;
stmt *next_stmt(conn *c, stmt *after);
int stmt_busy(stmt *s);
int stmt_destroy(stmt *s);
typedef struct item item;
item *item_new(int n);
int list_add(conn *c, item *i);
void item_free(item *i);
int decode(const uint8_t **code, size_t *n);
size_t convert(conn *c, char **in, size_t *n);
struct stmt { int n; };
struct conn { int n; };
struct item { int n; };
*/
import "C"

import (
	"errors"
	"unsafe"
)

// DestroyAll ends what a connection has.
func DestroyAll(c *C.conn) {
	for s := C.next_stmt(c, nil); s != nil; s = C.next_stmt(c, nil) {
		C.stmt_destroy(s)
	}
}

// Busy looks at it.
func Busy(c *C.conn) bool {
	s := C.next_stmt(c, nil)
	return s != nil && C.stmt_busy(s) != 0
}

// AddItem frees the item where it was not taken.
func AddItem(c *C.conn, n int) error {
	i := C.item_new(C.int(n))
	if i == nil {
		return errors.New("no item")
	}
	if C.list_add(c, i) != 0 {
		C.item_free(i)
		return errors.New("not added")
	}
	return nil
}

// Decode has C move a pointer on.
func Decode(code []byte) int {
	p := (*C.uint8_t)(C.CBytes(code))
	defer C.free(unsafe.Pointer(p))
	n := C.size_t(len(code))
	C.decode(&p, &n)
	return int(n)
}

// Convert does so too.
func Convert(c *C.conn, s string) int {
	in := C.CString(s)
	defer C.free(unsafe.Pointer(in))
	n := C.size_t(len(s))
	C.convert(c, &in, &n)
	return int(n)
}
