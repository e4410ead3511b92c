package negative

/*
#include <stdlib.h>

typedef struct { char *host; int port; } reply;
int look_up(const char *name, reply **a);
void fill(reply *const *a);
void reply_free(reply *a);
static reply *new_reply(void) { return calloc(1, sizeof(reply)); }
size_t grow(char **line, size_t *n);
int feature_indices(void *m, size_t **indices, size_t *n);
*/
import "C"

import "unsafe"

// Resolve frees what it got after it got it.
func Resolve(name *C.char) (string, int) {
	var a *C.reply
	if C.look_up(name, &a) != 0 {
		return "", 0
	}
	defer C.reply_free(a)
	return C.GoString(a.host), int(a.port)
}

// Completed is filled by C, which leaves the pointer as it is.
func Completed() int {
	a := C.new_reply()
	defer C.reply_free(a)
	C.fill(&a)
	return int(a.port)
}

// Handed gives the slice to its caller, who frees it.
func Handed(m unsafe.Pointer) []C.size_t {
	var indices *C.size_t
	var n C.size_t
	if C.feature_indices(m, &indices, &n) != 0 {
		return nil
	}
	return unsafe.Slice(indices, n)
}
